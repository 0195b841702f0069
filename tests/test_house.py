"""The plan of the house: which room may know which, in Python and in the browser."""

import ast
import re
import sys

import pytest

from mapapp.paths import PACKAGE

ROOMS = {
    "version": set(),
    "errors": set(),
    "paths": set(),
    "settings": {"errors", "paths"},
    "earth": {"numpy", "pyproj"},
    "reading": {"errors", "opencc", "pypinyin", "pycrfsuite"},
    "places": {"errors", "earth", "reading", "shapely", "geopandas"},
    "advisers": {"errors", "version", "earth"},
    "layers": {"errors", "shapely", "geopandas", "pg8000"},
    "atlas": {"errors", "version", "reading", "places", "layers"},
    "editing": {"errors", "earth", "places", "reading", "layers", "atlas"},
    "backup": {"errors", "version", "layers", "editing"},
    "proof": {"errors", "reading", "places", "layers", "atlas"},
    "osm": {"errors", "numpy", "shapely"},
    "intake": {"errors", "earth", "reading", "places", "editing", "osm", "writing", "numpy", "shapely", "geopandas"},
    "basemap": {"errors", "earth", "layers", "osm", "numpy", "shapely", "geopandas", "pyogrio"},
    "view": {"errors", "earth", "layers", "folium", "branca", "shapely"},
    "writing": {"errors", "earth", "numpy", "shapely", "pyogrio", "pyarrow"},
    "publish": {
        "errors",
        "version",
        "earth",
        "layers",
        "view",
        "writing",
        "shapely",
        "cql2",
        "icalendar",
        "segno",
        "PIL",
        "typst",
    },
    "blocks": {
        "errors",
        "earth",
        "layers",
        "writing",
        "numpy",
        "shapely",
        "geopandas",
        "pyproj",
        "pyogrio",
        "pyarrow",
        "xlsxwriter",
        "dask",
        "dask_geopandas",
        "distributed",
        "pg8000",
    },
    "web": {
        "errors",
        "paths",
        "settings",
        "layers",
        "blocks",
        "view",
        "publish",
        "flask",
        "jinja2",
        "werkzeug",
        "gunicorn",
        "brotli",
        "rcssmin",
        "rjsmin",
    },
    "desk": {
        "errors",
        "paths",
        "settings",
        "reading",
        "places",
        "layers",
        "atlas",
        "editing",
        "proof",
        "advisers",
        "intake",
        "view",
        "web",
        "shapely",
        "flask",
        "jinja2",
        "werkzeug",
    },
    "notebook": {
        "settings",
        "reading",
        "places",
        "layers",
        "blocks",
        "view",
        "shapely",
        "pandas",
        "geopandas",
    },
    "cli": {
        "errors",
        "settings",
        "reading",
        "places",
        "advisers",
        "layers",
        "atlas",
        "editing",
        "backup",
        "intake",
        "proof",
        "basemap",
        "writing",
        "blocks",
        "web",
        "desk",
    },
    "__main__": {"cli"},
}
"""What each room may import besides itself and the standard library."""

DRAWERS = {"util", "utils", "helper", "helpers", "common", "misc", "tools", "core", "base"}
LONGEST_FUNCTION = 30
LONGEST_MODULE = 250

MODULES = {
    path.relative_to(PACKAGE): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))
}
NAMED = [(path, tree) for path, tree in MODULES.items() if path.name != "__init__.py"]

STATIC = PACKAGE / "web" / "static"
SCRIPTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((STATIC / "js").glob("*.js"))}
PURE = {
    "address",
    "courses",
    "datums",
    "excerpt",
    "features",
    "files",
    "filters",
    "folding",
    "fragments",
    "guesses",
    "labels",
    "messages",
    "naming",
    "near",
    "origins",
    "passages",
    "progress",
    "receipt",
    "search",
    "sharing",
    "sifting",
    "spelling",
    "spread",
    "unitquery",
    "vicinity",
    "words",
}
"""Browser modules that know no page and can be tested without one."""
DESK_SCRIPTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((PACKAGE / "desk").rglob("*.js"))}
LONGEST_SCRIPT = 150
DOM = re.compile(r"\b(document|window|localStorage|location|history|navigator)\b")


