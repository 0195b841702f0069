"""Another district by data alone: a port with a folder of its own, in which nothing speaks of the first district."""

import io
import json
import os
import re
import shlex
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from mapapp import proof
from mapapp.cli import main
from mapapp.desk.app import create_desk
from mapapp.layers import store
from mapapp.places.audit import COLUMNS
from mapapp.places.gazetteer import open_gazetteer
from mapapp.settings import Settings
from mapapp.web import pictures
from mapapp.web.app import create_app
from mapapp.web.language import LANGUAGES
from mapapp.web.onefile import one_file
from mapapp.web.stillsite import still_site
from tests.conftest import FIRST
from tests.test_cli import run  # noqa: F401

BARE = {"PATH": os.environ["PATH"]}
HARBOUR = Path(__file__).parent / "data" / "harbour"
PUBLIC = "https://harbour.example"
NAMES = {"zh-hans": "望潮区", "zh-hant": "望潮區", "en": "Wangchao District"}
PLANNED = "对老灯塔开展结构检测和加固"
PROMISED = "在老燈塔下建設一座小型海洋氣象站"
LIGHTHOUSES = {"zh-hans": "老灯塔", "zh-hant": "老燈塔", "en": "Old Lighthouse"}
SQUARE = [[123.30, 28.99], [123.31, 28.99], [123.31, 29.00], [123.30, 29.00], [123.30, 28.99]]
WORDS = re.compile("[一-鿿·（）]+|[A-Z][A-Za-z’' -]+")
"""Chinese words, and English ones that begin as a name does."""
UNITS = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"name": "A1"}, "geometry": {"type": "Polygon", "coordinates": [SQUARE]}}
        ],
    }
).encode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy of the example, far from the code, with its layers built by the command."""
    folder = Path(shutil.copytree(HARBOUR, tmp_path_factory.mktemp("elsewhere") / "harbour"))
    assert main.main(["build", "--geodata", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def visitor(folder, tmp_path_factory):
    app = create_app(Settings(folder, public_url=PUBLIC, results=tmp_path_factory.mktemp("results")))
    yield app.test_client()
    app.extensions["results"].jobs.close()


@pytest.fixture(scope="module")
def rendered(folder, visitor):
    """Everything that is shown of the district: path → text. Pictures and paper are not drawn."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "_faces", lambda: None)
        files = still_site(Settings(folder, public_url=PUBLIC))
    shown = {path: content.decode("utf-8", errors="replace") for path, content in files.items()}
    for code in LANGUAGES:
        shown |= {f"{code}.html": one_file(Settings(folder), code).decode()}
        shown |= {path: visitor.get(path).text for path in _left_out_of_an_export(code)}
    sent = visitor.post("/planners", data={"file": (io.BytesIO(UNITS), "units.geojson")})
    assert sent.status_code == 303
    shown |= {f"{code} result": visitor.get(f"/{code}{_path(sent)}").text for code in LANGUAGES}
    return shown


def _left_out_of_an_export(code):
    pages = ("planners", "embed/new", "embed/guide", "about", "offline", "no-such-page", "sites/yuetan")
    return [f"/{code}/{page}" for page in pages]


def _path(answer):
    return re.search(r"/planners/[^/?]+$", answer.headers["Location"])[0]


