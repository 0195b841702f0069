"""`/openapi.json` says what is so: every address for programs, and answers as described."""

import json
import re

import pytest

from mapapp.blocks.exports import endings
from mapapp.blocks.filtering import FILTERS
from mapapp.publish import download
from mapapp.publish.definition.of_downloads import FORMATS
from mapapp.publish.definition.of_planners import CHOICE, DOWNLOADS
from mapapp.settings import Settings
from mapapp.web.app import create_app
from mapapp.web.refusals import PICTURES, PROGRAMS
from tests.conftest import FIRST

NOT_DESCRIBED = ("/static/", "/favicon.ico", *PICTURES)
"""Parts of the pages, which change with them, and pictures."""
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "number": int | float, "boolean": bool}


@pytest.fixture(scope="module")
def app():
    return create_app(Settings(FIRST))


@pytest.fixture(scope="module")
def told(app):
    answer = app.test_client().get("/openapi.json")
    assert answer.content_type == "application/vnd.oai.openapi+json;version=3.0"
    return answer.json


def operations(told):
    return [(path, method, one) for path, methods in told["paths"].items() for method, one in methods.items()]


def plain(path):
    """Return a path with every variable part, in Flask's or OpenAPI's writing, as `*`."""
    return re.sub(r"<[^>]+>|\{[^}]+\}", "*", path)


def any_ending(path):
    """Return a path with what several endings are allowed for as `*`."""
    return re.sub(r"^(/api/blocks/\*|/layers/\*|/commitments)\.\w+$", r"\1.*", path)


def test_every_operation_is_one_that_the_application_answers(app, told):
    rules = {(plain(rule.rule), method) for rule in app.url_map.iter_rules() for method in rule.methods}
    for path, method, _ in operations(told):
        path = re.sub(r"/ogc/collections/\w+", "/ogc/collections/*", plain(path))
        assert (any_ending(path), method.upper()) in rules, path


def test_every_address_for_programs_is_described(app, told):
    described = {any_ending(plain(path)) for path in told["paths"]}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(PROGRAMS) and not rule.rule.startswith(NOT_DESCRIBED):
            path = plain(rule.rule).replace("/collections/*", "/collections/points")
            assert path.rstrip("/") in described, rule.rule


def test_every_reference_leads_somewhere_and_ids_are_unique(told):
    for name in re.findall(r'"#/components/schemas/(\w+)"', json.dumps(told)):
        assert name in told["components"]["schemas"], name
    ids = [one["operationId"] for _, _, one in operations(told)]
    assert len(ids) == len(set(ids))
    for _, _, one in operations(told):
        for answer in one["responses"].values():
            for link in answer.get("links", {}).values():
                assert link["operationId"] in ids


def test_every_variable_part_of_a_path_is_described(told):
    for path, _, one in operations(told):
        named = {p["name"] for p in one.get("parameters", ()) if p["in"] == "path"}
        assert set(re.findall(r"\{(\w+)\}", path)) == named, path


def test_parameters_of_features_are_written_as_the_standard_has_them(told):
    for path, _, one in operations(told):
        if path.endswith("/items"):
            written = {p["name"]: (p.get("style"), p.get("explode")) for p in one["parameters"]}
            for name in ("bbox", "bbox-crs", "datetime", "limit", "crs"):
                assert written[name] == ("form", False), (path, name)


def test_downloads_and_choices_are_those_of_the_planners():
    assert DOWNLOADS.keys() == endings.MODULES.keys()
    assert {ending: endings.media_type(ending).partition(";")[0] for ending in DOWNLOADS} == DOWNLOADS
    assert {ending: download.media_type(ending).partition(";")[0] for ending in FORMATS} == FORMATS
    assert FORMATS.keys() == download.MODULES.keys()
    assert CHOICE.keys() == {*FILTERS, "sort", "crs"}


def test_answers_are_as_described(app, told):
    client = app.test_client()
    for path, method, one in operations(told):
        if method == "get" and not path.startswith("/api/"):
            answer = client.get(filled(path, one))
            described = one["responses"].get(str(answer.status_code))
            assert described, path
            kind = answer.content_type
            (schema,) = [
                part["schema"] for name, part in described["content"].items() if name in (kind, kind.split(";")[0])
            ]
            if "json" in kind:
                assert_fits(answer.get_json(force=True), schema, told, path)


def test_refusals_are_as_described(app, told):
    client = app.test_client()
    for path, method, one in operations(told):
        if "400" in one["responses"]:
            answer = client.open(filled(path, one) + "?nothing=so", method=method)
            assert answer.status_code == 400
            assert_fits(answer.get_json(force=True), {"$ref": "#/components/schemas/Problem"}, told, path)


def test_what_is_not_found_is_refused_as_described(app, told):
    client = app.test_client()
    for path, method, one in operations(told):
        if "404" in one["responses"] and method == "get" and "{" in path:
            answer = client.get(re.sub(r"\{\w+\}", "not-there", path))
            assert answer.status_code == 404, path
            assert answer.content_type.split(";")[0] in one["responses"]["404"]["content"], path


def test_the_server_is_where_visitors_reach_it():
    app = create_app(Settings(FIRST, public_url="https://map.example/xicheng"))
    assert app.test_client().get("/openapi.json").json["servers"] == [{"url": "https://map.example/xicheng"}]


def filled(path, operation):
    """Return a path with the examples of its variable parts in place, and what a query must say."""
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            example = parameter.get("example") or parameter["schema"].get("enum", ["nothing"])[0]
            path = path.replace(f"{{{parameter['name']}}}", example)
    return path


def assert_fits(value, schema, told, where):
    """Check a value against a schema of the definition: types, what is required, lists of values, and their parts."""
    if "$ref" in schema:
        schema = told["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for part in schema.get("allOf", ()):
        assert_fits(value, part, told, where)
    if value is None and schema.get("nullable"):
        return
    if "type" in schema:
        assert isinstance(value, TYPES[schema["type"]]), (where, value)
    assert value in schema.get("enum", [value]), (where, value)
    for name in schema.get("required", ()):
        assert name in value, (where, name)
    for name, part in schema.get("properties", {}).items():
        if name in value:
            assert_fits(value[name], part, told, f"{where}: {name}")
    for one in value if "items" in schema else ():
        assert_fits(one, schema["items"], told, where)