def room_of(path):
    return path.parts[0].removesuffix(".py")


def imports(tree):
    """Yield the full name of everything that a module imports, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports say where they come from"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def known_by(tree):
    """Return the rooms and the outside packages that a module imports."""
    names = [name.split(".") for name in imports(tree)]
    return {parts[1] if parts[0] == "mapapp" else parts[0] for parts in names} - sys.stdlib_module_names


def body_length(function):
    docstring = ast.get_docstring(function, clean=False) is not None
    first = function.body[1] if docstring and len(function.body) > 1 else function.body[0]
    return function.end_lineno - first.lineno + 1


@pytest.mark.parametrize(("path", "tree"), MODULES.items(), ids=map(str, MODULES))
def test_a_room_knows_only_the_rooms_of_the_plan(path, tree):
    room = room_of(path)
    if path.name != "__init__.py":
        assert known_by(tree) - {room} <= ROOMS[room]


def test_neither_wing_knows_the_other():
    reading_wing, showing_wing = {"reading", "places", "atlas"}, {"view", "web", "blocks", "publish"}
    for path, tree in NAMED:
        if room_of(path) in reading_wing:
            assert not known_by(tree) & showing_wing
        if room_of(path) in showing_wing:
            assert not known_by(tree) & reading_wing


def test_no_visitor_makes_us_ask_an_adviser():
    assert {room for room, known in ROOMS.items() if "advisers" in known} <= {"cli", "desk"}


def test_nothing_but_the_command_knows_the_desk():
    assert {room_of(path) for path, tree in NAMED if "desk" in known_by(tree)} == {"desk", "cli"}


def test_nothing_knows_the_notebook():
    assert {room_of(path) for path, tree in NAMED if "notebook" in known_by(tree)} == set()


def test_only_one_module_opens_the_layer_folder_and_one_publishes_it():
    opens = re.compile(r"\b(open|read_bytes|read_text|write_text|write_bytes|read_file|to_file)\(")
    for path in (PACKAGE / "layers").glob("*.py"):
        if path.stem not in ("folder", "publisher"):
            assert not opens.search(path.read_text(encoding="utf-8")), path
    for path in (PACKAGE / "view").glob("*.py"):
        assert not opens.search(path.read_text(encoding="utf-8")), path


def test_there_are_no_import_circles():
    imported = {".".join(("mapapp", *path.with_suffix("").parts)): set(imports(tree)) for path, tree in NAMED}
    modules = {name: {one.rpartition(".")[0] for one in names} | names for name, names in imported.items()}
    assert_one_direction({name: names & imported.keys() for name, names in modules.items()})


def assert_one_direction(known):
    """Check that nothing knows itself by way of others: take away, again and again, whoever knows nobody left."""
    while leaves := [name for name, others in known.items() if not others & known.keys()]:
        for name in leaves:
            del known[name]
    assert known == {}


def test_an_init_file_is_one_docstring():
    for path, tree in MODULES.items():
        if path.name == "__init__.py":
            assert len(tree.body) == 1
            assert ast.get_docstring(tree)


def test_every_module_says_what_it_is_and_none_is_a_drawer():
    for path, tree in NAMED:
        assert ast.get_docstring(tree), path
        assert path.stem not in DRAWERS
        assert (
            len((PACKAGE / path).read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE or path.stem == "errors"
        ), path


def test_functions_are_short():
    for path, tree in NAMED:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                assert body_length(node) <= LONGEST_FUNCTION, f"{path}: {node.name}"


def test_every_error_has_its_sentence_in_english_and_chinese():
    from mapapp import errors

    for class_ in vars(errors).values():
        if isinstance(class_, type) and issubclass(class_, errors.MapappError) and "en" in vars(class_):
            assert class_.__doc__
            if class_.en:
                assert class_.zh, class_
                fields = re.compile(r"\{(\w+)\}")
                assert {f.removesuffix("_en") for f in fields.findall(class_.en)} == {
                    f.removesuffix("_zh") for f in fields.findall(class_.zh)
                }, class_


# The browser half


def imported_by(source):
    return set(re.findall(r'(?:from |import\()"\./(\w+)\.js"', source))


def names_declared(source):
    return re.findall(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", source, re.MULTILINE)


@pytest.mark.parametrize(("name", "source"), [*SCRIPTS.items(), *DESK_SCRIPTS.items()])
def test_a_browser_module_is_short_and_says_what_it_is(name, source):
    assert source.startswith("// ")
    assert len(source.splitlines()) < LONGEST_SCRIPT
    assert name not in DRAWERS


@pytest.mark.parametrize("name", sorted(PURE))
def test_a_pure_browser_module_knows_no_page(name):
    assert not DOM.search(SCRIPTS[name].partition("\n")[2])
    assert imported_by(SCRIPTS[name]) <= PURE


def test_browser_modules_import_in_one_direction():
    known = {name: imported_by(source) for name, source in SCRIPTS.items()}
    assert all(others <= SCRIPTS.keys() for others in known.values())
    assert not any({"main", "framed", "plain", "unseen"} & others for others in known.values())
    assert_one_direction(known)


def test_the_desks_scripts_use_those_of_the_map_and_none_the_other_way():
    assert not SCRIPTS.keys() & DESK_SCRIPTS.keys()
    known = {name: imported_by(source) for name, source in (SCRIPTS | DESK_SCRIPTS).items()}
    assert all(others <= known.keys() for others in known.values())
    assert not any(known[name] & DESK_SCRIPTS.keys() for name in SCRIPTS)
    assert_one_direction(known)


def test_the_service_worker_keeps_the_same_plan():
    modules = {path.stem: path.read_text(encoding="utf-8") for path in sorted((STATIC / "worker").glob("*.js"))}
    known = {name: imported_by(source) for name, source in modules.items()}
    assert all(others <= modules.keys() - {"main"} for others in known.values())
    assert_one_direction(known)
    declared = [name for source in modules.values() for name in names_declared(source)]
    assert sorted(declared) == sorted(set(declared))
    for name, source in modules.items():
        test_a_browser_module_is_short_and_says_what_it_is(name, source)
        assert not re.search(r"\b(document|window|localStorage|eval)\b", source.partition("\n")[2]), name


def test_no_two_browser_modules_declare_the_same_name():
    declared = [name for source in SCRIPTS.values() for name in names_declared(source)]
    assert sorted(declared) == sorted(set(declared))


def test_nothing_from_data_becomes_markup():
    markup = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\|\s*safe\b")
    templates = list((PACKAGE.parent / "templates").rglob("*.html"))
    sources = [
        *(STATIC / "js").glob("*.js"),
        *(PACKAGE / "desk").rglob("*.js"),
        *(PACKAGE / "desk").glob("*.py"),
        *templates,
        *(PACKAGE / "web").glob("*.py"),
        *(PACKAGE / "view").glob("*.py"),
    ]
    assert templates
    for path in sources:
        assert not markup.search(path.read_text(encoding="utf-8")), path


DATA_BLOCK = '<script type="application/ld+json">{{ linked|tojson }}</script>'
"""Data for machines, which no browser runs: the one thing of this kind."""


def test_templates_have_no_inline_script_or_style():
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", re.IGNORECASE)
    for path in (PACKAGE.parent / "templates").rglob("*.html"):
        assert not inline.search(path.read_text(encoding="utf-8").replace(DATA_BLOCK, "")), path
