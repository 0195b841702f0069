"""The clauses of a sentence, and whether one begins with what is done or to be done."""

import re
from itertools import groupby
from operator import itemgetter

from mapapp.reading.verbs import VERBS

_EVEN = str.maketrans("，；：！？（）．", ",;:!?().")
_NAME = re.compile(r"《[^》]{1,60}》|“[^”,。;!?]{1,14}”|「[^」,。;!?]{1,14}」|\"[^\",。;!?]{1,14}\"")
_CLAUSE = re.compile(r"[^,;:。!?]+")
_OPENING = ' \t　“‘「『"《(—–-•●▪■◆○*·.、)①②③④⑤⑥⑦⑧⑨⑩'
_ENUMERATOR = re.compile(
    r"第?[一二三四五六七八九十]{1,2}(?:是|要|、|则)|\(?[一二三四五六七八九十0-9]{1,3}[).、]|其[一二三四]|"
    r"[0-9]{1,2}[.、]"
)
_SPEAKER = re.compile("(?:答|[一-鿿]{1,7}(?<![标划排务单说道示指调出求]))[:：](?=[^:：]{4})")
_DATELINE = re.compile(r"[^,。:]{0,12}(?:讯|消息)(?=[ (])\s?(?:\([^)]{0,30}\))?\s?")
_NUMBER = "[0-9〇一二三四五六七八九十百千两]"
_TIME = (
    rf"(?:到|至|自|从|在|于|争取|力争)?(?:{_NUMBER}{{2,4}}|[今明本当全])?年(?:年?底|年?末|内|度|初|"
    rf"中)?(?:之?前|内|起)?|"
    rf"(?:到|至|自|从|在|于)?[0-9一二三四五六七八九十]{{1,2}}月(?:[0-9]{{1,2}}日|份|底|末|初|上旬|中旬|"
    rf"下旬)?(?:之?前|起|内)?|"
    r"[一二三四1-4]季度(?:末|前|内)*|[上下]半年|近期|中期|远期|未来[^,]{1,4}年|"
    r"[一二两三四五六七八九十0-9]+(?:年|个月|天|日)之?内|"
    r"夜间|白天|周末|工作日|[^,]{1,6}期间|[0-9]{1,2}时(?:至[^,]{0,3}[0-9]{1,2}时)?|下周|下季度|"
    r"本周[一二三四五六日天末]?|[上下]午|届时|随后|下个?月|"
    r"本月底?前?|(?:国庆|春节|汛期|开学|暑假|暑期|寒假|元旦|五一|入冬|供暖季?)节?(?:之?前|"
    r"期间|后)?|每[年月季周日天](?:度)?"
)
_LINK = (
    "同时|此外|另外|其中|接下来|下一步|然后|最后|首先|其次|再次|并且|而且|以及|进而|从而|因此|为此|对此|还|再|也|"
    "并|又|则|均|都|就"
)
_WHO = (
    r"我们|咱们|我[区市县镇乡街]|全[区市县]|[区市县]里|各(?:[部单]门?位?|街道|社区|镇|乡|有关)[^,]{0,8}?|"
    r"街道(?:办事处)?|社区|"
    r"由[^,]{1,14}?|[区市县][^,]{1,8}[局委办院](?!会)|相关部门|有关部门|项目部?|本[区市街]道?"
)
_ADVERB = (
    "认真|踏实|耐心|用心|分头|就近|联手|按需|原址|大幅|先行|全部|"
    "纵深|全面|深入|扎实|大力度?|着力|切实|积极|继续|进一步|持续|稳步|有序|统筹|分类|精细|精准|精心|抓紧|"
    "尽快|尽早|力争|努力|坚决|严格|从严|"
    "重点|高质量|高标准|高水平|分期|分批|分步|逐步|逐年|逐一|逐个|逐户|逐院|同步|率先|主动|不断|广泛|今年|"
    "明年|年内|因地制宜|科学|合理|"
    "临时|暂时|随时|全天候|因城施策|分类施策|因户施策|一律|严肃|一并|早日|尽可能|及早|依法|依规|集中|定期|"
    "适时|择机|优先|提前|及时|"
    "加快|加大力度|"
    "下大?[力气]{1,2}|充分|务必|"
    "确保|争取|坚定不移|一体|协同|联合|共同|重新|"
    "全力|全程|动态|常态化|规范|牢固|紧密|紧紧|有效|有力|更好地?|真正|更加|首批|试行|免费|统一|分级|分片|"
    "系统|整体|适度|审慎|探索|研究|"
    "加速|快速|大胆|千方百计|想方设法|按期|如期|如数|专门|连片|滚动|各|新|多|先|共|最大限度"
)
_MODAL = "将|拟|要|会|可|能|须|应当?|需要?|必须|计划|准备|打算|预计|有望|得"
_BEFORE = re.compile(
    rf"(?:(?:{_TIME})(?:以?[来内前])?|{_LINK}|{_WHO}|(?:{_ADVERB})(?:地|而)?|"
    rf"(?:{_MODAL})(?=[^来军领近要求素点])|[^,]{{2,4}}地(?=[一-鿿]))\s*"
)
_INNER = re.compile(rf"(?<=.)(?:(?:{_ADVERB})地?|每[年月季周日天]|{_TIME})(?=[一-鿿])")
_PREPOSITION = re.compile(
    r"(?:在|对|为|沿|从|自|向|以|按|围绕|针对|结合|依托|利用|通过|借|把|将|与|同|于|就|由|凭|给|聚焦|按照|根据|"
    r"紧扣|借助|坚持)"
)
_EAGER = re.compile(
    "(?:全面|深入|扎实|大力度?|着力|切实|积极|继续|进一步|持续|稳步|有序|抓紧|尽快|严格|逐步|加快|不断|坚决|"
    "坚定不移)地?$"
)
_SHORT = re.compile(
    rf"[建修拆种栽改增设补铺换装清引办开植扩治疏腾通打添配做抓管用守护减评选搞盖留立请派划](?=(?:{_NUMBER}|"
    rf"[好成起出足实细优强齐准紧牢活掉完新各一]))(?!.?[了的])|"
    "[让使](?!人)|以[^,]{1,12}为|做到|不[再得]|不断|严[控查防]|实行|把"
)
_NO_ACT = re.compile(
    r"[了过后者]|[^,]{0,4}的(?:是|了|,|$)|的(?!确)|成的|时间|时段|面积|规模|银行|单位|现场|以来|方面|"
    r"工作(?:是|事关)|是|就是|离不开|事关|关系到?|"
    r"贵在|重在|需要|不能|不是|靠|永远|没有|难度?|成效|成果|经验|问题(?=[突较比])"
)