def test_the_example_is_built_checked_and_read_from_its_own_folder(folder, run, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.chdir(tmp_path)
    assert run("check", "--geodata", folder)[::2] == (0, "")
    status, told, _ = run("read", "--geodata", folder, *sorted((folder / "articles").glob("*.txt")))
    assert status == 0
    assert "[site] 啟動天后宮的修繕，請老匠人帶徒弟，用老辦法修老木頭。 → 天后宫" in told
    assert "[site] 在南北堤沿线增设救生设备三十套，补齐夜间照明。 → 南堤路;北堤路" in told


@pytest.mark.parametrize("code", LANGUAGES)
def test_its_pages_speak_of_it_in_three_languages(visitor, code):
    pages = {path: visitor.get(f"/{code}{path}") for path in ("/", "/articles", "/sites/lao-dengta", "/subdistricts")}
    assert {page.status_code for page in pages.values()} == {200}
    assert f"{NAMES[code]}" in re.search(r"<title>(.*?)</title>", unescape(pages["/"].text))[1]
    assert LIGHTHOUSES[code] in pages["/sites/lao-dengta"].text
    site = re.sub(r"<[^>]+>", "", unescape(pages["/sites/lao-dengta"].text))
    assert site.index(PLANNED) < site.index(PROMISED)
    assert pages["/articles"].text.index("plan-2024") < pages["/articles"].text.index("essay-2026")


def test_its_feeds_calendar_and_layers_are_its_own(visitor):
    assert NAMES["en"] in visitor.get("/en/feed.atom").text
    assert "20270630" in visitor.get("/en/calendar.ics").text
    points = visitor.get("/layers/points.geojson").json["features"]
    assert all(123.28 < feature["geometry"]["coordinates"][0] < 123.34 for feature in points)


def test_nothing_that_is_shown_speaks_of_the_first_district(rendered):
    theirs = re.compile("xicheng|西城|lu yingchuan|卢映川|盧映川", re.IGNORECASE)
    assert [(path, found[0]) for path, text in rendered.items() if (found := theirs.search(text))] == []
    assert sum("望潮" in text for text in rendered.values()) > 100


def test_nothing_that_is_shown_has_a_name_of_the_first_district(rendered):
    asked_for = {path for code in LANGUAGES for path in _left_out_of_an_export(code)}
    shown = (text for path, text in rendered.items() if not path.startswith(tuple(asked_for)))
    words = "\n".join({words for text in shown for words in WORDS.findall(text)})
    places = open_gazetteer(FIRST).places.values()
    names = {name for place in places for name in (*place.names, place.name_en) if len(name) > 2} - {"Beijing"}
    assert len(names) > 2000
    assert [name for name in names if name in words] == []


def test_the_city_of_the_first_district_is_named_in_a_datum_and_in_the_time_of_the_country_only(rendered):
    allowed = re.compile("北京 ?1954|新北京|北京[时時][间間]|(New )?Beijing 1954|New Beijing|Beijing time")
    found = {path for path, text in rendered.items() if re.search("北京|Beijing", allowed.sub("", text))}
    assert found == set()


def test_what_planners_are_asked_for_is_the_zone_that_the_district_lies_in(rendered, visitor):
    form, result = rendered["/en/planners"], rendered["en result"]
    assert re.findall(r'<option value="(EPSG:\d+)">', form) == ["EPSG:4326", "EPSG:4490", "EPSG:4550", "EPSG:4529"]
    assert "-F crs=EPSG:4550 https://harbour.example/api/blocks" in form
    assert "EPSG:4550" in result
    assert not re.search("EPSG:45(27|48)", form + result)
    first = create_app(Settings(FIRST)).test_client().get("/planners").text
    assert "-F crs=EPSG:4548 " in first


def test_features_are_given_out_in_the_zones_of_the_district(visitor):
    told = visitor.get("/ogc/collections").json["collections"]
    assert {"4550", "4529"} <= {uri.rpartition("/")[2] for uri in told[0]["crs"]}
    zone = "http://www.opengis.net/def/crs/EPSG/0/4550"
    (lighthouse,) = visitor.get(f"/ogc/collections/points/items?name_zh_hans=老灯塔&crs={zone}").json["features"]
    northing, easting = lighthouse["geometry"]["coordinates"]
    assert 3_000_000 < northing < 3_400_000
    assert 500_000 < easting < 560_000
    for address in ("/ogc/collections", "/openapi.json"):
        assert not re.search("EPSG/0/45(27|48)", visitor.get(address).text)


def test_the_view_that_is_given_as_an_example_shows_the_district(rendered, visitor):
    example = re.search(r'placeholder="([\d.,]+)"', rendered["/en/embed/new"])[1]
    assert visitor.get(f"/map.svg?view={example}").status_code == 200
    longitude, latitude, zoom = map(float, example.split(","))
    assert (round(longitude, 2), round(latitude, 2)) == (123.31, 29.0)
    assert 11 < zoom < 14


def test_without_a_sample_of_block_units_none_is_offered(visitor):
    assert "sample" not in visitor.get("/en/planners").text
    assert visitor.get("/planners/sample.geojson").status_code == 404
    answer = visitor.post("/api/blocks", data={"sample": "1"})
    assert (answer.status_code, answer.json["code"]) == (422, "file_missing")
    assert "sample" in create_app(Settings(FIRST)).test_client().get("/en/planners").text


def test_without_a_base_map_the_places_stand_alone(visitor, folder):
    assert not (folder / "basemap").exists()
    assert visitor.get("/basemap.geojson").json["features"] == []
    assert visitor.get("/map.svg").status_code == 200
    assert "OpenStreetMap" not in visitor.get("/en/").text


def test_both_scripts_are_found_by_either(visitor):
    keys = visitor.get("/search.json").json
    assert "老灯塔" in json.dumps(keys, ensure_ascii=False)
    assert "啟動天后宮的修繕" in visitor.get("/zh-hant/articles/essay-2026?text=found").text
    assert "启动天后宫的修缮" in re.sub("<[^>]+>", "", visitor.get("/zh-hans/articles/essay-2026?text=simplified").text)


def test_every_row_of_the_example_says_that_it_is_made_up():
    gazetteer = open_gazetteer(HARBOUR)
    assert len(gazetteer.places) == 26
    assert {place.source for place in gazetteer.places.values()} == {
        "Made up for the worked example; there is no such place"
    }
    articles = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in HARBOUR.glob("articles/*.json")}
    assert {one["date"][:4] for one in articles.values()} == {"2024", "2026"}
    assert all("made up" in one["notes"]["text"]["en"] for one in articles.values())


