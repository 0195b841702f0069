"""The words by which such articles promise, report and exhort; in Simplified characters.

Patterns are matched against the Simplified text, so one list serves both scripts. They are
about the genre (reports, leaders' articles, plans, news), never about one article.
"""

import re

LEAD = re.compile(r"在(?P<theme>.+?)上展现(?P<group>新作为|新气象)[。！]?$")
"""A lead sentence or heading that opens a section of promises, with its theme and group."""

NUMBERED = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．章节]|第[一二三四五六七八九十]{1,3}条(?=[ 　])|"
    r"第[一二三四五六七八九十][,，]|"
    r"[(（][一二三四五六七八九十]{1,3}[)）])\s*(?P<theme>.+?)[。:：]?$"
)
"""A heading or lead sentence that begins with a number."""

HEADING = re.compile(r"(?:[0-9]{1,2}[.．、]|[(（][0-9]{1,2}[)）]|[■◆●▪—【]+|[①-⑳])?\s*(?P<theme>.+?)[:：】]?$")
"""Any other heading."""

LEVELS = list(
    enumerate(
        re.compile(pattern)
        for pattern in (
            "(?!第?[一二三四五六七八九十(（0-9]{1,3}[、.．章节)）]).*(?:回顾|总结|重点工作|工作任务|主要任务|"
            "工作安排|工作打算)",
            "第?[一二三四五六七八九十]{1,3}(?:[、.．章]|部分)",
            "第[一二三四五六七八九十]{1,3}(?:节|条(?=[ 　]))",
            "[(（][一二三四五六七八九十]{1,3}[)）]",
            "[0-9]{1,2}[.．、]",
            "[(（][0-9]{1,2}[)）]|[①-⑳]",
        )
    )
)
"""The levels of headings, from the highest: 年度工作回顾, 一、, （一）, 1., （1）; any other stands below these."""

ANNOUNCEMENT = re.compile(
    "(?:以下|下列|如下)[^,，]{0,8}[:：。]$|个方面[^,，]{0,6}[:：。]$|工作[:：]$|"
    "[一二三四五六七八九十几两][个件篇大项点]{1,2}[^,，]{0,8}[:：]$|"
    "(?<![一二三四五六七八九十])[一二三四五六七八九十几两](?:件[大实要]?事|个(?:字|词|关键词?|重点|环节|关口|抓手|"
    "维度)|"
    "(?:项|大)(?:重点)?(?:工作|任务|行动|举措|战役|攻坚)|"
    "[篇场][^,，。]{0,3}[章仗])(?:[上里]?[下做用使][^,，。]{1,4})?[。:：]$"
)
"""A line that only says that a list follows: 我们将抓好以下工作：."""

COUNTER = re.compile(
    r"第?[一二三四五六七八九十]{1,2}(?:是|要)|[(（][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,2}[.．、]"
)
"""What stands before each of several things that are counted: 一是…；二是…。"""

LIST_MARK = re.compile(r"\s*(?:——?|[-–•●▪■◆○*·]|\d{1,2}[.、．)）](?!\d)|[(（]\d{1,2}[)）]|[①-⑳])")
"""What stands before an item of a list."""

PRINCIPLE = re.compile(r"牢牢把握|始终坚持|必须坚持|要坚持|坚持以[^,，。]*为指导")
"""A paragraph that begins so states principles."""

GREETING = re.compile(
    "(?:尊敬的|各位|同志|朋友们|各.{0,10}(?:单位|部门|政府)|.{2,12}(?:代表|委员|同志|单位|部门|主任|先生|"
    "女士))[^,，。]{0,30}[:：!！]$"
)
"""A line that only addresses somebody."""

IMPRINT = re.compile(
    r"[(（]?(?:作者|记者|来源|编辑|责编|责任编辑|日期|发布时间)(?:\s*[:：]|\s+\S{2,4}[)）]?$)|"
    r"(?:报送|发送|主送|抄送|抄报|分送|印送|签发|报|送)[:：]|"
    r".*(?:条评论|人发表了评论|阅读量|点击数)"
)
"""A line that says who wrote or published, or counts comments."""

ENTRY = re.compile(
    "[(（]?(?:责任|牵头|配合|实施|主管|承办|建设)(?:单位|部门|主体|领导|人)|[(（]?(?:完成|办结|时间|开工|"
    "竣工)(?:时限|时间|节点|安排)[:：]|"
    "[(（](?:由)?[^)）。]{2,40}(?:负责|牵头|配合|分工|单位|部门)[^)）]{0,20}[)）]?$|[(（]?(?:投资估算|总投资|"
    "资金来源|计划投资|规模)[:：]"
)
"""A sentence that begins so is an entry about the one before: 责任单位：…; 完成时限：…."""

