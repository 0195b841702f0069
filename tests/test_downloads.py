"""What can be taken along: read back by other programs, and compared with the layers."""

import csv
import hashlib
import io
import json
import re
import tempfile

import geopandas
import pyarrow.parquet
import pyogrio
import pytest
import shapely
from shapely.geometry import shape

from mapapp.earth.crs import reference
from mapapp.layers import store
from mapapp.publish import download, holdings
from mapapp.publish.holdings import COMMITMENTS
from mapapp.view.narrowing import left, listed
from mapapp.view.plates import plates
from mapapp.view.promises import promises
from mapapp.writing.spreadsheet import plain

GCJ = "GCJ-02"


def read_back(content, ending, layer=None):
    """Return a file as GDAL reads it, or pyarrow for GeoParquet, as a GeoDataFrame."""
    if ending == "parquet":
        return geopandas.read_parquet(io.BytesIO(content))
    with tempfile.NamedTemporaryFile(suffix=f".{ending}") as file:
        file.write(content)
        file.flush()
        return pyogrio.read_dataframe(file.name, layer=layer or pyogrio.list_layers(file.name)[0][0])


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", store.LAYERS)
@pytest.mark.parametrize("ending", ["geojson", "gpkg", "parquet"])
def test_every_layer_reads_back_as_it_is(client, layers, name, ending):
    features = layers.collections[name]["features"]
    answer = client.get(f"/layers/{name}.{ending}")
    read = read_back(answer.data, ending)
    assert answer.status_code == 200 and len(read) == len(features)
    assert list(read["name_zh_hans"]) == [one["properties"]["name_zh_hans"] for one in features]
    for found, feature in zip(read.geometry, features, strict=True):
        drawn = feature["geometry"] and shape(feature["geometry"])
        assert (found is None) == (drawn is None)
        assert drawn is None or shapely.equals_exact(found.normalize(), drawn.normalize(), 1e-9)


def test_a_csv_opens_as_chinese_and_holds_every_row(client, layers):
    answer = client.get("/layers/points.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf") and answer.mimetype == "text/csv"
    assert answer.data.count(b"\r\n") == len(layers.collections["points"]["features"]) + 1
    for row, feature in zip(rows_of(answer.data), layers.collections["points"]["features"], strict=True):
        properties = feature["properties"]
        assert row["quotes"] == "\n".join(one["quote"] for one in properties["commitments"])
        assert [float(row["x"]), float(row["y"])] == feature["geometry"]["coordinates"]
        assert shapely.from_wkt(row["wkt"]) == shape(feature["geometry"])
        assert (row["source"], row["licence"]) == (plain(properties["source"]), properties["licence"])
        assert row["receipt_sha256"] == layers.receipt["receipt_sha256"]


def test_kml_holds_the_quotes_and_the_places_in_wgs_84(client, layers):
    read = read_back(client.get("/layers/areas.kml").data, "kml")
    for (_, found), feature in zip(read.iterrows(), layers.collections["areas"]["features"], strict=True):
        assert found["Name"] == feature["properties"]["name_zh_hans"]
        assert found["quotes"] == feature["properties"]["commitments"][0]["quote"]
        assert shapely.equals_exact(found.geometry.normalize(), shape(feature["geometry"]).normalize(), 1e-9)


@pytest.mark.parametrize("ending", ["geojson", "csv", "gpkg", "parquet"])
def test_the_coordinates_that_are_asked_for_are_those_of_the_file_and_it_says_so(client, layers, ending):
    answer = client.get(f"/layers/points.{ending}?crs=EPSG:4548")
    due = [shape(feature["geometry"]) for feature in layers.collections["points"]["features"]]
    due = [reference("EPSG:4548").from_wgs84(shapely.get_coordinates(one))[0] for one in due]
    if ending == "csv":
        read = rows_of(answer.data)
        found = [(float(row["x"]), float(row["y"])) for row in read]
        assert {row["crs"] for row in read} == {"EPSG:4548"}
    else:
        read = read_back(answer.data, ending)
        found = [(point.x, point.y) for point in read.geometry]
        assert read.crs.to_epsg() == 4548
    for there, wanted in zip(found, due, strict=True):
        assert there == pytest.approx(tuple(wanted), abs=1e-3)


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4527", GCJ, "BD-09"])
def test_geojson_in_other_coordinates_says_which_and_how_far_they_may_be_off(client, crs):
    answer = json.loads(client.get(f"/layers/lines.geojson?crs={crs}").data)
    told, known = answer["mapapp"], reference(crs)
    assert (told["crs"], told["crs_accuracy_m"]) == (crs, known.accuracy_m)
    assert told["axes"] == ("longitude, latitude" if known.in_degrees else "easting, northing")
    if crs.startswith("EPSG"):
        assert answer["crs"]["properties"]["name"] == f"urn:ogc:def:crs:EPSG::{crs[5:]}"
    else:
        assert answer["datum"] == crs and "crs" not in answer