def test_the_published_layers_are_proved_against_the_folder(folder):
    layers = store.load(folder / "layers")
    assert list(layers.articles) == ["essay-2026", "plan-2024"]
    assert len(layers.articles["plan-2024"]["commitments"]) > 20


# The guide, to the letter


def lines_of(section):
    """Return the shell lines of a section of the guide."""
    guide = (FIRST / "YOUR_DISTRICT.md").read_text(encoding="utf-8")
    return re.search(r"```sh\n(.*?)```", guide.partition(f"\n## {section}")[2], re.DOTALL)[1]


@pytest.fixture
def begun(tmp_path):
    """The folder that the guide begins with, made by its own lines."""
    home = tmp_path / "home"
    home.mkdir()
    subprocess.run(["bash", "-e"], input=lines_of("2.").encode(), env={"HOME": str(home)} | BARE, check=True)
    return home / "wangchao"


def guided(section, folder):
    """Yield the arguments of each `mapapp` command of a section of the guide, for a folder."""
    for line in lines_of(section).splitlines():
        words = shlex.split(line, comments=True)
        if words[0].endswith("mapapp"):
            paths = [str(FIRST.parent / word) if word.startswith("tests/") else word for word in words[1:]]
            yield [str(folder) if word == "~/wangchao" else word for word in paths]


def test_the_guide_begins_with_every_column_and_an_outline(begun):
    assert (begun / "gazetteer.csv").read_text(encoding="utf-8").splitlines()[0] == ",".join(COLUMNS)
    gazetteer = open_gazetteer(begun)
    assert list(gazetteer.places) == ["wangchao"]
    assert gazetteer.district.geometry.equals(open_gazetteer(HARBOUR).district.geometry)


def test_the_lines_of_the_guide_make_a_map_from_an_empty_folder(begun, run):  # noqa: F811
    for arguments in guided("3.", begun):
        assert run(*arguments)[::2] == (0, ""), arguments
    assert len(open_gazetteer(begun).places) == 14
    reading = next(guided("4.", begun))
    assert "→ 老灯塔" in run(*reading)[1]
    shutil.copytree(HARBOUR / "articles", begun / "articles")
    assert run("build", "--geodata", begun)[0] == 0
    assert run(*next(guided("5.", begun)))[::2] == (0, "")
    client = create_app(Settings(begun)).test_client()
    assert "望海路" in client.get("/zh-hans/sites/wanghai-lu").text
    ground = client.get("/basemap.geojson").json["features"]
    assert {feature["properties"]["kind"] for feature in ground} >= {"lake", "street"}


def test_the_desk_takes_the_first_text_into_a_folder_that_has_none(begun):
    desk = create_desk(Settings(begun), by="Li Hua")
    sitting, token = desk.test_client(), desk.extensions["desk"].token
    facts = {"id": "plan-2024", "language": "zh-Hans", "author": "望潮区", "role": "区政府", "source": "made up"}
    content = (HARBOUR / "articles" / "plan-2024.txt").read_bytes()
    here = {"base_url": "http://127.0.0.1:8010", "headers": {"Origin": "http://127.0.0.1:8010"}}
    sent = {"token": token, "text": "", "file": (io.BytesIO(content), "plan.txt"), **facts}
    assert sitting.post("/en/new", data=sent, **here).status_code == 303
    assert sitting.post("/en/publish", data={"token": token}, **here).status_code == 303
    assert (begun / "articles" / "plan-2024.txt").read_bytes() == content
    assert proof.problems(begun) == []


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("gazetteer.csv", "gazetteer.csv with gazetteer.geojson beside it"),
        ("gazetteer.geojson", "gazetteer.csv with gazetteer.geojson beside it"),
        ("articles", "Put a UTF-8 text file NAME.txt and its NAME.json into this folder"),
    ],
)
def test_a_folder_that_lacks_something_is_told_what(begun, run, missing, sentence):  # noqa: F811
    if missing != "articles":
        (begun / missing).unlink()
    status, printed, complaint = run("build", "--geodata", begun)
    assert (status, printed) == (2, "")
    assert sentence in complaint
    assert not (begun / "layers").exists()
