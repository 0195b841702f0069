"""Earlier versions of an article: what its file holds of them, a check that it does, and where their sentences are now.

`versions` of `article-<id>.json`, the oldest first; missing where there are none. Each has `until`: the last day on
which it was current (ISO 8601); `sha256` of its file; `text`: the file as found; `commitments`: its promises as an
article file states them, compared by their `quote`; `changes`: from it to the next version, by ids of sentences.
"""

import re
from dataclasses import dataclass

from mapapp.errors import VersionBroken

VERSION = {"until": str, "sha256": str, "text": str, "commitments": list, "changes": dict}
CHANGES = {"unchanged": list, "moved": list, "vanished": list, "new": list, "still_said": list}
"""`moved`: {"from", "to"}; the others are ids. `vanished` and `still_said`: of the version; `new`: of the next one."""
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Step:
    """From one version to the next: the version, the commitments of the next one, and until when that was current.

    `until` is `None` where the next version is the article as it is.
    """

    version: dict
    following: list
    until: str | None


@dataclass(frozen=True)
class Former:
    """A sentence that stood at an address where it stands no longer. `until`: the version in which it stood there last.

    `now`: its id in the article as it is; `None` if it vanished, and then `last` is the last version that had it.
    """

    commitment: dict
    until: str
    now: str | None
    last: str


def versions(article):
    """Return the earlier versions of an article, the oldest first."""
    return article.get("versions", [])


def steps(article):
    """Return the `Step` from each version of an article to the next, the oldest first."""
    earlier = versions(article)
    following = [*((one["commitments"], one["until"]) for one in earlier), (article["commitments"], None)][1:]
    return [Step(version, *after) for version, after in zip(earlier, following, strict=True)]


def formers(article):
    """Return each `Former` of an article, in the order of ids; of several at one address, the latest first."""
    found = {}
    for at, version in enumerate(versions(article)):
        for commitment in version["commitments"]:
            now, last = _fate(versions(article)[at:], commitment["id"])
            if now != commitment["id"]:
                found[commitment["id"], commitment["quote"]] = Former(commitment, version["until"], now, last)
    latest = sorted(found.values(), key=lambda one: one.until, reverse=True)
    return sorted(latest, key=lambda one: (one.commitment["line"], one.commitment["sentence"]))


def since(article):
    """Return {id: day} of each sentence that came in with a later version: the last day of the text before it."""
    found = {}
    for version in versions(article):
        told = version["changes"]
        now = {move["from"]: move["to"] for move in told["moved"]} | {id: id for id in told["unchanged"]}
        found = {now[id]: day for id, day in found.items() if id in now}
        found |= dict.fromkeys(told["new"], version["until"])
    return found


def _fate(later, id):
    """Return (id today or `None`, the last version that had it) of a sentence of the first of some versions."""
    for version in later:
        told = version["changes"]
        if id in told["vanished"]:
            return None, version["until"]
        id = next((move["to"] for move in told["moved"] if move["from"] == id), id)
    return id, later[-1]["until"]


def check(file, article):
    """Raise `VersionBroken` for the first version in an article file that does not keep the schema."""
    days = [version.get("until") for version in versions(article)]
    for version in versions(article):
        for why_en, why_zh in _faults(version):
            raise VersionBroken(file=file, until=version.get("until"), why_en=why_en, why_zh=why_zh)
    if days != sorted(set(days)):
        raise VersionBroken(file=file, until=days[-1], why_en="the days are not in order", why_zh="日期没有按顺序")


def _faults(version):
    for columns, values in ((VERSION, version), (CHANGES, version.get("changes") or {})):
        for column, type_ in columns.items():
            if not isinstance(values.get(column), type_):
                yield (
                    f"{column} is {str(values.get(column))[:60]!r}",
                    f"{column} 的值是 {str(values.get(column))[:60]!r}",
                )
    if not DAY.fullmatch(version["until"]):
        yield f"{version['until']!r} is no day", f"{version['until']!r} 不是日期"