@pytest.mark.parametrize(("ending", "crs"), [("kml", "EPSG:4548"), ("kml", GCJ), ("gpkg", GCJ), ("parquet", "BD-09")])
def test_a_format_that_cannot_say_its_coordinates_is_refused_with_another_way(client, ending, crs):
    answer = client.get(f"/layers/points.{ending}?crs={crs}")
    problem = json.loads(answer.data)
    assert (answer.status_code, problem["code"]) == (422, "crs_unsupported")
    assert crs in problem["title_en"] and crs in problem["title_zh"]
    for instead in problem["candidates"]:
        assert client.get(f"/layers/points.{ending}?crs={instead}").status_code == 200


def positions(value):
    return [value] if isinstance(value[0], (int, float)) else [one for part in value for one in positions(part)]


@pytest.mark.parametrize("path", [*(f"/layers/{name}.geojson" for name in store.LAYERS), "/commitments.geojson"])
@pytest.mark.parametrize("query", ["", "?scope=site"])
def test_geojson_keeps_the_rules_of_rfc_7946(client, path, query):
    answer = client.get(path + query)
    collection = json.loads(answer.data)
    assert answer.mimetype == "application/geo+json" and "crs" not in collection
    assert collection["type"] == "FeatureCollection" and isinstance(collection["features"], list)
    ids = [feature["id"] for feature in collection["features"]]
    assert len(ids) == len(set(ids))
    for feature in collection["features"]:
        assert feature["type"] == "Feature" and isinstance(feature["properties"], dict)
        assert not {"coordinates", "geometries", "features"} & feature.keys()
        geometry = feature["geometry"]
        if geometry:
            assert all(
                len(one) == 2 and abs(one[0]) <= 180 and abs(one[1]) <= 90 for one in positions(geometry["coordinates"])
            )
        if geometry and geometry["type"] == "Polygon":
            assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in geometry["coordinates"])
            outer, *holes = [shapely.LinearRing(ring) for ring in geometry["coordinates"]]
            assert outer.is_ccw and not any(hole.is_ccw for hole in holes)


def test_the_commitments_are_all_there_each_at_every_place_that_it_names(client, layers):
    said = {one["id"]: one for article in layers.articles.values() for one in article["commitments"]}
    features = json.loads(client.get("/commitments.geojson").data)["features"]
    assert {feature["properties"]["commitment"] for feature in features} == set(said)
    for feature in features:
        properties = feature["properties"]
        source = layers.articles[properties["article"]]["texts"]["found"]
        assert source[properties["start"] : properties["end"]] == properties["printed"]
        assert properties["quote"] == said[properties["commitment"]]["quote"]
    for ending in ("csv", "gpkg", "parquet", "kml"):
        content = client.get(f"/commitments.{ending}").data
        read = rows_of(content) if ending == "csv" else read_back(content, ending)
        assert len(read) == len(features)


def test_a_filter_leaves_the_same_in_every_format_and_the_file_says_which(client, layers):
    theme = next(one for one in json.loads(client.get("/commitments.geojson?scope=site").data)["features"])
    theme = theme["properties"]["theme_id"]
    for path in ("/commitments", "/layers/lines"):
        whole, some = (json.loads(client.get(f"{path}.geojson{query}").data) for query in ("", f"?theme={theme}"))
        assert 0 < len(some["features"]) < len(whole["features"])
        assert some["mapapp"]["filters"] == {"theme": [theme]}
        for ending in ("csv", "gpkg", "parquet", "kml"):
            content = client.get(f"{path}.{ending}?theme={theme}").data
            read = rows_of(content) if ending == "csv" else read_back(content, ending)
            assert len(read) == len(some["features"])


