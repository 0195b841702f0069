"""The state that a decision is taken on: the log, the gazetteer and the articles of a data folder, read once."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mapapp.errors import FindingGone, GazetteerMissing
from mapapp.places.audit import ID
from mapapp.places.decided import decided
from mapapp.places.decisions import LOG, in_force, log_bytes, read_decisions
from mapapp.places.gazetteer import SHAPES, TABLE, Gazetteer, read_gazetteer
from mapapp.places.survey import Surveyor
from mapapp.reading.article import open_article


@dataclass(frozen=True)
class State:
    """`log`: its bytes; `decisions`: all of them. `table`, `shapes`: the texts of the gazetteer's files."""

    geodata: Path
    log: bytes
    decisions: list
    table: str
    shapes: str
    gazetteer: Gazetteer

    @cached_property
    def standing(self):
        """The decisions that stand, undos left out."""
        return [decision for decision in self.in_force if decision.did != "undo"]

    @cached_property
    def in_force(self):
        """The decisions that stand, undos too."""
        return in_force(self.decisions)

    @cached_property
    def next_id(self):
        """The id of the next decision."""
        return max((decision.id for decision in self.decisions), default=0) + 1

    @cached_property
    def surveyor(self):
        """What reads articles with the gazetteer."""
        return Surveyor(self.gazetteer)

    def article_path(self, id):
        """Return where the text of an article lies. Raises `FindingGone` if it is not there."""
        path = self.geodata / "articles" / f"{id}.txt"
        if not ID.fullmatch(id) or not path.exists():
            raise FindingGone()
        return path

    def article(self, id):
        """Return the `Article` of an id."""
        return open_article(self.article_path(id))

    def decided(self, id, article):
        """Return what stands in an article, as `Decided`."""
        reviews = [one for one in self.standing if one.article == id and one.subject in ("commitment", "name")]
        return decided(article, self.surveyor.survey(article), reviews, self.gazetteer.places)


def open_state(geodata):
    """Return the `State` of a data folder. Raises what its log and its gazetteer raise."""
    log = log_bytes(geodata) or b""
    table, shapes = _text(geodata / TABLE), _text(geodata / SHAPES)
    decisions = read_decisions(geodata / LOG, log)
    return State(geodata, log, decisions, table, shapes, read_gazetteer(geodata, table, shapes))


def _text(path):
    """Return the text of a file, its line ends and a byte order mark kept."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError as reason:
        raise GazetteerMissing(file=path) from reason
