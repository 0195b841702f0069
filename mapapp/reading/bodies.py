"""Names of bodies, meetings and documents: a place inside one of them is not what the text speaks of (西城区住建委)."""

import re

_FIELD = (
    "住房|城乡|建设|规划|自然|资源|城市|城管|执法|公安|教育|卫生|健康|卫健|财政|民政|税务|统计|审计|园林|绿化|文旅|文化|旅游|体育|住建|"
    "生态|环境|环保|人社|人力|社会|保障|医保|商务|发改|发展|改革|科技|信息|工信|经信|经济|市场|监管|监督|管理|水务|水利|交通|运输|应急|消防|"
    "信访|文物|民族|宗教|退役|军人|融媒体?|宣传|组织|统战|纪检|监察|新闻|重大|项目|服务|投资|促进|数据|政务|人民|常务|行政|综合|规自|国资|"
    "房管|房屋|农业|农村|林业|粮食|气象|地震|档案|和|与|及"
)
_BODY = (
    "委员会|管委会|居委会|村委会|党委|党组|党工委|工委|纪委|团委|妇联|总工会|残联|工商联|常委|党支部|两委|"
    "委(?![托员派])|局(?!面|部|限|势)|办事处|办公室|办(?![理好事法公])|政府|人大|政协|法院|检察院|公安|支队|大队|派出所|部(?!分|门|队|署)|"
    "日报|晚报|晨报|电视台|融媒|公司|集团|协会|联合会|基金会|商会|论坛|大会|会议|推进会|座谈会|司法所|书记|镇长|区长|市长|县长"
)
_IN_BODY = re.compile(f"(?:{_FIELD}){{0,6}}(?:{_BODY})|(?:{_FIELD}){{1,4}}[局委办厅]")
_BEFORE = re.compile("中共(?:[一-龥]{1,3}[省市])?$")
TITLE = re.compile("《[^《》\n]*》")


def names_body(text, start, end):
    """Return whether the name from `start` to `end` only begins, or follows 中共 in, the name of a body."""
    return bool(_IN_BODY.match(text, end) or _BEFORE.search(text, max(0, start - 6), start))


def in_title(text):
    """Return a bytearray that is 1 for each character of `text` inside the title of a document."""
    inside = bytearray(len(text))
    for title in TITLE.finditer(text):
        start, end = title.span()
        inside[start:end] = b"\1" * (end - start)
    return inside
