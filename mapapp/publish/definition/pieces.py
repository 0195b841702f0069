"""The pieces of which an operation of the API is described."""

PROBLEM = "application/problem+json"
JSON, GEOJSON, HTML = "application/json", "application/geo+json", "text/html"
ANY = {"type": "string"}
SAID = {
    400: "The address states what is not understood.",
    403: "A page of somebody else asked for it.",
    404: "There is no such thing.",
    408: "The file came too slowly.",
    413: "The file is beyond a limit.",
    415: "A format that is never accepted.",
    422: "What was sent cannot be used, or not with these coordinates.",
    501: "A format that is not written.",
    503: "The layers are not there, or there is too much to do just now.",
}


def named(schema):
    """Return a reference to one of the schemas."""
    return {"$ref": f"#/components/schemas/{schema}"}


def content(kind, schema=None):
    """Return a content of one media type; without a schema it is text, or bytes, of that type."""
    return {kind: {"schema": named(schema) if schema else ANY}}


def answer(description, kind, schema=None, **more):
    """Return an answer that went well."""
    return {"description": description, "content": content(kind, schema), **more}


def refusals(*statuses, kind=PROBLEM):
    """Return the answers of these statuses: problems, or pages for people where `kind` says so."""
    schema = "Problem" if kind == PROBLEM else None
    return {str(status): {"description": SAID[status], "content": content(kind, schema)} for status in statuses}


def operation(id, tag, summary, answers, parameters=(), **more):
    """Return an operation; `answers` by status. That an address is too long, the server says before we are asked."""
    told = {"operationId": id, "tags": [tag], "summary": summary}
    answers = answers | {"414": {"description": "The address is too long.", "content": content("text/plain")}}
    return told | ({"parameters": [*parameters]} if parameters else {}) | more | {"responses": answers}


def in_path(name, example=None, **schema):
    """Return a parameter that is part of the path."""
    shown = {"example": example} if example else {}
    return {"name": name, "in": "path", "required": True, "schema": ANY | schema} | shown


def in_query(name, description, **schema):
    """Return a parameter of the query."""
    return {"name": name, "in": "query", "description": description, "schema": ANY | schema}
