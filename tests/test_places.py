"""Places: the gazetteer's rows and shapes, and the sites that commitments name."""

import csv
import json
import re
from pathlib import Path

import geopandas
import pytest
from shapely.geometry import LineString, Point

from mapapp import errors, paths
from mapapp.earth.metres import metric_crs
from mapapp.places.gazetteer import SHAPES, TABLE, open_gazetteer
from mapapp.places.ground import check_ground, metres_outside
from mapapp.places.sites import find_sites

DATA = Path(__file__).parent / "data"
NAMED = {
    *("shichahai", "fuchengmennei-dajie", "gulou-xidajie", "nanchang-jie", "beichang-jie", "xidan-wenhua-guangchang"),
    *("xidan-beidajie", "nan-xinhua-jie", "dianmennei-dajie", "dongpi", "jinrong-jie", "zhongzhouxian", "dayunhe"),
    *("xiannongtan", "yuetan", "tan-sitong-guju", "tianning-yihao", "zhuanta-hutong", "xichanganjie-jiedao"),
}


@pytest.fixture(scope="module")
def gazetteer():
    return open_gazetteer(paths.geodata())


def rewrite_row(geodata, id, changes):
    """Change columns of one row of the table."""
    with open(geodata / TABLE, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["id"] == id:
            row.update(changes)
    write_table(geodata, rows)


def write_table(geodata, rows):
    with open(geodata / TABLE, "w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def rewrite_shape(geodata, id, geometry):
    collection = json.loads((geodata / SHAPES).read_text(encoding="utf-8"))
    for feature in collection["features"]:
        if feature["id"] == id:
            feature["geometry"] = geometry
    (geodata / SHAPES).write_text(json.dumps(collection), encoding="utf-8")


def refusal(geodata):
    """Return the one problem that the gazetteer of `geodata` has."""
    with pytest.raises(errors.Findings) as refused:
        check_ground(geodata / SHAPES, open_gazetteer(geodata))
    (problem,) = refused.value.problems
    return problem


def test_every_named_place_the_district_and_its_subdistricts_have_a_row(gazetteer):
    kinds = [place.kind for place in gazetteer.places.values()]
    assert gazetteer.places.keys() >= NAMED
    assert gazetteer.district.id == "xicheng"
    assert kinds.count("subdistrict") == 15


def test_every_position_says_how_sure_it_is_and_where_it_comes_from(gazetteer):
    for place in gazetteer.places.values():
        assert place.source and place.licence and place.method and place.method_zh_hans
        assert bool(place.geometry) == bool(place.certainty) == bool(place.accuracy_m), place.id


def test_a_row_from_openstreetmap_states_its_licence(gazetteer):
    for place in gazetteer.places.values():
        assert ("OpenStreetMap" in place.source) == (place.licence == "ODbL 1.0"), place.id


def test_an_approximate_place_does_not_claim_to_be_precise(gazetteer):
    placed_by_hand = ["xidan-wenhua-guangchang", "dongpi", "dayunhe", "tan-sitong-guju", "tianning-yihao"]
    for id in placed_by_hand:
        assert gazetteer.places[id].certainty == "approximate"
        assert gazetteer.places[id].accuracy_m >= 150


def test_a_subdistrict_has_no_made_up_outline(gazetteer):
    assert all(place.geometry is None for place in gazetteer.places.values() if place.kind == "subdistrict")


def test_nothing_lies_far_outside_the_district_but_what_is_said_to(gazetteer):
    check_ground("gazetteer.geojson", gazetteer)
    beyond = {place.id for place in gazetteer.places.values() if place.beyond}
    assert beyond >= {"zhongzhouxian", "tiananmen", "gulou", "zhonglou", "zhengyangmen", "beijingnan-zhan"}
    assert not beyond & {"xidan-zhan", "gongwangfu", "shichahai", "taoranting-gongyuan"}


def landmarks():
    """Return the landmarks by place: points in WGS-84 from OpenStreetMap (ODbL), named by their element."""
    by_place = {}
    with open(DATA / "landmarks.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            by_place.setdefault(row["place"], []).append(Point(float(row["lon"]), float(row["lat"])))
    return by_place


@pytest.mark.parametrize(("id", "points"), landmarks().items())
def test_a_place_lies_within_its_accuracy_of_its_landmarks(gazetteer, id, points):
    place = gazetteer.places[id]
    crs = metric_crs(place.geometry.centroid.x)
    ground = geopandas.GeoSeries([place.geometry, *points], crs="EPSG:4326").to_crs(crs)
    assert max(ground.iloc[1:].distance(ground.iloc[0])) <= place.accuracy_m


def test_a_street_is_known_to_120_metres(gazetteer):
    streets = [place for place in gazetteer.places.values() if place.certainty == "street"]
    assert len(streets) == 29
    assert max(place.accuracy_m for place in streets) <= 120


def test_metres_outside_are_metres(gazetteer):
    outline = gazetteer.district.geometry
    east = Point(116.4, 39.9)
    inside, line = Point(116.36, 39.91), LineString([(116.36, 39.91), (116.4, 39.9)])
    metres = metres_outside([inside, east, line], outline)
    assert metres[0] == 0
    assert metres[1] == metres[2] == pytest.approx(740, abs=60)


@pytest.mark.parametrize(
    ("id", "changes", "error", "words"),
    [
        ("yuetan", {"source": ""}, errors.ValueMissing, ["gazetteer.csv", "yuetan", "source"]),
        ("beijing", {"id": "../etc"}, errors.ValueRefused, ["id", "../etc"]),
        ("yuetan", {"aliases": "坛"}, errors.NameTooShort, ["坛"]),
        ("yuetan", {"subdistrict": "moon-jiedao"}, errors.SubdistrictUnknown, ["moon-jiedao"]),
        ("yuetan", {"kind": "moon"}, errors.ValueRefused, ["kind", "moon"]),
        ("yuetan", {"accuracy_m": "-3"}, errors.ValueRefused, ["accuracy_m", "-3"]),
        ("yuetan", {"accuracy_m": ""}, errors.ValueMissing, ["accuracy_m"]),
        ("yuetan", {"beyond": "maybe"}, errors.ValueRefused, ["beyond"]),
        ("yuetan", {"aliases": "金融街"}, errors.NameClaimedTwice, ["金融街", "jinrong-jie", "yuetan"]),
        ("yuetan", {"shared_aliases": "双坛"}, errors.ShareAlone, ["双坛"]),
        ("yuetan", {"kind": "street", "certainty": "exact"}, errors.ShapeUnfit, ["street", "Point"]),
        ("niujie-jiedao", {"certainty": "area", "accuracy_m": "100"}, errors.ShapeMissing, ["niujie-jiedao"]),
    ],
)
def test_a_bad_row_is_named_with_what_to_do(geodata, id, changes, error, words):
    rewrite_row(geodata, id, changes)
    problem = refusal(geodata)
    assert isinstance(problem, error)
    assert all(word in str(problem) for word in words), str(problem)
    assert problem.sentence("zh-hans") != str(problem)


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        ({"type": "Point", "coordinates": [39.916543, 116.345794]}, "not degrees"),
        ({"type": "Point", "coordinates": [39.91, 16.34]}, "outside the outline"),
        ({"type": "Point", "coordinates": [116.43, 39.91]}, "outside the outline"),
        ({"type": "Point", "coordinates": []}, "not valid|not a GeoJSON geometry"),
        ({"type": "Point", "coordinates": ["east", "north"]}, "not a GeoJSON geometry"),
        (None, "not a GeoJSON geometry"),
    ],
)
def test_a_bad_shape_is_named(geodata, geometry, words):
    rewrite_shape(geodata, "yuetan", geometry)
    with pytest.raises(errors.Findings) as refused:
        check_ground(geodata / SHAPES, open_gazetteer(geodata))
    assert re.search(words, str(refused.value))
    assert "yuetan" in str(refused.value)


def test_a_self_crossing_area_is_named(geodata):
    ring = [[116.35, 39.90], [116.36, 39.91], [116.36, 39.90], [116.35, 39.91], [116.35, 39.90]]
    rewrite_shape(geodata, "jinrong-jie", {"type": "Polygon", "coordinates": [ring]})
    assert "Self-intersection" in str(refusal(geodata))


def test_an_id_may_stand_once_only(geodata):
    text = (geodata / TABLE).read_text(encoding="utf-8")
    (geodata / TABLE).write_text(text.replace("\nbeijing,北京市,北京市", "\nyuetan,北京市,北京市"), encoding="utf-8")
    with pytest.raises(errors.Findings, match="already stands in row"):
        open_gazetteer(geodata)


def test_all_problems_are_named_at_once(geodata):
    rewrite_row(geodata, "yuetan", {"source": ""})
    rewrite_row(geodata, "jinrong-jie", {"kind": "moon"})
    with pytest.raises(errors.Findings) as refused:
        open_gazetteer(geodata)
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize("name", [TABLE, SHAPES])
@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00", b"{}"])
def test_a_broken_file_is_named(geodata, name, content):
    if content is None:
        (geodata / name).unlink()
    else:
        (geodata / name).write_bytes(content)
    with pytest.raises(errors.MapappError, match=name):
        open_gazetteer(geodata)


def test_a_row_with_a_cell_too_many_is_refused(geodata):
    with open(geodata / TABLE, "a", encoding="utf-8") as file:
        file.write("," * 20 + "\n")
    lines = len((geodata / TABLE).read_text(encoding="utf-8").splitlines())
    with pytest.raises(errors.GazetteerUnreadable, match=f"line {lines} has more cells"):
        open_gazetteer(geodata)


@pytest.mark.parametrize(
    "content",
    [
        '{"features": null}',
        '{"features": [1]}',
        "[" * 100_000,
        '{"crs": {"type": "name", "properties": {"name": "EPSG:4490"}}, "features": []}',
    ],
)
def test_shapes_of_another_form_or_datum_are_refused(geodata, content):
    (geodata / SHAPES).write_text(content, encoding="utf-8")
    with pytest.raises(errors.GazetteerUnreadable, match=r"gazetteer\.geojson"):
        open_gazetteer(geodata)


def test_shapes_and_rows_belong_together(geodata):
    text = (geodata / SHAPES).read_text(encoding="utf-8")
    (geodata / SHAPES).write_text(text.replace('"id": "yuetan"', '"id": "moon"'), encoding="utf-8")
    with pytest.raises(errors.Findings) as refused:
        open_gazetteer(geodata)
    assert {type(problem) for problem in refused.value.problems} == {errors.ShapeWithoutRow, errors.ShapeMissing}


def test_a_site_has_every_commitment_that_names_it(read_article):
    sites = find_sites(read_article.gazetteer, {read_article.doc: read_article.survey})
    for scoped in read_article.survey.commitments:
        for index in scoped.mentions:
            named = read_article.survey.mentions[index]
            if named.kind != "district":
                owners = [sites[id].commitments for id in named.mention.place_ids]
                assert all((read_article.doc, scoped) in commitments for commitments in owners)


def test_district_wide_commitments_belong_to_the_district_alone(read_article):
    sites = find_sites(read_article.gazetteer, {read_article.doc: read_article.survey})
    whole = [scoped for scoped in read_article.survey.commitments if scoped.scope == "district"]
    assert [scoped for _, scoped in sites[read_article.gazetteer.district.id].commitments] == whole
