"""A data folder to bring places into, and an extract of 5,000 objects."""

import shutil
from pathlib import Path

import pytest

from mapapp.editing.rows import with_shapes, without_row
from mapapp.intake.importing import import_file
from mapapp.intake.proposals import parse, path_for
from mapapp.intake.records import Wishes
from mapapp.places.gazetteer import SHAPES, TABLE, open_gazetteer
from tests.conftest import FIRST
from tests.intake.town import Town
from tests.osm import drawn

STATED = Wishes(source="Our survey", licence="CC0")


@pytest.fixture(scope="session")
def town():
    """The town, as drawn."""
    return Town()


@pytest.fixture(scope="session")
def extracts(town, tmp_path_factory):
    """The town as an extract, in both forms: XML and PBF."""
    folder = tmp_path_factory.mktemp("extracts")
    xml, pbf = folder / "town.osm", folder / "town.osm.pbf"
    xml.write_bytes(drawn.xml(town.drawing))
    pbf.write_bytes(drawn.pbf(town.drawing))
    return xml, pbf


ROWS = {
    *("xicheng", "beijing", "shichahai", "fuchengmennei-dajie", "gulou-xidajie", "nanchang-jie", "beichang-jie"),
    *("xidan-wenhua-guangchang", "xidan-beidajie", "nan-xinhua-jie", "dianmennei-dajie", "dongpi", "jinrong-jie"),
    *("zhongzhouxian", "dayunhe", "xiannongtan", "yuetan", "tan-sitong-guju", "tianning-yihao", "zhuanta-hutong"),
    *("xichanganjie-jiedao", "chunshu-jiedao", "niujie-jiedao", "guanganmennei-jiedao"),
}
"""The rows that the tests know, out of however many there are."""


def data_folder(target):
    """Copy the gazetteer to `target`, without rows that the tests do not know; return it."""
    for name in (TABLE, SHAPES):
        target.mkdir(exist_ok=True)
        shutil.copy(FIRST / name, target / name)
    opened = open_gazetteer(FIRST)
    table, shapes = ((target / name).read_bytes().decode("utf-8") for name in (TABLE, SHAPES))
    for id in opened.places.keys() - ROWS:
        table = without_row(table, id)
    gone = dict.fromkeys(opened.shapes.keys() - ROWS)
    (target / TABLE).write_bytes(table.encode("utf-8"))
    (target / SHAPES).write_bytes(with_shapes(shapes, gone).encode("utf-8"))
    return target


@pytest.fixture(scope="session")
def known_rows(tmp_path_factory):
    """A data folder with the rows that the tests know."""
    return data_folder(tmp_path_factory.mktemp("known") / "geodata")


@pytest.fixture
def geodata(known_rows, tmp_path):
    """A copy of it, to change."""
    return Path(shutil.copytree(known_rows, tmp_path / "geodata"))


@pytest.fixture(scope="session")
def brought(known_rows, extracts, tmp_path_factory):
    """The data folder into which the town was brought, and the account of it."""
    folder = Path(shutil.copytree(known_rows, tmp_path_factory.mktemp("brought") / "geodata"))
    return folder, import_file(extracts[0], folder, Wishes())


@pytest.fixture
def bring(geodata, tmp_path):
    """Return a function that imports a file or a text, `wishes` being stated; it returns the account."""

    def _bring(source, wishes=STATED, name="places.json"):
        if isinstance(source, (str, bytes)):
            file = tmp_path / name
            file.write_bytes(source.encode() if isinstance(source, str) else source)
            source = file
        return import_file(source, geodata, wishes)

    return _bring


@pytest.fixture
def proposed(geodata):
    """Return a function that gives the proposals that a file made, those of the named rows or all."""

    def _proposed(file="places.json"):
        path = path_for(file)
        return parse(path, (geodata / path).read_text(encoding="utf-8"))[1]

    return _proposed