_IS = re.compile("(?<![还但于凡若可要特别])是(?!否)")
_NOUNS = re.compile(
    "(?:建设|管理|维护|改造|服务|规划|设计|运营|治理|运行|使用|发展|更新|保护|整治|开发|监管|征收|修缮|投资|经营|整改)"
    "(?:工地|费用|体制|资金|单位|人员|方案|标准|过程|成本|协议|条例|难|周期|进度|现场|用地)"
)


_LENGTHS = {
    first: sorted(set(map(len, verbs)), reverse=True) for first, verbs in groupby(sorted(VERBS), key=itemgetter(0))
}
"""How long the verbs are that begin with a character, the longest first."""

_REACH = 60
"""How many characters of a clause are looked at: what it does stands in its first words."""


def masked(words):
    """Return a sentence in even punctuation, its short quoted names and titles blanked, of the same length."""
    return _NAME.sub(lambda name: "□" * len(name.group()), words.translate(_EVEN))


def bare(words):
    """Return words without list marks and enumerators before them."""
    words = words[found.end() :] if (found := _DATELINE.match(words)) else words
    words = words.strip(_OPENING)
    while found := _ENUMERATOR.match(words) or _SPEAKER.match(words):
        words = words[found.end() :].strip(_OPENING)
    return words


def clauses(words):
    """Return the clauses of a masked sentence, bare."""
    return [clause for clause in map(bare, _CLAUSE.findall(words)) if clause]


def acts(clause):
    """Return whether a clause begins with what is done or to be done, or with when, how, where, for or by whom."""
    clause, start = clause[:_REACH], 0
    if _IS.search(clause):
        return False
    while not _acts_at(clause, start):
        found = _BEFORE.match(clause, start)
        if not found:
            return bool(_EAGER.search(clause, 0, start)) and len(clause) - start >= 4
        start = found.end()
    return True


def _acts_at(clause, start):
    if _is_verb(clause, start) or _SHORT.match(clause, start):
        return True
    return bool(_PREPOSITION.match(clause, start)) and _verb_within(clause, start + 1, start + 48)


def _verb_within(clause, start, end):
    return any(_is_verb(clause, position) for position in range(start + 1, min(end, len(clause) - 1)))


def _is_verb(clause, start):
    """Return whether a verb begins at `start` that names nothing and reports nothing: not 改造后的, 开放时间."""
    for length in _LENGTHS.get(clause[start : start + 1], ()):
        if clause[start : start + length] in VERBS:
            return not _NO_ACT.match(clause, start + length) and not _NOUNS.match(clause, start)
    return False


def acts_inside(clause):
    """Return whether a verb stands behind an adverb or a time somewhere in a clause: 大巴统一停放, 专班每周调度."""
    return any(_is_verb(clause, found.end()) for found in _INNER.finditer(clause, 0, _REACH))


def has_verb(clause):
    """Return whether a verb stands somewhere in a clause, behind whatever it is about."""
    return any(clause[start : start + 2] in VERBS for start in range(len(clause) - 1))
