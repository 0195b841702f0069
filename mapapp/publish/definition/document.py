"""The document itself: every address for programs, in one."""

import json
from pathlib import Path

from mapapp.publish.definition import of_downloads, of_features, of_planners, of_reading
from mapapp.publish.definition.pieces import operation
from mapapp.publish.features.answers import DEFINITION, OPENAPI
from mapapp.version import VERSION

OPENAPI_VERSION = "3.0.3"
SCHEMAS = json.loads(Path(__file__).with_name("schemas.json").read_text(encoding="utf-8"))
ITSELF = {"200": {"description": "This document.", "content": {OPENAPI: {"schema": {"type": "object"}}}}}


def definition(title, description, server, collections, examples):
    """Return the definition of the API.

    `server`: the address of the site, without a final slash; `/` where only its visitors know it. `collections`: every
    `Collection`. `examples`: an id by each path of `of_reading.FEEDS`.
    """
    read = of_reading.paths(examples) | of_downloads.paths(examples["articles"])
    itself = {DEFINITION: {"get": operation("definition", "definition", "This document", ITSELF)}}
    return {
        "openapi": OPENAPI_VERSION,
        "info": {"title": title, "description": description, "version": VERSION},
        "servers": [{"url": server}],
        "paths": itself | of_features.paths(collections) | of_planners.paths() | read,
        "components": {"schemas": SCHEMAS | {"Object": {"type": "object"}}},
    }
