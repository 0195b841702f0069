"""Find the places an article names: known names, the longest first, never a piece of a longer name."""

import re
from collections import defaultdict
from dataclasses import dataclass

from mapapp.reading.article import Span
from mapapp.reading.bodies import in_title
from mapapp.reading.coordination import ellipses, pairs
from mapapp.reading.variants import fold

_CLASS_WORD = (
    "大街|街道|街(?![区坊巷面边口头景])|胡同|路(?![口网段灯面侧边旁况])|巷(?![道口])|桥(?![下头边])|门(?![店前口脸头牌面])|"
    "站(?![在前位点稳好])|里(?=[0-9一二三四五六七八九十])|"
    "公园|广场|社区|小区|家园|大厦|商场|饭店|宾馆|医院|学校|小学|中学|大学|幼儿园|"
    "办事处|工委|党工委|论坛|体育场|体育馆|博物馆|图书馆|剧院|剧场|影院"
)
_GOES_ON = re.compile(f"[东西南北中内外前后]{{0,2}}(?:{_CLASS_WORD})")
_BEGAN_BEFORE = re.compile("(?<![以之向往朝路街城侧东西南北])[东西南北]$")
_WORD_BEFORE = re.compile("[主自启推带行互联活运变劳调发流移]$")
"""What makes an everyday word with the first character of a short name: 主动批评, 推动批发."""

_ANOTHER_WORD = re.compile(
    "西单(?=[元位独])|西四(?=[环个家条座处位名项层所地省市县区])|(?<=[山江广陕])西[四海]|(?<=[石风盆背全])景山|"
    "(?<=[目当以之])前海|(?<=[今以之然最随此])后海|[前后西]海(?=[淀外绵量洋关岸])|(?<=[河湖东])北海|北海(?=[道市舰])|"
    "(?<=[工电])厂桥"
)
"""A short name that is part of other words: 西单元, 西四环, 石景山, 今后海绵城市, 工厂桥面."""
_ANOTHER_ENDING = re.compile("街(?=区(?!域)|[头道坊])|巷(?=道)|路(?=[线径演])|门(?=[户类槛诊禁窗])")
"""A last character that begins another word: 新文化街区, 教育街道, 展览路线, 伟大复兴门户."""

_REGION = ("市", "区", "县", "省")
_NOT_THE_REGION = re.compile(
    "(?<=市)[民场容政属值级]|(?<=区)(?:[域间位级]|划(?!定|分))|委|政府|人大|政协|纪委|法院|检察院|"
    "(?:城市管理|公安|教育|卫生|财政|民政|税务|统计|审计|园林|城管|文旅|体育|规划|住建|住房|生态环境|人社|民政|商务)[一-龥]{0,6}[局委]"
)
"""What makes another word with a region's last character (市民, 区域), or the name of a body (区委)."""

_BODY_BEFORE = "中共"


@dataclass(frozen=True)
class Mention:
    """One place where the text names one place, or several with one word (南北长街)."""

    span: Span
    place_ids: tuple


class Names:
    """Names of places, ready to be found: each name, in either script (or `folded` already), with its place ids."""

    def __init__(self, ids_by_name, *, folded=False):
        kept = ((name, tuple(ids)) for name, ids in ids_by_name.items() if len(name) > 1)
        self._ids = dict(kept) if folded else {fold(name): ids for name, ids in kept}
        lengths = defaultdict(set)
        for name in self._ids:
            lengths[name[:2]].add(len(name))
        self._lengths = {start: sorted(known, reverse=True) for start, known in lengths.items()}

    def ids(self, name):
        """Return the ids of the places that a folded name means; none if it is not known."""
        return self._ids.get(name, ())

    def matches(self, folded):
        """Yield `(place ids, Span)` of each name in a folded text, from left to right, the longest at each place."""
        ids, lengths, position = self._ids, self._lengths, 0
        while position < len(folded):
            for length in lengths.get(folded[position : position + 2], ()):
                name = folded[position : position + length]
                if name in ids:
                    yield ids[name], Span(position, position + length)
                    position += length
                    break
            else:
                position += 1


def find_mentions(article, names):
    """Return the `Mention`s of `names` in `article`, in order.

    `names` is a `Names`, or a dict from name to place ids. A name that only begins or ends a
    longer one (天桥 in 天桥南大街), one inside the name of a body (西城区委) or the title of a
    document (《…》), are none.
    """
    names = names if isinstance(names, Names) else Names(names)
    text = article.folded
    titles = in_title(text)
    plain = [(ids, span) for ids, span in names.matches(text) if _is_whole(text, span)]
    spoken = _longest(plain + list(pairs(text, names)))
    spoken = _longest(spoken + [shared for _, span in spoken for shared in ellipses(text, span, names)])
    return [Mention(span, ids) for ids, span in spoken if not titles[span.start]]


def _longest(named):
    """Return the (place ids, `Span`) in order; where some overlap, the longest of them."""
    kept = []
    for ids, span in sorted(named, key=lambda one: (one[1].start, -one[1].end)):
        if kept and span.start < kept[-1][1].end:
            if span.end - span.start <= kept[-1][1].end - kept[-1][1].start:
                continue
            kept.pop()
        kept.append((ids, span))
    return kept


def _is_whole(text, span):
    before, name = text[max(0, span.start - 2) : span.start], text[slice(*span)]
    if name.endswith(_REGION):
        return before != _BODY_BEFORE and not _NOT_THE_REGION.match(text, span.end)
    if name.startswith("动") and _WORD_BEFORE.search(before):
        return False
    if _ANOTHER_WORD.match(text, span.start) or _ANOTHER_ENDING.match(text, span.end - 1):
        return False
    return not _GOES_ON.match(text, span.end) and not _BEGAN_BEFORE.search(before)
