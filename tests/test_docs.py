"""The documentation says what is so."""

import ast
import re

import pytest

from mapapp.cli import main
from mapapp.paths import PACKAGE
from mapapp.settings import names
from mapapp.version import VERSION

ROOT = PACKAGE.parent
PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "geodata/SOURCES.md",
    "geodata/YOUR_DISTRICT.md",
    "scripts/operations/README.md",
]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_something_in_the_repository(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if not link.startswith(("https://", "#"))]
    missing = [link for link in links if not ((ROOT / page).parent / link).exists()]
    assert missing == []


def test_the_readme_names_every_command_and_no_other():
    commands = re.findall(r"^mapapp (\w+)", README, re.MULTILINE)
    parser = main.parser()
    (subparsers,) = (action for action in parser._actions if hasattr(action, "choices") and action.choices)
    assert commands == [
        "read",
        "build",
        "check",
        "article",
        "basemap",
        "gazetteer",
        "desk",
        "overlay",
        "export",
        "serve",
        "backup",
        "restore",
    ]
    assert set(commands) == set(subparsers.choices)


def test_the_readme_names_every_setting():
    for name in names():
        assert f"`MAPAPP_{name.upper()}`" in README


def test_the_readme_names_every_script_of_its_two_commands():
    for script in re.findall(r"^scripts/(\w+)", README, re.MULTILINE):
        assert (ROOT / "scripts" / script).exists()


def test_the_readme_has_a_row_for_every_dependency():
    tree = ast.parse((ROOT / "setup.py").read_text(encoding="utf-8"))
    (requires,) = (
        k.value for n in ast.walk(tree) if isinstance(n, ast.Call) for k in n.keywords if k.arg == "install_requires"
    )
    names = [re.match(r"[\w-]+", element.value)[0] for element in requires.elts]
    table = re.findall(r"^\| (`[^|]*) \|", README.partition("## What it is made of")[2], re.MULTILINE)
    rows = [name for row in table for name in re.findall(r"`([\w-]+)`", row)]
    assert set(names) <= set(rows)


def test_the_changelog_begins_with_this_version():
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert next(heading for heading in headings if heading != "Unreleased") == VERSION


@pytest.mark.parametrize("table", ["gazetteer.csv", "status.csv"])
def test_sources_explains_every_column_of_each_table(table):
    header = (ROOT / "geodata" / table).read_text(encoding="utf-8").partition("\n")[0].split(",")
    sources = (ROOT / "geodata" / "SOURCES.md").read_text(encoding="utf-8")
    assert [column for column in header if f"`{column}`" not in sources] == []
