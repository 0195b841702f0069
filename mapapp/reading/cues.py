"""What in a sentence, and around it, speaks for a promise, for a report, or for neither: cues, told by name."""

import re

from mapapp.reading.clauses import acts, acts_inside, bare, clauses, has_verb
from mapapp.reading.wording import COMING, DEED, DONE, OTHER

CUES = {name: re.compile(pattern) for kind in (COMING, DONE, OTHER) for name, pattern in kind.items()}

_SUBORDINATE = re.compile(
    r"^[^,:]{2,30}(?:基础上|前提下|背景下|以后|之后|时|同时|[0-9月日成过束工毕%]后),|^[^,:]{2,20}(?:清单|"
    r"任务|计划|安排|目标|打算|举措|方案)[^,:]{0,4}:"
)
_NUMBERED = re.compile(
    r"(?:[0-9〇二三四五六七八九十百千万两余多]|一[百千万十])[0-9〇一二三四五六七八九十百千万两余多]{0,9}(?:处|个|座|"
    r"条|部|家|户|名|栋|公里|平方米|万|亩|株|棵|项|件|场|人|米|套|张|辆|%|次|所|盏|间|块|组|倍|亿|公顷)"
)
_PAST_FIRST = re.compile(rf"[^,]{{0,6}}(?:{DONE['past']})")
_NEW_TIME = re.compile(
    "今年(?!以来|[^,]{0,8}(?:验收|完工|竣工|建成|接待|迎来))|明年|下一步|年底(?<!去年底)(?<!去年年底)|接下来|未来|今后|"
    "下半年|年内"
)
_DONE = re.compile("|".join(DONE[name] for name in ("already", "perfective", "total", "past", "since", "so_far")))
_COMING = re.compile(
    "|".join(COMING[name] for name in ("plans", "strives", "next", "would", "again", "must", "by")) + "|今年(?!以来)"
)
_HOLDING = re.compile(
    "坚持|牢记|树立|秉持|弘扬|把握|践行|以[^,]{1,12}为|增强[^,]{0,12}(?:意识|观念)|全面贯彻|深入贯彻|始终|牢牢"
)
_WILL = re.compile(
    "将(?<![麻即必这恩]将)(?![来军领近要是])|拟(?<![模虚草]拟)(?!定)|会(?<![社协学机议大工晚年商员全]会)(?!议|员|展|"
    "馆|同(?!步|时))|"
    "准备|打算|力争|争取|有望|计划(?<![划本该此]计划)(?<!行动计划)(?<!年度计划)(?<!专项计划)(?!的)|想"
)
_MUST = re.compile("要(?<![主重需不必紧首只]要)(?![求素点闻道害人])|须|应当?")
_RESULT = re.compile(
    "(?:全部|统一|一律|都|再|先|也)?[一-鿿][出成为到入至起上好完齐掉通](?!的)|"
    "[建修装设补搞做办添留派盖腾铺种动改](?=[一-鿿□0-9])(?!.?[了的])"
)
_ENDED = re.compile(rf"(?:{DEED})$")


_TO_COME = {
    "will",
    "takes",
    "would",
    "by",
    "will_act",
    "must_act",
    "coming_alone",
    "done_then_coming",
    "coming_then_done",
}
_CALLING = {
    "please",
    "this_text",
    "maxim",
    "questions",
    "is",
    "depicts",
    "meets",
    "wishes",
    "asks",
    "urges",
    "exhorts",
    "norms",
    "proverb",
    "topic",
}
_SURE = {"will_act", "plans", "next", "strives", "would", "until", "by"}
_PROMISING = {"below_plan", "below_promise", "plan_text", "notice_text"}
_FINISHED = {
    "already",
    "past",
    "past_first",
    "after_past",
    "perfective",
    "since",
    "so_far",
    "total",
    "honoured",
    "welcome",
    "outcome",
    "from_to",
}
_ACTING = {"acts_all", "acts_most", "acts_some", "acts_inside", *COMING}
_RESULTS = {"ended", "wholly", "reaches", "number", "through"}
_COMES = {"will_act", "must_act", *COMING} - {"again", "for_whom", "takes", "will"}
_OPPOSED = {"below_report", "below_problem", "below_general", "leads", "holds_only", "exclaims", "ended", *DONE, *OTHER}


def cues_of(words, surroundings):
    """Return the names of the cues of a masked sentence, with those of its surroundings (an iterable of names)."""
    words = bare(words)
    main = _SUBORDINATE.sub("", words)
    found = {name for name, pattern in CUES.items() if pattern.search(main if name in DONE else words)}
    parts = clauses(words)
    later = parts if main == words else clauses(main)
    wills = {part for part in {*parts, *later} if _modal_act(_WILL, part)}
    found |= _shape(words, main, parts) | _clausal(parts, wills) | _order(later, wills) | set(surroundings)
    if main != words and not any(map(_DONE.search, later)) and _DONE.search(words):
        found.add("done_aside")
    return _settled(found, words)