@pytest.mark.parametrize(
    ("query", "count"),
    [("place=yuetan", 1), ("place=yuetan&place=dongpi", 2), ("scope=policy", 0), ("article=xicheng", 7)],
)
def test_layers_are_narrowed_by_place_scope_and_article(client, query, count):
    features = [
        feature
        for name in ("points", "areas", "lines")
        for feature in json.loads(client.get(f"/layers/{name}.geojson?{query}").data)["features"]
    ]
    asked = re.findall("place=([a-z]+)", query)
    assert not asked or {feature["id"] for feature in features} == set(asked)
    assert len(features) >= count and (count or not features)


@pytest.mark.parametrize("name", download.GIVEN)
def test_a_filter_that_there_is_not_is_refused_by_name(client, name):
    answer = client.get(f"/commitments.csv?{name}=nowhere")
    assert answer.status_code == 404 and "nowhere" in json.loads(answer.data)["title_zh"]


@pytest.mark.parametrize("ending", download.MODULES)
def test_a_filter_that_leaves_nothing_gives_an_empty_file_with_its_columns(client, ending):
    answer = client.get(f"/layers/areas.{ending}?scope=policy")
    assert answer.status_code == 200
    if ending == "csv":
        assert answer.data.decode("utf-8-sig").startswith("id,name_zh_hans") and rows_of(answer.data) == []
    elif ending != "kml":
        assert len(read_back(answer.data, ending)) == 0


@pytest.mark.parametrize("ending", download.MODULES)
def test_the_same_build_makes_the_same_bytes(layers, ending):
    every = listed(layers, promises(layers, plates(layers)))
    held = holdings.holding(layers, COMMITMENTS, left(every), {})
    assert download.write(ending, held) == download.write(ending, held)


@pytest.mark.parametrize(("name", "kind"), [("points", "Point"), ("lines", "LineString"), ("areas", "Polygon")])
def test_a_geopackage_states_the_one_kind_of_its_shapes(client, name, kind):
    with tempfile.NamedTemporaryFile(suffix=".gpkg") as file:
        file.write(client.get(f"/layers/{name}.gpkg").data)
        file.flush()
        assert dict(pyogrio.list_layers(file.name)) == {name: kind, "about": None}


def test_every_file_says_what_it_was_made_from_and_on_which_terms(client, layers):
    sealed = layers.receipt["receipt_sha256"]
    told = json.loads(client.get("/commitments.geojson").data)["mapapp"]
    assert told["receipt_sha256"] == sealed and "ODbL 1.0" in told["licences"]
    stored = pyarrow.parquet.read_schema(io.BytesIO(client.get("/commitments.parquet").data)).metadata
    assert json.loads(stored[b"mapapp"]) == told
    about = read_back(client.get("/commitments.gpkg").data, "gpkg", layer="about")
    assert dict(zip(about["about"], about["value"], strict=True))["receipt_sha256"] == sealed
    assert sealed in client.get("/commitments.kml").text
    assert json.loads(client.get("/receipt.json").data) == layers.receipt


def test_nothing_in_a_csv_begins_like_a_formula(client, layers):
    for path in ("/commitments.csv", "/layers/lines.csv"):
        for row in rows_of(client.get(path).data):
            assert all(plain(value) == value for value in row.values())


@pytest.mark.parametrize("path", ["/annotations.json", "/articles/xicheng/annotations.json"])
def test_commitments_are_annotations_whose_selectors_find_the_literal_quote(client, layers, path):
    answer = client.get(path)
    told = json.loads(answer.data)
    assert answer.mimetype == "application/ld+json" and "ns/anno.jsonld" in answer.headers["Content-Type"]
    assert told["@context"][0] == "http://www.w3.org/ns/anno.jsonld" and told["type"] == "AnnotationCollection"
    page = told["first"]
    said = [one for article in layers.articles.values() for one in article["commitments"]]
    assert page["type"] == "AnnotationPage" and page["startIndex"] == 0 and told["last"] == page["id"]
    assert told["total"] == len(page["items"]) == len(said)
    for item, commitment in zip(page["items"], said, strict=True):
        assert item["type"] == "Annotation" and item["id"].endswith(f"#{commitment['id']}")
        assert {body["type"] for body in item["body"]} <= {"TextualBody", "SpecificResource"}
        for target in item["target"]:
            source = client.get(target["source"]["id"].removeprefix("http://localhost")).text
            quote, position = target["selector"]
            assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
            assert source[position["start"] : position["end"]] == quote["exact"]
            assert quote["exact"] and source.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1
        assert item["target"][0]["selector"][0]["exact"] == commitment["printed"]


