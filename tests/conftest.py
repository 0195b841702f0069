"""What every test shares."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import Environment

from mapapp import paths
from mapapp.layers import store
from mapapp.places.gazetteer import Gazetteer, open_gazetteer
from mapapp.places.survey import Survey, Surveyor
from mapapp.reading.article import Article, open_article
from mapapp.settings import Settings
from mapapp.web.app import create_app
from tests.postgis import postgis

NOTHING_MAY_BE_SKIPPED = os.environ.get("CI") == "true" or os.environ.get("MAPAPP_NO_SKIP") == "1"
FIRST, SECOND = paths.geodata(), Path(__file__).parent / "data" / "second"


@dataclass(frozen=True)
class ReadArticle:
    """An article read with its gazetteer."""

    doc: str
    article: Article
    gazetteer: Gazetteer
    survey: Survey


@pytest.fixture(scope="session", autouse=True)
def templates_are_compiled_once():
    """Let all applications of a test process share what a template compiles to, which takes longer than to fill it."""
    compiled, compile = {}, Environment.compile

    def once(environment, source, name=None, filename=None, **options):
        if options or not isinstance(source, str):
            return compile(environment, source, name, filename, **options)
        key = (source, name, filename, environment.trim_blocks, environment.lstrip_blocks, environment.undefined)
        if key not in compiled:
            compiled[key] = compile(environment, source, name, filename)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", once)
        yield


@pytest.fixture(scope="session")
def article():
    """The article of Xicheng."""
    return open_article(FIRST / "articles" / "xicheng.txt")


@pytest.fixture(scope="session", params=[(FIRST, "xicheng"), (SECOND, "dongcheng")], ids=["first", "second"])
def read_article(request):
    """Each of two articles of different districts, read with its own gazetteer."""
    geodata, doc = request.param
    text = open_article(geodata / "articles" / f"{doc}.txt")
    gazetteer = open_gazetteer(geodata)
    return ReadArticle(doc, text, gazetteer, Surveyor(gazetteer).survey(text))


@pytest.fixture
def geodata(tmp_path):
    """A copy of the data folder, to break."""
    return Path(shutil.copytree(FIRST, tmp_path / "geodata"))


@pytest.fixture(scope="session")
def published():
    """The folder of the published layers."""
    return FIRST / "layers"


@pytest.fixture(scope="session")
def layers(published):
    """The published layers."""
    return store.load(published)


@pytest.fixture(scope="session")
def client():
    """A visitor of the site that shows the published layers."""
    return create_app(Settings(FIRST)).test_client()


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="run the repeated checks at full length")
    parser.addoption("--postgis", action="store_true", help="show the layers that come along from a PostGIS database")


@pytest.fixture(scope="session", autouse=True)
def shown_from_a_store(request):
    """With `--postgis`, every application that shows the layers that come along has them, and results, in a store."""
    if not request.config.getoption("postgis"):
        yield
        return
    with pytest.MonkeyPatch.context() as patch, postgis() as (address, password):
        patch.setenv("PGPASSWORD", password)
        store.publish(address, {name: content.decode() for name, content in store.read(FIRST / "layers").items()})
        made = Settings.__init__

        def with_store(self, geodata, *arguments, **stated):
            made(self, geodata, *arguments, **({"store": address} if geodata == FIRST else {}) | stated)

        patch.setattr(Settings, "__init__", with_store)
        yield


def pytest_collection_modifyitems(config, items):
    """Leave out what is marked `long`, unless asked for."""
    if not config.getoption("long"):
        left_out = [item for item in items if item.get_closest_marker("long")]
        items[:] = [item for item in items if not item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture
def times(request):
    """Return a function that picks how often to repeat: `times(short, long)`."""
    return lambda short, long: long if request.config.getoption("long") else short


def pytest_sessionfinish(session):
    """Fail the run for a skipped test, where none may be skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if NOTHING_MAY_BE_SKIPPED and reporter and reporter.stats.get("skipped"):
        reporter.ensure_newline()
        reporter.write_line("A skipped test counts as a failure here.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
