"""Layers kept in a PostGIS database: every build is a generation of rows that one transaction writes.

`mapapp.files` holds the files of a generation, byte for byte. `mapapp.features` holds the features of its layers with
their geometry (EPSG:4326), and the views `mapapp.points`, `lines`, `areas` and `district` those of the newest one, for
GIS programs to open. The newest generation and the one before are kept.
"""

import hashlib
import json
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

from mapapp.errors import LayersMissing, PublishingFailed, StoreUnreachable
from mapapp.layers.folder import Folder
from mapapp.layers.postgres import connected, why

LAYERS = ("points", "lines", "areas", "district")
ONE_AT_A_TIME = 6_013_597
"""The number of the lock under which is published."""
NEWEST = "(SELECT max(id) FROM mapapp.generations)"
IS_THERE = "SELECT to_regclass('mapapp.generations') IS NOT NULL"
TABLES = (
    "CREATE EXTENSION IF NOT EXISTS postgis",
    "CREATE SCHEMA IF NOT EXISTS mapapp",
    """CREATE TABLE mapapp.generations (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        published timestamptz NOT NULL DEFAULT now())""",
    """CREATE TABLE mapapp.files (
        generation bigint NOT NULL REFERENCES mapapp.generations ON DELETE CASCADE,
        name text NOT NULL, content bytea NOT NULL, PRIMARY KEY (generation, name))""",
    """CREATE TABLE mapapp.features (
        generation bigint NOT NULL REFERENCES mapapp.generations ON DELETE CASCADE,
        layer text NOT NULL, id text NOT NULL, properties json NOT NULL, geometry geometry(Geometry, 4326),
        PRIMARY KEY (generation, layer, id))""",
    "CREATE INDEX ON mapapp.features USING gist (geometry)",
    *(
        f"""CREATE VIEW mapapp.{layer} AS SELECT id, properties->>'name_zh_hans' AS name_zh_hans,
        properties->>'name_en' AS name_en, properties->>'kind' AS kind, properties->>'certainty' AS certainty,
        (properties->>'accuracy_m')::int AS accuracy_m, properties, geometry
        FROM mapapp.features WHERE layer = '{layer}' AND generation = {NEWEST}"""
        for layer in LAYERS
    ),
)
ADD_FEATURE = """INSERT INTO mapapp.features VALUES (:generation, :layer, :id, cast(:properties AS json),
    ST_SetSRID(ST_GeomFromGeoJSON(cast(:geometry AS text)), 4326))"""
FORGET = "DELETE FROM mapapp.generations WHERE id < (SELECT max(id) FROM mapapp.generations WHERE id < :generation)"


class Database:
    """The layers at an address (`postgres`), the same for every process that knows it."""

    def __init__(self, address):
        self.address = str(address)

    def __str__(self):
        return self.address

    def file(self, name):
        """Return what a sentence calls the file of this name."""
        return f"{self.address}/{name}"

    def is_there(self):
        """Return whether anything was ever published here. Raises `StoreUnreachable`."""
        return self.fingerprint() is not None

    def local(self):
        """Return a folder of this machine with the files of the newest generation. Raises `LayersMissing`."""
        name = f"mapapp-{os.getuid()}-layers-{hashlib.sha256(self.address.encode()).hexdigest()[:12]}"
        copy, files = Folder(_private(Path(tempfile.gettempdir(), name)) / "layers"), self.read()
        if not copy.is_there() or copy.read() != files:
            copy.put({name: content.decode("utf-8") for name, content in files.items()})
        return copy.path

    def fingerprint(self):
        """Return the number of the newest generation; `None` if there is none. Raises `StoreUnreachable`."""
        with self._asking() as ask:
            return ask(f"SELECT {NEWEST}")[0][0] if ask(IS_THERE)[0][0] else None

    def read(self):
        """Return the bytes of every file by name, all from one generation.

        Raises `LayersMissing`, or `StoreUnreachable`.
        """
        with self._asking() as ask:
            there = ask(IS_THERE)[0][0]
            rows = ask(f"SELECT name, content FROM mapapp.files WHERE generation = {NEWEST}") if there else []
        if not rows:
            raise LayersMissing(folder=self.address)
        return {name: bytes(content) for name, content in sorted(rows)}

    def put(self, files):
        """Make `files` (name → text) the newest generation, whole or not at all. Raises `PublishingFailed`."""
        with self._asking(PublishingFailed, "folder") as ask:
            ask("START TRANSACTION")
            ask("SELECT pg_advisory_xact_lock(:number)", number=ONE_AT_A_TIME)
            if not ask(IS_THERE)[0][0]:
                for statement in TABLES:
                    ask(statement)
            _add(ask, files)
            ask("COMMIT")

    @contextmanager
    def _asking(self, refusal=StoreUnreachable, place="store"):
        """Yield a function that runs a statement and returns its rows; what goes wrong is a `refusal`."""
        with connected(self.address) as connection:
            from pg8000.exceptions import DatabaseError, InterfaceError

            try:
                yield connection.run
            except (DatabaseError, InterfaceError, OSError) as reason:
                raise refusal(**{place: self.address, "why": why(reason)}) from reason


def _add(ask, files):
    """Add a generation: its files, and the features of its layers."""
    ((generation,),) = ask("INSERT INTO mapapp.generations DEFAULT VALUES RETURNING id")
    for name, text in files.items():
        facts = {"generation": generation, "name": name, "content": text.encode("utf-8")}
        ask("INSERT INTO mapapp.files VALUES (:generation, :name, :content)", **facts)
    for layer in LAYERS:
        for feature in json.loads(files.get(f"{layer}.geojson", '{"features": []}'))["features"]:
            ask(ADD_FEATURE, generation=generation, layer=layer, **_row(feature))
    ask(FORGET, generation=generation)


def _row(feature):
    properties = json.dumps(feature["properties"], ensure_ascii=False)
    shape = json.dumps(feature["geometry"]) if feature["geometry"] else None
    return {"id": feature["id"], "properties": properties, "geometry": shape}


def _private(folder):
    """Return the folder, made for ourselves only. Raises `PublishingFailed` where somebody else has taken its name."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.getuid():
        raise PublishingFailed(folder=folder, why="it belongs to somebody else")
    return folder
