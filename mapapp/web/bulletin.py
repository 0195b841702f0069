"""What feeds and calendar say of a promise and of what became of it, in the language of a visit."""

from dataclasses import replace
from urllib.parse import quote

from mapapp.layers import query
from mapapp.publish import follow
from mapapp.publish.atom import Entry, Link
from mapapp.publish.calendar import Happening
from mapapp.publish.identity import lasting_id
from mapapp.view import forms
from mapapp.view.timeline import HOST, tongue
from mapapp.web.language import metres

HTML = "text/html"
PROMISED = {"district": "feed.promised.district", "policy": "feed.promised.policy", "site": "feed.promised"}
AT_LAST = ("by", "within")
"""Kinds of times of which the calendar shows the last day."""


class Bulletin:
    """Items told to one visit. `origin`: scheme and host of our addresses, "" where the public address is not known.

    Every address keeps the language, for no reader of feeds says which one it wants.
    """

    def __init__(self, layers, visit, origin, theme):
        self.visit = replace(visit, fixed=True)
        self.say = visit.say
        self._layers = layers
        self._origin = origin
        self._theme = theme

    def address(self, path):
        """Return the address of a page of ours, or of a part of it."""
        page, hash, part = path.partition("#")
        return self._origin + self.visit.link(page) + hash + part

    def id(self, *parts):
        """Return a lasting id in this district and language."""
        return lasting_id(query.district(self._layers)["id"], self.visit.language.code, *parts)

    def entry(self, item):
        """Return the Atom entry of an item."""
        return Entry(
            id=self.id("item", *item.key),
            title=self.title(item),
            day=item.day,
            author=item.status.get("publisher") if item.status else self._author(item),
            content=self.words(item),
            content_tag=tongue(self.words(item)) if item.status else forms.language(item.article, self.visit.form),
            summary="\n".join(self._facts(item)),
            links=list(self._links(item)),
            category=(item.theme.id, self.theme_name(item)) if item.theme else None,
            places=[plate.feature for plate in item.plates],
        )

    def happenings(self, item):
        """Yield what an item has for the calendar: the day of a status, or each day that a promise states."""
        if item.status:
            day = follow.day_of(item)
            yield self._happening(item, self.title(item), day, day, "status")
        for order, time in enumerate(item.times):
            if time.first:
                key = "calendar.last" if time.kind in AT_LAST else "calendar.day"
                title = self.say(key, words=time.words, what=self.title(item))
                yield self._happening(item, title, time.first, time.last, str(order))

    def title(self, item):
        """Return an item in our own words, with the names of its places."""
        names = self.names(item)
        if item.status:
            status = self.say(f"sign.status.{item.status['status']}")
            return self.say("feed.became", what=names or self._named(item), status=status)
        return self.say(PROMISED[item.commitment["scope"]], what=names or self._named(item))

    def theme_name(self, item):
        """Return the theme of an item as pages in this language tell it."""
        return self._theme(item.commitment, item.article)[0]

    def names(self, item):
        """Return the names of the places that an item is about."""
        return self.say("feed.and").join(self.visit.name(plate.properties) for plate in item.plates)

    def words(self, item):
        """Return the words of the source, as they stand there."""
        return item.status["quote"] if item.status else forms.words(item.commitment, self.visit.form)

    def source(self, item):
        """Return the address of the page that holds the words of an item."""
        if item.status:
            return item.status["source"]
        return self.address(self.path(item))

    def path(self, item):
        """Return the path of our own page about an item: the sentence in its article, or the place."""
        if item.commitment:
            return f"/articles/{quote(item.article['id'])}#{item.commitment['id']}"
        return f"/sites/{quote(item.plates[0].id)}"

    def _happening(self, item, title, first, last, which):
        described = "\n".join([self.words(item), "", *self._facts(item)])
        return Happening(
            id=self.id("day", which, *item.key),
            title=title,
            first=first,
            last=last,
            stamp=item.day,
            description=f"{described}\n{self.source(item)}",
            places=self.names(item),
            url=self.address(self.path(item)) if self._origin else None,
        )

    def _named(self, item):
        where = self._where(item)
        return self.say("feed.theme", theme=self.theme_name(item), where=where) if item.theme else where

    def _where(self, item):
        return self.say("sign.where", line=item.commitment["line"], sentence=item.commitment["sentence"])

    def _author(self, item):
        return item.article["metadata"]["author"][self.visit.language.key]

    def _facts(self, item):
        """Yield, a line each, what is known about an item beside its words."""
        if item.commitment:
            yield self._where(item)
        if not item.status:
            yield from self._about_words(item)
        for plate in item.plates:
            sure = self.say(f"sign.sure.{plate.symbol}", metres=metres(plate.properties["accuracy_m"] or 0))
            yield self.say("feed.place", name=self.visit.name(plate.properties), sure=sure)
        yield self.say("feed.source", source=item.status["source"]) if item.status else self._dated(item)

    def _about_words(self, item):
        translated = item.commitment.get("translation_en")
        if self.visit.language.code == "en" and translated:
            yield f"{self.say('quote.translation')}: {translated}"
        for time in item.times:
            yield self.say("feed.time" if time.first else "feed.time.unfixed", words=time.words)

    def _dated(self, item):
        date = item.article["metadata"]["date"]
        if item.day != item.article["metadata"]["added"]:
            return self.say("feed.came", day=item.day)
        return self.say("feed.dated", date=date, day=item.day) if date else self.say("feed.undated", day=item.day)

    def _links(self, item):
        yield Link("alternate", self.address(self.path(item)), HTML)
        if item.status and HOST.match(item.status["source"]):
            yield Link("via", item.status["source"])
        for plate in item.plates if item.commitment else ():
            yield Link("related", self.address(f"/sites/{quote(plate.id)}"), HTML, self.visit.name(plate.properties))
