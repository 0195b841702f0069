"""Walk each line of the log of decisions, and name each promise that one of them breaks."""

import re
from datetime import datetime

from mapapp.errors import DecisionBroken
from mapapp.places.audit import ID, SHAPES_OF_KIND
from mapapp.reading.scopes import SCOPES

REVIEWS = ("confirm", "reject", "correct", "add")
DEEDS = (
    "article.add", *(f"{what}.{did}" for what in ("commitment", "name") for did in REVIEWS),
    "place.add", "place.position", "proposal.accept", "proposal.reject", "undo",
)  # fmt: skip
"""What an editor may do."""

AT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
LONGEST_NAME = 80


def problems(path, lines):
    """Return a problem for each rule that a line breaks; `lines`: (number, parsed JSON) of each."""
    sound, found = [], []
    for number, line in lines:
        faults = list(_faults(line, sound)) if isinstance(line, dict) else [("it is no object", "不是对象")]
        found += [DecisionBroken(file=path, line=number, why_en=en, why_zh=zh) for en, zh in faults]
        if not faults:
            sound.append((line["id"], line.get("of") if line["did"] == "undo" else None))
    return found


def ids_in_force(pairs):
    """Return the ids of the decisions that no undo in force takes back; `pairs`: (id, what it undoes, or `None`)."""
    undone = set()
    for id, of in reversed(pairs):
        if of is not None and id not in undone:
            undone.add(of)
    return {id for id, _ in pairs} - undone


def _faults(line, sound):
    """Yield (why, 为什么) for everything that is wrong with a line, given (id, what it undoes) of those before it."""
    if type(line.get("id")) is not int or line["id"] <= (sound[-1][0] if sound else 0):
        yield "its id must be a whole number, greater than those before it", "id 应为整数，并大于前面各行"
    if not _is_moment(line.get("at")):
        yield "at must be a moment in UTC such as 2026-11-28T09:30:00Z", "at 应为 UTC 时刻，例如 2026-11-28T09:30:00Z"
    if not is_name(line.get("by")):
        yield f"by must name somebody in one line of at most {LONGEST_NAME} characters", "by 应为一行姓名"
    if not isinstance(line.get("from"), dict):
        yield "from must say what the decision rests on", "from 应写明依据"
    if line.get("did") not in DEEDS:
        yield f"did must be one of {', '.join(DEEDS)}", f"did 应为 {'、'.join(DEEDS)} 之一"
    elif line["did"] == "undo":
        yield from _undo_faults(line, sound)
    elif line["did"].startswith(("commitment.", "name.")):
        yield from _review_faults(line)
    elif line["did"] == "proposal.accept" and not (isinstance(line.get("after"), dict) and "id" in line["after"]):
        yield "after does not say what was decided", "after 没有写明决定"


def is_name(name):
    """Return whether this names somebody in one line."""
    return isinstance(name, str) and bool(name.strip()) and name.isprintable() and len(name) <= LONGEST_NAME


def _is_moment(text):
    try:
        return bool(AT.fullmatch(text)) and bool(datetime.fromisoformat(text))
    except (TypeError, ValueError):
        return False


def _undo_faults(line, sound):
    if line.get("of") not in ids_in_force(sound):
        yield "of must be an earlier decision that nobody has taken back", "of 应为前面尚未撤销的决定"


def _review_faults(line):
    if not isinstance(line.get("article"), str) or not ID.fullmatch(line["article"]):
        yield "article must be the id of an article", "article 应为文章标识"
    if not _is_anchor(line.get("selector")):
        yield "selector must be a TextQuoteSelector and a TextPositionSelector", "selector 应为引文和位置两个选择器"
    rejects, after = line["did"].endswith(".reject"), line.get("after")
    if rejects and after is not None:
        yield "nothing can come after a rejection", "否决之后 after 应为 null"
    if not rejects and not (_is_commitment if line["did"].startswith("commitment.") else _is_reading)(after):
        yield "after does not say what was decided", "after 没有写明决定"


def _is_anchor(selector):
    if not isinstance(selector, list) or [isinstance(one, dict) and one.get("type") for one in selector] != [
        "TextQuoteSelector",
        "TextPositionSelector",
    ]:
        return False
    quote, position = selector
    texts = all(isinstance(quote.get(name), str) for name in ("exact", "prefix", "suffix")) and quote["exact"]
    return bool(texts) and all(type(position.get(name)) is int for name in ("start", "end"))


def _is_after(after):
    return isinstance(after, dict) and ("selector" not in after or _is_anchor(after["selector"]))


def _is_commitment(after):
    texts = (str, type(None))
    return (
        _is_after(after)
        and after.get("scope") in SCOPES
        and all(isinstance(after.get(name, 0), texts) for name in ("theme", "group"))
    )


def _is_reading(after):
    """Return whether `after` says what a name means: the ids of its places, or none, its kind and its full name."""
    return (
        _is_after(after)
        and isinstance(after.get("places"), list)
        and all(isinstance(id, str) for id in after["places"])
        and after.get("kind") in SHAPES_OF_KIND
        and isinstance(after.get("canonical"), str)
    )