HOLDS = {
    "report": re.compile(
        "回顾|已(?:开展|完成|有|做)|开展情况|总结|成绩|成效|成就|完成情况|主要做法|基础(?!设施|治理|研究|"
        "教育)|前期工作|取得|新进展|"
        "进展情况|过去|历程|"
        "五年来|一年来"
    ),
    "problem": re.compile("问题|困难|不足|挑战|短板|现状|矛盾"),
    "general": re.compile(
        "总体(?!目标|安排|任务)|总则|指导思想|原则|范围|定位|背景|依据|意义|形势|思路|适用|附则|概况|基本情况|宗旨"
    ),
    "plan": re.compile(
        "任务|措施|举措|目标|安排|打算|部署|清单|步骤|下一步|今年|明年|保障措施|组织保障|路径|怎么干|重点|"
        "计划|要求|项目|行动|实施|今后|展望"
    ),
}
"""What a heading says of the sentences below it, the first that fits."""

KINDS = {
    kind: re.compile(rf"(?:{words})(?:[（(].*[)）])?》?(?:摘要|节选)?(?:[（(].*[)）])?$")
    for kind, words in {
        "notice": "公告|通告|通知|公示",
        "plan": "方案|计划|规划|办法|措施|意见稿|实施意见|细则|清单|要点",
        "report": "报告|总结|汇报",
    }.items()
}
"""What a title says the article is, the first that fits."""

_ACTION = (
    "推进|启动|实施|建设|建成|建立|完善|制定|研究|出台|编制|开展|加强|加快|深化|优化|改造|新建|新增|改建|扩建|"
    "修缮|修复|打造|构建|健全|提升|推动|抓好|做好|办好|用好|管好|解决|探索|完成|引导|强化|改进|营造|整治|治理|"
    "拆除|腾退|疏解|增加|增设|加密|加装|扩大|拓展|培育|引进|引入|发布|公布|推广|推行|设立|设置|组织|举办|支持|"
    "鼓励|保护|恢复|保障|落实|实现|确保|形成|打通|补齐|开放|开工|试点|更新|绿化|铺设|种植|架设|开通|设计|规划|"
    "贯通|竣工|完工|投用|投入使用|启用|亮相|升级|盘活|压减|提高|推出|搭建|规范|整合|提供|清理|维修|翻建|促进|防范|"
    "传承|弘扬|挖掘|创建|筹建|配建|配备|安装|更换|美化|修订|印发|统筹|执行|查处|成立|栽植|补植|统一|让"
)
FUTURE = re.compile(
    r"还?会再|(?<![麻即必这])将(?![来军领近要])|下一步|(?:年|月)底前?(?=[^,，。]*(?:完工|完成|开放|亮相|投用|"
    r"打通|贯通|开工))|"
    r"(?:(?<!行动)(?<!工作)(?<!年度)(?<!专项)(?<!按)计划|拟|力争|预计|争取|准备(?!工作)|打算)"
    rf"[^,，;；。]{{0,18}}?(?:{_ACTION})(?!以来)|不(?:低于|少于)"
)
"""What is said to come, in a line without an end mark."""

TANGIBLE = re.compile(
    "(?:[0-9二三四五六七八九十百千万两余多]|十一)(?:座|处|部|株|棵|条|盏|公里|平方米|户|栋|米|块|组|台|套|辆)|游园|"
    "街巷(?!长)|水管|管网|管廊|路灯|"
    "厨卫|坡道|标识牌|报警器|历史建筑|老宅|积水|内涝|水体|污水|噪声|外机|路面|"
    "街区|违法建设|违建|开墙打洞|房屋|空间|架空线|管线|广告牌匾|电梯|公厕|厕所|停车|垃圾|转运站|森林|公园|绿地|绿化|"
    "工地|围挡|装点|书店|便民|便利生活|生活服务|养老驿站|托育|幼儿园|学位|学前教育|照明|路灯|小区|平房|院落|"
    "养老|床位|边角地|停滞项目|建设总量|道路|步道|自行车道|桥梁|充电桩|菜市场|市场|超市|河道|水系|湖|胡同|"
    "医院|卫生服务中心|"
    "文物|故居|会馆|厂房|场馆|体育设施|健身|广场|口袋|花园|供热|燃气|雨污|排水|树木|景观|住房|危房|校舍|学校|"
    "图书馆|剧场"
)
"""Things on the ground that one can see or count."""

DOCUMENT = re.compile(
    "[^,，]{0,6}(?:出台|编制|修订|印发|制定)[^,，。]{0,24}(?:标准|办法|导则|手册|指引|条例|规则|细则)|"
    "《[^》]*(?:办法|导则|手册|指引|条例)》"
)
"""A sentence that begins so promises something written: nothing to see on the ground."""
