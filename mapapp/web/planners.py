"""The planners' pages: the form that takes a file of block units, and its result as a page and on paper."""

import gzip
import json
from http import HTTPStatus

from flask import Response, redirect, request

from mapapp.blocks.blocks import UNITS
from mapapp.blocks.candidates import usual
from mapapp.errors import BadBlockFile, UnknownPage
from mapapp.view import units
from mapapp.view.sketch import sketch
from mapapp.web import dossiers
from mapapp.web.amounts import Amounts, number, share
from mapapp.web.blocks import API
from mapapp.web.pages import CHOSEN_LANGUAGE, HTML
from mapapp.web.refusals import status_of
from mapapp.web.scripting import script_page

PAGE = "/planners"
SAMPLE_NAME = "sample.geojson"
PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
"""Nobody keeps or lists a page that has an address for its planner only."""
ASKED_FOR = {"crs_required": "crs", "crs_unknown": "crs", "crs_out_of_range": "crs", "crs_link_not_allowed": "crs"} | {
    "layer_unknown": "layer",
    "label_unknown": "label",
    "encoding_unknown": "encoding",
    "encoding_invalid": "encoding",
}
"""The field of the form that answers a refusal, by the refusal's code."""
LEFT = 499
"""The status for whoever has left before the answer; nobody hears it."""


def register(app, pages, results):
    """Give the application the planners' pages. `results`: takes, finds and deletes what they show."""
    planners = Planners(pages, results)
    for rule, view, method in (
        (PAGE, planners.form, "GET"),
        (PAGE, planners.take, "POST"),
        (f"{PAGE}/{SAMPLE_NAME}", planners.sample, "GET"),
        (f"{PAGE}/<id>", planners.result, "GET"),
        (f"{PAGE}/<id>/delete", planners.delete, "POST"),
    ):
        name = f"planners_{view.__name__}"
        app.add_url_rule(rule, name, view, methods=[method])
        app.add_url_rule(CHOSEN_LANGUAGE + rule, f"{name}_in", view, methods=[method])


class Planners:
    """The views of the planners' pages."""

    def __init__(self, pages, results):
        self._pages = pages
        self._results = results

    def form(self, **_):
        return self._form(HTTPStatus.OK, deleted="deleted" in request.args)

    def take(self, **_):
        """Read the file that the form sends: on to its result, or back to the form with what is wrong."""
        try:
            id = self._results.take()
        except BadBlockFile as error:
            return self._form(status_of(error), refusal=error)
        return redirect(self._pages.visit().link(f"{PAGE}/{id}"), HTTPStatus.SEE_OTHER) if id else Response(status=LEFT)

    def sample(self, **_):
        """Give out the file of the illustrative units. Raises `UnknownPage` where the district has none."""
        if not self._results.sample.is_file():
            raise UnknownPage()
        named = {"Content-Disposition": f'attachment; filename="{SAMPLE_NAME}"'}
        return Response(self._results.sample.read_bytes(), mimetype="application/geo+json", headers=named)

    def result(self, id, **_):
        """Show a result. Raises `UnknownResult`."""
        answer, common = self._results.find(id), self._pages.common()
        outline = dossiers.outline_of(common["edition"].layers)
        shown = dossiers.values(answer, self._results.map(id), request.args.to_dict(), outline)
        more = {
            "sketch": sketch(common["edition"].layers, common["plates"]),
            "script_page": _script(common, "dossier.js."),
            **_words_of_result(common["visit"], answer),
        }
        return self._answer("dossier.html", HTTPStatus.OK, PRIVATE, common | shown | more)

    def delete(self, id, **_):
        """Delete a result, and say so on the planners' page. Raises `UnknownResult`."""
        self._results.delete(id)
        return redirect(f"{self._pages.visit().link(PAGE).partition('?')[0]}?deleted=1", HTTPStatus.SEE_OTHER)

    def _form(self, status, *, refusal=None, deleted=False):
        common = self._pages.common()
        visit, outline = common["visit"], dossiers.outline_of(common["edition"].layers)
        shown = {
            "script_page": _script(common, "planners.js."),
            "limits": self._results.limits,
            "upload_mb": self._results.upload_mb,
            "hours": self._results.hours,
            "outline": json.dumps(outline),
            "references": usual(outline),
            "has_sample": self._results.sample.is_file(),
            "api": self._pages.whole_address(API),
            "deleted": deleted,
            "refusal": refusal and refusal.sentence(visit.language.code),
            "question": refusal and question(refusal, visit, outline),
        }
        return self._answer("planners.html", status, {"Cache-Control": "no-store"}, common | shown)

    def _answer(self, template, status, headers, shown):
        """Answer with a page that is made for this request alone."""
        page = self._pages.text(template, **shown).encode()
        headers = headers | {"Vary": "Accept-Encoding, Accept-Language"}
        if request.accept_encodings["gzip"]:
            page, headers = gzip.compress(page, 5), headers | {"Content-Encoding": "gzip"}
        return Response(page, status, headers, content_type=HTML)


def _script(common, words):
    """Return what the page's script needs, with our words whose keys begin with `words`."""
    return script_page(common["visit"], common["district"], common["edition"], (words,))


def question(refusal, visit, outline):
    """Return what a refusal asks the planner: the field of the form, and the candidates for it, each with its drawing.

    `None` for a refusal that no answer can mend.
    """
    field = ASKED_FOR.get(refusal.code)
    found = refusal.facts.get("candidates", ())
    candidates = [_candidate(one, visit, outline) for one in found]
    return {"field": field, "candidates": candidates} if field and candidates else None


def _candidate(one, visit, outline):
    """Return a candidate as it is shown; a layer, a column or an encoding is only a name."""
    if isinstance(one, str):
        return {"value": one, "name": one}
    name = one["name_en" if visit.language.code == "en" else "name_zh"]
    return one | {"value": one["crs"], "name": name, "drawing": units.guess(outline, one["preview"])}


def _words_of_result(visit, answer):
    return {
        "amounts": Amounts(visit, answer["sites"]),
        "number": number,
        "share": share,
        "of_units": answer["kind"] == UNITS,
        "query_of": dossiers.query_of,
        "next_sort": dossiers.next_sort,
        "direction": dossiers.direction,
    }
