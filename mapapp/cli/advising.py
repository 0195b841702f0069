"""What others say of a place: `gazetteer advise`."""

import os

from mapapp.cli.arguments import DONE, command, group, language, settings


def add_to(commands):
    """Add the command to the parser."""
    gazetteer = group(commands, "gazetteer", "work on the gazetteer")
    adviser = command(gazetteer, "advise", advise, "ask geocoders of others where a name lies; nothing is changed")
    adviser.add_argument("name", metavar="NAME", help="the name as you would write it on a letter, or an id")


def advise(options):
    """Ask every adviser where a name lies; print what each says, how far apart they are, and change nothing."""
    from mapapp.advisers.council import consult
    from mapapp.advisers.question import Question
    from mapapp.places.gazetteer import open_gazetteer

    stated = settings(options)
    gazetteer = open_gazetteer(stated.geodata)
    name, places = _named(gazetteer, options.name)
    district = gazetteer.district
    comparison = consult(Question(name, district.name_zh_hans, district.geometry.bounds), stated)
    print(f"asked: {name}")
    for line in [*_told(places), *_reply_lines(comparison, places), *_spread_lines(comparison)]:
        print(line)
    return DONE


def _named(gazetteer, text):
    """Return the name to ask for, Simplified, and the places of the gazetteer that have it, or this id."""
    from mapapp.reading.variants import fold, simplify

    if text in gazetteer.places:
        place = gazetteer.places[text]
        return place.name_zh_hans, [place]
    return simplify(text), [gazetteer.places[id] for id in gazetteer.ids_by_name.get(fold(text), ())]


def _told(places):
    if not places:
        yield "gazetteer: no row has this name"
    for place in places:
        position = f"±{place.accuracy_m} m, {place.certainty}" if place.geometry else "no position"
        yield f"gazetteer: {place.id}, {place.name_zh_hans}, {position}"


def _reply_lines(comparison, places):
    for reply in comparison.replies:
        if reply.refusal:
            yield reply.refusal.sentence(language(os.environ))
        elif not reply.answers:
            yield f"{reply.title}: nothing found" + _since(reply, "")
        for answer in reply.answers:
            yield f"{reply.title}: {_answer(answer, places)}{_since(reply, answer.fetched)}"


def _answer(answer, places):
    accuracy = "accuracy not stated" if answer.accuracy_m is None else f"±{answer.accuracy_m} m"
    called = [part for part in (answer.name, answer.kind, answer.ref) if part]
    converted = f"{answer.lon:.6f} {answer.lat:.6f} WGS-84, answered in {answer.datum}"
    return ", ".join([converted, *_distances(answer, places), accuracy, *called, answer.licence])


def _distances(answer, places):
    """Return how far the answer lies from where the gazetteer has each place."""
    from mapapp.places.ground import metres_away

    placed = [place for place in places if place.geometry]
    return [f"{metres_away(place.geometry, answer.lon, answer.lat):.0f} m from {place.id}" for place in placed]


def _since(reply, day):
    return f" (kept{day and ' since '}{day})" if reply.kept else ""


def _spread_lines(comparison):
    from mapapp.advisers.comparison import DISAGREE_M

    if comparison.disagrees is None:
        yield "spread: fewer than two advisers answered, so nothing is compared"
    for spread in comparison.spreads:
        judged = f"they disagree, by more than {DISAGREE_M} m" if spread.disagrees else "they agree"
        yield f"spread: {spread.first} and {spread.second} lie {spread.metres:.0f} m apart: {judged}"
