"""What a new version of a text changed, as it is shown: line by line, old words beside new ones; and old addresses."""

from dataclasses import dataclass

from mapapp.layers.versions import formers, steps


@dataclass(frozen=True)
class Line:
    """One line of a text, counted from 1: the sentences that it has no more, and those that it did not have before."""

    number: int
    gone: list
    new: list


@dataclass(frozen=True)
class Turn:
    """From one version, current until a day, to the next, current until `following` (`None`: the one of today).

    `lines`: where words came or went; what stands beside each other stands in the same line of either text, and says no
    more than that. `moved`: (sentence, the same words where they are now). `still_said`: ids, as in the wall.
    """

    version: dict
    following: str | None
    lines: list
    moved: list
    still_said: list

    @property
    def counts(self):
        """How many sentences are unchanged, moved, vanished and new."""
        told = self.version["changes"]
        return {name: len(told[name]) for name in ("unchanged", "moved", "vanished", "new")}


def turns(article):
    """Return the `Turn`s of an article, the latest first."""
    return [_turn(step) for step in reversed(steps(article))]


def formers_by_id(article):
    """Return the `Former`s of an article by the address that they stood at, in the order of the text."""
    found = {}
    for former in formers(article):
        found.setdefault(former.commitment["id"], []).append(former)
    return found


def _turn(step):
    told = step.version["changes"]
    before, after = ({one["id"]: one for one in said} for said in (step.version["commitments"], step.following))
    gone, new = [before[id] for id in told["vanished"]], [after[id] for id in told["new"]]
    numbers = sorted({one["line"] for one in gone + new})
    lines = [Line(at, *([one for one in said if one["line"] == at] for said in (gone, new))) for at in numbers]
    moved = [(before[move["from"]], after[move["to"]]) for move in told["moved"]]
    return Turn(step.version, step.until, lines, moved, told["still_said"])
