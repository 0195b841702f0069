"""What search engines are told: everything may be read, and which pages there are."""

import shutil
from xml.etree import ElementTree

from mapapp.atlas.build import build
from mapapp.layers import store
from mapapp.publish.siteindex import NAMESPACE, paths
from mapapp.settings import Settings
from mapapp.view.plates import plates
from mapapp.web.app import create_app
from mapapp.web.language import LANGUAGES
from tests.conftest import FIRST, SECOND

PUBLIC = "https://city.example/west"


def listed(client):
    answer = client.get("/sitemap.xml")
    assert answer.status_code == 200 and answer.mimetype == "application/xml"
    return [entry.text for entry in ElementTree.fromstring(answer.data).iter(f"{{{NAMESPACE}}}loc")]


def test_every_page_is_listed_once_in_every_language_and_is_there(layers, times):
    client = create_app(Settings(FIRST, PUBLIC)).test_client()
    addresses = listed(client)
    assert len(addresses) == len(set(addresses)) == 3 * (4 + 1 + len(plates(layers)) + 15)
    for address in addresses[:: times(2, 1)]:
        page = client.get(address.removeprefix(PUBLIC))
        assert page.status_code == 200
        assert f'<link rel="canonical" href="{address}">' in page.text


def test_another_district_lists_its_own_pages(tmp_path):
    geodata = shutil.copytree(SECOND, tmp_path / "second")
    store.publish(geodata / "layers", build(geodata))
    addresses = listed(create_app(Settings(geodata, PUBLIC)).test_client())
    own = paths(store.load(geodata / "layers"))
    assert "/articles/dongcheng" in own and "/sites/gulou" in own
    assert {f"{PUBLIC}/{code}{path}" for code in LANGUAGES for path in own} == set(addresses)


def test_robots_txt_allows_everything_and_names_the_list_where_its_address_is_known(client):
    assert client.get("/robots.txt").text == "User-agent: *\nAllow: /\n"
    public = create_app(Settings(FIRST, PUBLIC)).test_client()
    assert f"Sitemap: {PUBLIC}/sitemap.xml\n" in public.get("/robots.txt").text


def test_without_an_address_of_its_own_the_site_lists_none(client):
    assert client.get("/sitemap.xml").status_code == 404
