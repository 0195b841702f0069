"""What can be followed: Atom feeds of the district, a theme, a place and a subdistrict, and the calendar."""

from urllib.parse import quote

from flask import request

from mapapp.errors import UnknownArticle, UnknownSite, UnknownSubdistrict, UnknownTheme
from mapapp.layers.themes import themes
from mapapp.publish import atom, calendar, follow
from mapapp.web.body import Body
from mapapp.web.bulletin import HTML, Bulletin
from mapapp.web.naming import district_in, theme_in, title_in
from mapapp.web.pages import CHOSEN_LANGUAGE

FEED = "/feed.atom"
CALENDAR = "/calendar.ics"


def register(app, editions, pages):
    """Give the application its feeds and its calendar, in the visitor's language and in each by its prefix."""

    def answer(make, *which):
        edition, visit = editions.current(), pages.visit()
        key = (make.__name__, visit.language.code, visit.fixed, visit.form, *which)
        body = edition.page(key, lambda: _body(make, edition, visit, pages.origin, *which))
        return body.response(request.environ)

    for rule, make in {
        FEED: district_feed,
        f"/themes/<id>{FEED}": theme_feed,
        f"/articles/<id>{FEED}": article_feed,
        f"/sites/<id>{FEED}": site_feed,
        f"/subdistricts/<id>{FEED}": subdistrict_feed,
        CALENDAR: whole_calendar,
    }.items():

        def view(make=make, id=None, **_):
            return answer(make, *([id] if id else []))

        app.add_url_rule(rule, make.__name__, view)
        app.add_url_rule(CHOSEN_LANGUAGE + rule, f"{make.__name__}_in", view)


def district_feed(edition, bulletin):
    """Return the feed of everything: (title, path, path of its page, items)."""
    return bulletin.say("follow.district"), "", "/", edition.followed


def theme_feed(edition, bulletin, id):
    """Return the feed of a theme. Raises `UnknownTheme`."""
    theme = themes(edition.layers).get(id)
    if theme is None:
        raise UnknownTheme(id=id)
    items = follow.of_theme(edition.followed, id)
    first = next(item for item in items if item.theme and item.theme.id == id)
    page = f"/articles/{quote(theme.article)}#{theme.id}"
    return bulletin.theme_name(first), f"/themes/{quote(id)}", page, items


def article_feed(edition, bulletin, id):
    """Return the feed of an article. Raises `UnknownArticle`."""
    if id not in edition.layers.articles:
        raise UnknownArticle(id=id)
    path = f"/articles/{quote(id)}"
    title, _ = title_in(bulletin.visit)(edition.layers.articles[id])
    return title, path, path, follow.of_article(edition.followed, id)


def site_feed(edition, bulletin, id):
    """Return the feed of a place. Raises `UnknownSite`."""
    if id not in edition.plates:
        raise UnknownSite(id=id)
    path = f"/sites/{quote(id)}"
    name = bulletin.visit.name(edition.plates[id].properties)
    return name, path, path, follow.of_site(edition.followed, id)


def subdistrict_feed(edition, bulletin, id):
    """Return the feed of a subdistrict. Raises `UnknownSubdistrict`."""
    known = follow.subdistricts(edition.layers)
    if id not in known:
        raise UnknownSubdistrict(id=id)
    path = f"/subdistricts/{quote(id)}"
    name = bulletin.visit.name(known[id]["properties"])
    return name, path, path, follow.of_subdistrict(edition.followed, id)


def whole_calendar(edition, bulletin):
    """Return the bytes of the calendar of all days that sources state."""
    items = edition.followed
    days = [happening for item in items for happening in bulletin.happenings(item)]
    said = [bulletin.say("calendar.note", count=len(days))]
    for item, time in follow.undated(items):
        said.append(bulletin.say("feed.time.unfixed", words=time.words))
        said.append(f"{bulletin.words(item)}\n{bulletin.source(item)}")
    stamp = follow.latest(edition.layers, items)
    note = calendar.Note(bulletin.id("note"), bulletin.say("calendar.about"), "\n".join(said), stamp)
    name = bulletin.say("calendar.title", district=district_in(bulletin.visit, edition))
    return calendar.calendar(name, bulletin.visit.language.tag, days, note)


def _body(make, edition, visit, origin, *which):
    bulletin = Bulletin(edition.layers, visit, origin, theme_in(visit))
    made = make(edition, bulletin, *which)
    kind, content = (calendar.KIND, made) if make is whole_calendar else (atom.KIND, _feed(edition, bulletin, *made))
    return Body(content, kind, vary=() if visit.fixed else ("Accept-Language",))


def _feed(edition, bulletin, name, path, page, items):
    """Return the bytes of the feed at `path`, which tells the `items` and belongs to a `page` of ours."""
    say, site = bulletin.say, bulletin.say("site.name", district=district_in(bulletin.visit, edition))
    rights = [say("about.rights"), *([say("site.credit")] if edition.from_openstreetmap else [])]
    feed = atom.Feed(
        id=bulletin.id("feed", path),
        tag=bulletin.visit.language.tag,
        title=f"{name} · {site}",
        subtitle=say("feed.subtitle"),
        day=follow.latest(edition.layers, items),
        author=site,
        rights=" ".join(rights),
        links=[
            atom.Link("self", bulletin.address(path + FEED), "application/atom+xml"),
            atom.Link("alternate", bulletin.address(page), HTML),
        ],
        entries=[bulletin.entry(item) for item in items],
    )
    return atom.atom(feed)