def together(found, given):
    """Return the cues of a sentence that say more, or less, among `given` neighbours."""
    if found & OTHER.keys() or found & {"leads", "opens"}:
        return set()
    if given & {"among_promises", "section_promises"} and not found & (_FINISHED | {"below_report"}):
        named = "done" if found & _RESULTS else "plain" if found & _ACTING else "bare"
        return {f"{named}_among_promises"}
    if given & {"among_reports", "section_reports"} and not found & _COMES:
        return {"plain_among_reports"}
    return set()


def said_before(found, words):
    """Return the cues that the sentence before, with its cues `found`, gives the next one of the same line."""
    if "meets" in found and words.startswith(("要", "必须")):
        return ["meets"]
    told = []
    if found & {"past_first", "since", "after_past"} and not found & _COMES:
        told.append("after_past")
    if found & _SURE or ("after_coming" in found and not found & DONE.keys()):
        told.append("after_coming")
    return told


def _settled(found, words):
    """Return the cues without those that others explain: below a report or behind 去年 what is done comes no more."""
    if _PAST_FIRST.match(words) and not _NEW_TIME.search(words):
        found = found - _TO_COME - {"holds"} | {"past_first"}
    if found & _CALLING:
        found = found - {"must", "must_act", "takes", "coming_alone", "again", "for_whom", "from"}
    if "meets" in found:
        found = found - {"will", "will_act", "plans", "strives", "next", "would"}
    found = _foreseen(found, words)
    if found & {"next", "this_year"}:
        found = found - {"norms"}
    if "holds" in found and "holds_only" not in found and "acts_later" in found:
        found = found - {"holds"} | {"holds_first"}
    if "below_report" in found and not found & {"will", "plans", "next", "would", "until", "strives"}:
        found = found | {"reports"}
    if found & _COMES:
        found = found - {"after_past"}
    if "unheaded" in found and not found & (_COMES | {"after_coming"}):
        found = found | {"bare"}
    if found & _PROMISING and not found & _OPPOSED:
        found = found | {"unopposed" if found & _ACTING else "unopposed_bare"}
    return found


def _foreseen(found, words):
    """Return the cues without those that a time, past or to come, explains: what is complete by 2030 is promised."""
    if found & {"done_then_coming", "coming_then_done"} and found & _SURE:
        found = found - set(DONE)
    if "outcome" in found:
        found = found - _TO_COME - {"plans", "this_year", "from", "unopposed"}
    if found & {"by", "until", "this_year", "next"} and not found & {"already", "past", "perfective"}:
        found = found - {"ended", "wholly", "reaches"}
    if "until" in found and not found & {"already", "past", "perfective"}:
        found = found - {"total", "below_general", "number"} | {"below_plan"}
    if found & {"every"} and not re.search("强调|指出|要求", words):
        found = found - {"meets"}
    if "coming_alone" in found:
        found = found - {"through"}
    return found


def _shape(words, main, parts):
    """Return the cues that lie in the length and the marks of a sentence."""
    told = {
        "number": _NUMBERED.search(main),
        "short": len(words) <= 12,
        "parallel": _parallel(words, parts),
        "long": len(words) >= 60,
        "quoted": words[:1] in '“"「‘',
        "exclaims": words.endswith(("!", "!”")),
    }
    return {name for name, holds in told.items() if holds}


def _parallel(words, parts):
    """Return whether a sentence consists of short clauses of one length, as slogans and proverbs do."""
    lengths = set(map(len, parts))
    return len(lengths) == 1 and max(lengths) <= 5 and "," in words and not re.search("[0-9]", words)


def _clausal(parts, wills):
    """Return the cues that lie in how the clauses begin and end."""
    acting = [acts(part) for part in parts]
    others = [part for part, does in zip(parts, acting, strict=True) if not does]
    inside = any(map(has_verb, others))
    told = {
        f"acts_{_share(sum(acting), len(acting))}": True,
        "acts_first": acting and acting[0],
        "acts_later": any(acting[1:]),
        "acts_inside": any(map(acts_inside, others)),
        "acts_last": len(acting) > 1 and acting[-1],
        "ended": any(_ENDED.search(one) and not _COMING.search(one) for one in parts if one in others or len(one) < 7),
        "will_act": not wills.isdisjoint(parts),
        "must_act": any(_modal_act(_MUST, part) for part in parts),
        "holds_only": parts and all(map(_HOLDING.match, parts)),
        "verb_inside": inside,
        "no_verb": parts and not any(acting) and not inside,
    }
    return {name for name, holds in told.items() if holds}


def _modal_act(modals, clause):
    """Return whether a clause says of somebody or something that it will, or has to, do what follows."""
    ends = [modal.end() for modal in modals.finditer(clause, 0, 40)]
    return any(_RESULT.match(clause, end) or acts(clause[end:]) for end in ends)


def _share(some, of):
    return "none" if not some else "all" if some == of else "most" if 2 * some >= of else "some"


def _order(parts, wills):
    """Return whether what comes is told apart from what has been done."""
    done = [bool(_DONE.search(part)) for part in parts]
    coming = [not did and (part in wills or bool(_COMING.search(part))) for part, did in zip(parts, done, strict=True)]
    told = {
        "done_then_coming": True in done and any(coming[done.index(True) :]),
        "coming_then_done": True in done and any(coming[: done.index(True)]),
        "coming_alone": any(coming) and True not in done,
    }
    return {name for name, holds in told.items() if holds}
