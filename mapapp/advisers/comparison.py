"""Answers of several advisers side by side: how far they lie apart, and whether they disagree."""

from dataclasses import dataclass
from itertools import combinations

from mapapp.earth.metres import metres_between
from mapapp.errors import AdviserRefused

DISAGREE_M = 200
"""Advisers whose best answers lie farther apart than this do not speak of the same place."""


@dataclass(frozen=True)
class Reply:
    """What came of asking one adviser: its answers, the best first, perhaps none; or the refusal.

    `kept`: whether the answers were kept from an earlier time, so that nobody was asked.
    """

    adviser: str
    title: str
    answers: tuple = ()
    refusal: AdviserRefused | None = None
    kept: bool = False


@dataclass(frozen=True)
class Spread:
    """How far the best answers of two advisers lie apart, in metres."""

    first: str
    second: str
    metres: float

    @property
    def disagrees(self):
        """Whether that is farther than two answers for one place may lie apart."""
        return self.metres > DISAGREE_M


@dataclass(frozen=True)
class Comparison:
    """The replies of all advisers to one question."""

    query: str
    replies: tuple

    @property
    def answers(self):
        """Every answer, adviser by adviser."""
        return tuple(answer for reply in self.replies for answer in reply.answers)

    @property
    def spreads(self):
        """The `Spread` of each two advisers that answered, the widest first."""
        best = [reply.answers[0] for reply in self.replies if reply.answers]
        spreads = (Spread(one.adviser, other.adviser, _metres(one, other)) for one, other in combinations(best, 2))
        return tuple(sorted(spreads, key=lambda spread: -spread.metres))

    @property
    def disagrees(self):
        """Whether two advisers disagree; `None` where fewer than two answered, so that nothing is compared."""
        return self.spreads[0].disagrees if self.spreads else None


def _metres(one, other):
    return metres_between((one.lon, one.lat), (other.lon, other.lat))
