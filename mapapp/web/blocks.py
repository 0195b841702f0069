"""The planners' API: a file of block units in, a result out, to be read, taken away and deleted."""

from flask import Response, jsonify, request

from mapapp.blocks.exports.endings import MODULES
from mapapp.blocks.filtering import FILTERS
from mapapp.errors import UnknownPage
from mapapp.web.visit import current_visit

API = "/api/blocks"
FINDINGS = ("assumption", "warning")
GEOJSON = "application/geo+json"
UNSEEN = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def register(app, pages, results):
    """Give the application the addresses of the API."""

    @app.post(API)
    def take():
        id = results.take()
        if id is None:
            return Response(status=499)
        answer = jsonify(told(results.find(id), pages))
        return answer, 201, {"Location": pages.whole_address(f"{API}/{id}"), **UNSEEN}

    @app.get(f"{API}/<id>")
    def result(id):
        return jsonify(told(results.find(id), pages)), 200, UNSEEN

    @app.delete(f"{API}/<id>")
    def delete(id):
        results.delete(id)
        return Response(status=204, headers=UNSEEN)

    @app.get(f"{API}/<id>.<ending>")
    def export(id, ending):
        if ending not in MODULES:
            raise UnknownPage()
        query = {key: request.args[key] for key in (*FILTERS, "sort") if key in request.args}
        content, media_type = results.export(id, ending, query, request.args.get("crs"))
        named = {"Content-Disposition": f'attachment; filename="block-units-{id[:6]}.{ending}"'}
        return Response(content, headers={"Content-Type": media_type, **named, **UNSEEN})

    @app.get(f"{API}/<id>/map")
    def drawn(id):
        return Response(results.map(id), headers={"Content-Type": GEOJSON, **UNSEEN})


def told(answer, pages):
    """Return what the API says of a result."""
    file, url = answer["file"], pages.whole_address(f"{API}/{answer['id']}")
    findings = {kind: [_finding(one) for one in answer["findings"] if one["kind"] == kind] for kind in FINDINGS}
    return {
        "id": answer["id"],
        "url": url,
        "page": pages.whole_address(current_visit(pages.root).prefix + f"/planners/{answer['id']}"),
        "kind": answer["kind"],
        "units": len(answer["units"]),
        "label": file["label"],
        "crs": file["crs"],
        "file": file,
        "expires": answer["expires"],
        "assumptions": findings["assumption"],
        "warnings": findings["warning"],
        "downloads": {ending: f"{url}.{ending}" for ending in MODULES},
    }


def _finding(finding):
    return {
        "code": finding["code"],
        "title_zh": finding["zh-hans"],
        "title_zh_hant": finding["zh-hant"],
        "title_en": finding["en"],
        "detail": "; ".join(finding["notes"]),
    }
