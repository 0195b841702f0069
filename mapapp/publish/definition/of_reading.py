"""What the definition says of what is only read: texts, feeds, the calendar, oEmbed, and whether all is well."""

from mapapp.publish.definition.pieces import GEOJSON, HTML, JSON, answer, in_path, in_query, operation, refusals

ATOM, CALENDAR, TEXT = "application/atom+xml", "text/calendar", "text/plain"
BROKEN = refusals(503)
FEEDS = {"themes": "theme", "articles": "article", "sites": "place", "subdistricts": "subdistrict"}
"""What is followed under each path."""


def paths(examples):
    """Return the paths of what is only read; `examples`: an id by each path of `FEEDS`."""
    return {
        "/map.geojson": _get("mapData", "What the map shows", GEOJSON, "FeatureCollection"),
        "/basemap.geojson": _get("baseMap", "The base map", GEOJSON, "FeatureCollection"),
        "/search.json": _get("searchKeys", "What the search of the pages needs", JSON),
        "/articles/{id}.txt": {"get": _found("articleText", "The file of an article", TEXT, examples["articles"])},
        **_feeds(examples),
        "/calendar.ics": _get("calendar", "The days that sources state", CALENDAR),
        "/oembed": {"get": _embedding()},
        "/healthz": _get("health", "Whether it serves", JSON, "State"),
        "/readyz": _get("readiness", "Whether it serves the newest build", JSON, "State"),
    }


def _feeds(examples):
    feeds = {
        f"/{path}/{{id}}/feed.atom": {"get": _found(f"{path}.feed", f"The feed of a {about}", ATOM, examples[path])}
        for path, about in FEEDS.items()
    }
    return {"/feed.atom": _get("feed", "The feed of everything", ATOM)} | feeds


def _embedding():
    parameters = [
        in_query("url", "The address of a page of this map.") | {"required": True},
        in_query("format", "json or xml."),
        in_query("maxwidth", "The most pixels in width."),
        in_query("maxheight", "The most pixels in height."),
    ]
    told = answer("The code that shows the page.", JSON, "Embedding")
    told["content"] |= {"text/xml": {"schema": {"type": "string"}}}
    answers = {"200": told} | refusals(404, 501, 503)
    return operation("oembed", "pages", "What shows a page of ours in another", answers, parameters)


def _get(id, summary, kind, schema=None):
    """Return the path of something that there always is."""
    as_read = schema or ("Object" if kind == JSON else None)
    refused = BROKEN if kind in (JSON, GEOJSON) else refusals(503, kind=HTML)
    return {"get": operation(id, _tag(kind), summary, {"200": answer(summary, kind, as_read)} | refused)}


def _found(id, summary, kind, example):
    """Return the operation that gives something by its id; without it, there is a page for people."""
    answers = {"200": answer(summary, kind)} | refusals(404, 503, kind=HTML)
    return operation(id, _tag(kind), summary, answers, [in_path("id", example)])


def _tag(kind):
    return "layers" if kind in (JSON, GEOJSON, TEXT) else "feeds"