def test_an_annotation_names_the_places_of_its_commitment_by_their_pages(client, layers):
    items = json.loads(client.get("/annotations.json").data)["first"]["items"]
    said = {one["id"]: one for article in layers.articles.values() for one in article["commitments"]}
    for item in items:
        named = [body["source"] for body in item["body"] if body["type"] == "SpecificResource"]
        places = said[item["id"].rpartition("#")[2]]["places"]
        assert [address.rpartition("/")[2] for address in named] == places
    assert all(client.get(one.removeprefix("http://localhost")).status_code == 200 for one in named)


def test_annotations_of_an_article_that_there_is_not_are_refused(client):
    assert client.get("/articles/none/annotations.json").status_code == 404


def test_the_places_keep_to_linked_places(client, layers):
    told = json.loads(client.get("/places.jsonld").data)
    features = [one for name in store.LAYERS for one in layers.collections[name]["features"]]
    assert told["type"] == "FeatureCollection" and told["@context"].endswith("linkedplaces-context-v1.1.jsonld")
    assert len({one["@id"] for one in told["features"]}) == len(told["features"]) == len(features)
    for place, feature in zip(told["features"], features, strict=True):
        properties = feature["properties"]
        assert place["type"] == "Feature" and {"title", "ccodes", "fclasses"} <= place["properties"].keys()
        assert set(place["properties"]["fclasses"]) <= set("AHLPRST")
        assert place["names"][0]["toponym"] == properties["name_zh_hans"]
        assert place["names"][0]["citations"][0]["label"] == properties["source"]
        assert [one["label"] for one in place["types"]] == [properties["kind"]]
        drawn = place["geometry"]["geometries"]
        assert place["geometry"]["type"] == "GeometryCollection" and len(drawn) == bool(feature["geometry"])
        for geometry in drawn:
            assert geometry["coordinates"] == feature["geometry"]["coordinates"]
            assert (geometry["certainty"] == "less-certain") == (properties["certainty"] == "approximate")


def test_the_catalogue_states_size_hash_and_licence_of_every_file(client):
    told = json.loads(client.get("/dcat.jsonld").data)
    assert told["@type"] == "dcat:Catalog" and len(told["dcat:dataset"]) == len(store.LAYERS) + 1
    assert {title["@language"] for title in told["dct:title"]} == {"zh-Hans", "zh-Hant", "en"}
    for dataset in told["dcat:dataset"]:
        page, _, name = dataset["@id"].removeprefix("http://localhost").partition("#")
        assert f'id="{name}"' in client.get(page).text
        assert dataset["@type"] == "dcat:Dataset" and len(dataset["dcat:distribution"]) == len(download.MODULES)
        for file in dataset["dcat:distribution"]:
            answer = client.get(file["dcat:downloadURL"]["@id"].removeprefix("http://localhost"))
            assert int(file["dcat:byteSize"]["@value"]) == len(answer.data)
            digest = file["spdx:checksum"]["spdx:checksumValue"]["@value"]
            assert hashlib.sha256(answer.data).hexdigest() == digest
            assert file["dct:license"] and all(one["@id"].startswith("https://") for one in file["dct:license"])
            assert file["dcat:mediaType"]["@id"].endswith(f"/{answer.mimetype}")


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_page_of_downloads_leads_to_every_file_and_says_its_size_and_terms(client, language):
    page = client.get(f"/{language}/downloads").text
    links = re.findall(r'<th scope="row"><a href="([^"]+)">', page)
    assert len(links) == (len(store.LAYERS) + 1) * len(download.MODULES) + 4
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200
        if not link.startswith(("/annotations", "/places", "/dcat", "/receipt")):
            assert f"{max(round(len(answer.data) / 1000), 1)} kB" in page
    assert "ODbL 1.0" in page and "EPSG:4548" in page and "<script" not in page.partition("<main")[2]
    assert f'href="/{language}/downloads"' in client.get(f"/{language}/about").text
    assert "/downloads" not in client.get(f"/{language}/").text


def test_the_layers_are_small_enough_to_go_without_vector_tiles(layers):
    assert 0 < sum(len(layers.files[f"{name}.geojson"]) for name in layers.collections) < 5_000_000
