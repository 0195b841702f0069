"""A calendar (RFC 5545) of days that sources state, and a note on what they state without a day.

A day is an all-day event that takes up nobody's time (TRANSP): calendars show events, and many that subscribe to a
file pass over its to-dos. RFC 5545, 3.6 asks for one component at least. The note is one, whatever there is: a journal
entry (3.6.3) without a start, which belongs to no day.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event, Journal

from mapapp.publish.legible import legible

KIND = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Happening:
    """What a source states for the days from `first` to `last`. `stamp`: the day on which we took it up."""

    id: str
    title: str
    first: date
    last: date
    stamp: str
    description: str
    places: str
    url: str | None


@dataclass(frozen=True)
class Note:
    """What is said of the whole calendar."""

    id: str
    title: str
    text: str
    stamp: str


def calendar(name, tag, happenings, note):
    """Return the bytes of a calendar in UTF-8, its titles in the language `tag`; the clock has no part in it.

    NAME and REFRESH-INTERVAL are those of RFC 7986; older programs know X-WR-CALNAME.
    """
    book = Calendar()
    book.add("prodid", "-//mapapp//dates that sources state//EN")
    book.add("version", "2.0")
    book.add("name", legible(name), parameters={"LANGUAGE": tag})
    book.add("x-wr-calname", legible(name))
    book.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    for happening in happenings:
        book.add_component(_event(happening, tag))
    book.add_component(_begun(Journal(), note, note.text, tag))
    return book.to_ical()


def _event(happening, tag):
    event = _begun(Event(), happening, happening.description, tag)
    event.add("dtstart", happening.first)
    event.add("dtend", happening.last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    if happening.places:
        event.add("location", legible(happening.places))
    if happening.url:
        event.add("url", happening.url)
    return event


def _begun(component, what, description, tag):
    component.add("uid", what.id)
    component.add("dtstamp", datetime.combine(date.fromisoformat(what.stamp), time(), UTC))
    component.add("summary", legible(what.title), parameters={"LANGUAGE": tag})
    component.add("description", legible(description))
    return component
