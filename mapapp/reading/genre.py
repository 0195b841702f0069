"""The words by which such articles promise, report and exhort; in Simplified characters.

Patterns are matched against the Simplified text, so one list serves both scripts. They are
about the genre (reports, leaders' articles, plans, news), never about one article.
"""

import re

LEAD = re.compile(r"在(?P<theme>.+?)上展现(?P<group>新作为|新气象)[。！]?$")
"""A lead sentence or heading that opens a section of promises, with its theme and group."""

NUMBERED = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．章节]|[(（][一二三四五六七八九十]{1,3}[)）])\s*(?P<theme>.+?)[。:：]?$"
)
"""A heading or lead sentence that begins with a number."""

SUBORDINATE = re.compile(r"[(（]")
"""A heading that begins so lies below the last one that does not: （一） below 一、."""

ENUMERATOR = re.compile(r"(?:第?[一二三四五六七八九十]{1,2}(?:是|要|、)|[(（][一二三四五六七八九十0-9]{1,3}[)）])")
"""What stands before each of several things that are counted: 一是…；二是…。"""

PRINCIPLE = re.compile(r"牢牢把握|始终坚持|必须坚持|要坚持|坚持以[^,，。]*为指导")
"""A paragraph that begins so states principles."""

IMPRINT = re.compile(
    r"[(（]?(?:作者|记者|来源|编辑|责编|责任编辑|日期|发布时间)(?:\s*[:：]|\s+\S{2,4}[)）]?$)|"
    r".*(?:条评论|人发表了评论|阅读量|点击数)"
)
"""A line that says who wrote or published, or counts comments."""

REPORTING = re.compile(r"回顾|过去|总结|成绩|成效|完成情况|主要做法")
"""A heading below which one reports what has been done."""

_ADVERB = (
    "全面|深入|扎实|下?大力气?|大力度|切实|积极|继续|进一步|持续|着力|加大力度|稳步|有序|统筹|分类|精细|抓紧|尽快|力争|"
    "努力|坚决|严格|重点|高质量|高标准|分期|分批|逐步|同步|率先|主动|不断|广泛|还|也|并|再|各|今年|年内|年底前|明年"
)
_ACTION = (
    "推进|启动|实施|建设|建成|建立|完善|制定|研究|出台|编制|开展|加强|加快|深化|优化|改造|新建|新增|改建|扩建|"
    "修缮|修复|打造|构建|健全|提升|推动|抓好|做好|办好|用好|管好|解决|探索|完成|引导|强化|改进|营造|整治|治理|"
    "拆除|腾退|疏解|增加|增设|加密|加装|扩大|拓展|培育|引进|引入|发布|公布|推广|推行|设立|设置|组织|举办|支持|"
    "鼓励|保护|恢复|保障|落实|实现|确保|形成|打通|补齐|开放|开工|试点|更新|绿化|铺设|种植|架设|开通|设计|规划|"
    "贯通|竣工|完工|投用|投入使用|启用|亮相|升级|盘活|压减|提高|推出|搭建|规范|整合|提供|清理|维修|翻建|促进|防范|"
    "传承|弘扬|挖掘|创建|筹建|配建|配备|安装|更换|美化|修订|印发|统筹|执行|查处|成立|栽植|补植|统一|让"
)
_NOT_AN_ACT = "[了过后的者]|成的|时间|时段|面积|规模|银行|单位|现场|以来"
"""What behind such a verb shows that it names or reports something: 改造后的, 开放时间, 建设银行."""

ACTION_CLAUSE = re.compile(
    rf"(?:[^,，;；]{{0,12}}?(?<![主重需])要|再?[在为对向从沿][^,，;；]{{1,16}}?)?(?:(?:{_ADVERB})地?)*"
    rf"(?:{_ACTION}|(?<=[再各])建)(?!{_NOT_AN_ACT})"
)
"""A clause that begins with what is to be done, or with who has to, where or for whom."""

FUTURE = re.compile(
    r"还?会再|(?<![麻即必这])将(?![来军领近要])|下一步|(?:年|月)底前?(?=[^,，。]*(?:完工|完成|开放|亮相|投用|打通|贯通|开工))|"
    r"(?:(?<!行动)(?<!工作)(?<!年度)(?<!专项)(?<!按)计划|拟|力争|预计|争取|准备(?!工作)|打算)"
    rf"[^,，;；。]{{0,18}}?(?:{_ACTION})(?!以来)|不(?:低于|少于)"
)
"""What is said to come."""

PAST = re.compile(r"(?<!在)去年|昨日|昨天|上月|上周|此前|日前|近日|今年以来|年来")
"""A time that puts a whole sentence into the past, unless it also speaks of what is to come."""

STILL_TO_COME = re.compile(r"今年(?!以来)|明年|年底|月底|下一步|继续|力争|预计|计划|拟")
"""A time or plan that lets a sentence promise although it reports."""

DONE = re.compile(
    r"已(?!有的|建成区|久)|(?:全部|基本|提前|全面|顺利)(?:完成|完工|结束|收官)(?=[,，。；;]|$)|同比增长|被评为|"
    rf"(?:{_ACTION}|取得|获得|达到)了|收官|累计|截至|截止|以来|荣获|获评|顺利(?:完成|通过|开放)|先后|如期|受到[^,，。]*欢迎"
)
"""What is said to be done."""

UNDER_WAY = re.compile(r"正在|正有序|目前")
"""What is merely going on."""

HEARSAY = re.compile(
    r"会议(?:强调|指出|要求|认为|听取|审议|研究)|主持召开|召开[^,，。]{0,10}会|群众反映|居民反映|有居民|[女先]?[士生]说[,，:：]?希望|希望将来"
)
"""What others said, in meetings or in complaints."""

EXHORTATION = re.compile(r"贵在|不负|让我们|各位代表|砥砺前行|久久为功|牢牢把握")
"""What calls upon others rather than promises."""

DESCRIPTION = re.compile(
    r"[^,，。;；]{1,24}?(?:是(?!否)|体现|贯穿|位于|东起|南起|始建于|面积|有着|拥有|成为|存在|设有|为每日)|开放时间"
)
"""A sentence that begins so says what something is."""

TANGIBLE = re.compile(
    "街区|违法建设|违建|开墙打洞|房屋|空间|架空线|管线|广告牌匾|电梯|公厕|厕所|停车|垃圾|转运站|森林|公园|绿地|绿化|"
    "工地|围挡|装点|书店|便民|便利生活|生活服务|养老驿站|托育|幼儿园|学位|学前教育|照明|路灯|小区|平房|院落|"
    "养老|床位|边角地|停滞项目|建设总量|道路|步道|自行车道|桥梁|充电桩|菜市场|市场|超市|河道|水系|湖|胡同|医院|卫生服务中心|"
    "文物|故居|会馆|厂房|场馆|体育设施|健身|广场|口袋|花园|供热|燃气|雨污|排水|树木|景观|住房|危房|校舍|学校|图书馆|剧场"
)
"""Things on the ground that one can see or count."""
