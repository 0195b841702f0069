"""Ask every adviser the same, one after the other; what one of them fails at is said beside what the others answer."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mapapp.advisers.adviser import PUBLIC_PACE_S, access, answers
from mapapp.advisers.amap import AMAP
from mapapp.advisers.baidu import BAIDU
from mapapp.advisers.cache import keep, make_private, place_of, recall
from mapapp.advisers.comparison import Comparison, Reply
from mapapp.advisers.exchange import exchange
from mapapp.advisers.nominatim import NOMINATIM
from mapapp.advisers.pace import wait_for_turn
from mapapp.advisers.tianditu import TIANDITU
from mapapp.errors import AdviserNotAsked, AdviserRefused, QuestionRefused

ADVISERS = (NOMINATIM, TIANDITU, AMAP, BAIDU)
LONGEST_NAME = 60


@dataclass(frozen=True)
class Manners:
    """How advisers are asked: where answers are kept and for how many days, how long an answer may take, who asks."""

    folder: Path
    days: int
    seconds: int
    contact: str | None
    pace_s: float


def consult(question, settings, *, today=None, pace_s=None):
    """Return the `Comparison` of what all advisers reply; `settings`: mapapp's.

    Raises `QuestionRefused`, and `AdvisersFolderRefused` if answers cannot be kept: then nobody is asked.
    """
    if not 2 <= len(question.name) <= LONGEST_NAME or not question.name.isprintable():
        raise QuestionRefused(name=question.name[:LONGEST_NAME], limit=LONGEST_NAME)
    numbers = settings.numbers
    pace = PUBLIC_PACE_S if pace_s is None else pace_s
    manners = Manners(
        settings.advisers_folder, numbers["advisers_days"], numbers["advisers_seconds"], settings.contact, pace
    )
    make_private(manners.folder)
    today = today or datetime.now(UTC).date()
    asked = (_reply(adviser, access(adviser, settings), question, manners, today) for adviser in ADVISERS)
    return Comparison(question.name, tuple(asked))


def _reply(adviser, access, question, manners, today):
    path = place_of(manners.folder, adviser, access.endpoint, question)
    kept = recall(path, today, manners.days)
    if kept is not None:
        return Reply(adviser.name, adviser.title, tuple(kept), kept=True)
    try:
        fetched = _ask(adviser, access, question, manners, today)
    except AdviserRefused as refusal:
        return Reply(adviser.name, adviser.title, refusal=refusal)
    keep(path, fetched, today)
    return Reply(adviser.name, adviser.title, tuple(fetched))


def _ask(adviser, access, question, manners, today):
    if not access.credential:
        needed = " / ".join(f"MAPAPP_{name.upper()}" for name in adviser.needs)
        raise AdviserNotAsked(adviser=adviser.title, settings=needed)
    wait_for_turn(manners.folder, adviser.name, manners.pace_s)
    parameters = adviser.parameters(question, access.credential)
    status, document = exchange(adviser, access, parameters, manners.contact, manners.seconds)
    return answers(adviser, question, status, document, today.isoformat())
