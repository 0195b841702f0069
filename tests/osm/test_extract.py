"""An extract of either form, element by element: what is read, what has a shape, and what is refused."""

from pathlib import Path

import numpy
import pyogrio
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from mapapp.errors import ElementBroken, ExtractBroken, ExtractTooFull, NoExtract
from mapapp.osm import elements
from mapapp.osm import pbf as pbf_reader
from mapapp.osm.extract import open_extract
from mapapp.osm.shapes import shape_of
from tests.intake.town import Town
from tests.osm import drawn

DATA = Path(__file__).parents[1] / "data"
BOX = (116.2, 39.8, 116.5, 40)


def opened(tmp_path, content):
    file = tmp_path / "some"
    file.write_bytes(content)
    return open_extract(file, BOX)


def town():
    """Return a drawing of a pond with an island, and of things that are broken, each in its own way."""
    town = drawn.Drawing()
    corners = [town.node(116.30 + x / 100, 39.90 + y / 100) for x, y in ((0, 0), (4, 0), (4, 4), (0, 4))]
    town.way(corners[:3], number=11)
    town.way([*corners[2:], corners[0]], number=12)
    town.area(116.31, 39.91, 116.32, 39.92, number=13, name="岛", place="island")
    pond = [("way", 11, "outer"), ("way", 12, "outer"), ("way", 13, "inner")]
    town.relation(pond, number=21, type="multipolygon", natural="water", name="池")
    town.relation(pond[:1], number=22, type="multipolygon", natural="water", name="半池")
    town.relation([*pond, ("way", 99, "outer")], number=23, type="multipolygon", name="缺池")
    town.relation([("relation", 21, "outer")], number=24, type="boundary", name="套池")
    town.relation([("way", 11, "")], number=25, type="route", name="1路")
    town.relation([("way", 11, "street"), ("way", 12, "street")], number=26, type="associatedStreet", name="池街")
    town.way([*corners[:2], 999], number=14, highway="residential", name="断街")
    town.way([corners[0], corners[0]], number=15, highway="residential", name="点街")
    town.way([corners[0], corners[2], corners[1], corners[3], corners[0]], number=16, leisure="park", name="结园")
    town.way(corners, number=17, leisure="park", name="开园")
    town.way([*corners, corners[0]], number=18, highway="pedestrian", name="环街")
    town.way([*corners, corners[0]], number=19, highway="pedestrian", area="yes", name="广场")
    town.node(200, 39.9, number=31, name="远处")
    return town


def shapes(extract):
    found = {}
    for element in extract.named():
        try:
            found[element.ref] = shape_of(element, extract)
        except ElementBroken as reason:
            found[element.ref] = str(reason).partition(": ")[2]
    return found


def test_both_forms_of_the_same_extract_hold_the_same(tmp_path):
    for one, other in (
        (DATA / "city.osm", DATA / "city.osm.pbf"),
        (tmp_path / "town.osm", tmp_path / "town.osm.pbf"),
    ):
        if one.parent == tmp_path:
            one.write_bytes(drawn.xml(town()))
            other.write_bytes(drawn.pbf(town()))
        xml, pbf = open_extract(one, BOX), open_extract(other, BOX)
        assert [(e.id, e.tags) for e in xml.named()] == [(e.id, e.tags) for e in pbf.named()]
        assert xml.named()
        assert shapes(xml) == shapes(pbf)
        assert xml.count() == pbf.count()


@pytest.mark.parametrize(("form", "ending"), [(drawn.xml, ".osm"), (drawn.pbf, ".osm.pbf")])
def test_another_reader_finds_the_same_lines(tmp_path, form, ending):
    file = tmp_path / f"town{ending}"
    file.write_bytes(form(Town().drawing))
    _, _, geometries, (ids,) = pyogrio.raw.read(file, layer="lines", columns=["osm_id"])
    theirs = {f"way/{id}": line for id, line in zip(ids, shapely.from_wkb(geometries), strict=True)}
    found = shapes(open_extract(file, BOX)).items()
    ours = {ref: shape for ref, shape in found if getattr(shape, "geom_type", "") == "LineString"}
    assert len(ours) > 500
    assert all(theirs[ref].equals_exact(line, 1e-9) for ref, line in ours.items())


def test_an_element_has_its_shape_or_the_reason_why_it_has_none(tmp_path):
    found = shapes(opened(tmp_path, drawn.xml(town())))
    pond = shapely.box(116.30, 39.90, 116.34, 39.94) - shapely.box(116.31, 39.91, 116.32, 39.92)
    assert found["relation/21"].equals(pond)
    assert found["way/18"].geom_type == "LineString"
    assert found["way/19"].geom_type == "Polygon"
    assert found["relation/26"].length == pytest.approx(0.16)
    assert found["relation/25"] is None
    told = {ref: why for ref, why in found.items() if isinstance(why, str)}
    assert told == {
        "relation/22": "its outline does not close.",
        "relation/23": "way/99 is not in the extract.",
        "relation/24": "it is made of relation/21.",
        "way/14": "node/999 is not in the extract.",
        "way/15": "it has fewer than two different nodes.",
        "way/16": "its outline crosses itself.",
        "way/17": "its outline does not close.",
        "node/31": "node/31 is not in the extract.",
    }


def test_what_is_marked_as_deleted_is_not_there(tmp_path):
    text = b'<osm><node id="1" lat="39.9" lon="116.3" %s><tag k="name" v="x"/></node></osm>'
    assert opened(tmp_path, text % b"").count() == 1
    assert opened(tmp_path, text % b'visible="false"').count() == 0
    assert opened(tmp_path, text % b'action="delete"').count() == 0


def test_of_two_elements_with_one_id_the_first_counts(tmp_path):
    twice = b'<osm><node id="1" lat="39.9" lon="116.3"/><node id="1" lat="12" lon="12"/></osm>'
    degrees, missing = opened(tmp_path, twice).degrees_of(numpy.array([1, 2]))
    assert degrees.tolist() == [[116.3, 39.9]]
    assert missing.tolist() == [2]


BOMB = (
    b'<!DOCTYPE osm [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><osm><node id="1">&b;</node></osm>'
)
OUTSIDE = b'<!DOCTYPE osm SYSTEM "file:///etc/passwd"><osm/>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (BOMB, "document type"),
        (OUTSIDE, "document type"),
        (b"<osmChange/>", "osmChange"),
        (b"<osm><node id='a' lat='1' lon='1'/></osm>", "usable id"),
        (b"<osm><node id='99999999999999999999' lat='1' lon='1'/></osm>", "usable id"),
        (b"<osm><way id='1'><nd/></way></osm>", "usable ref"),
        (b"<osm>" + b"<a>" * 99_999, "nested too deeply"),
        (b"<osm><node id='1' lat='1' lon='1'>", "no element found"),
        (b"<osm>" + b"\xff" * 9 + b"</osm>", "not well-formed"),
        (drawn.pbf(town())[:-3], "middle of a blob"),
        (drawn.pbf(town())[:60], "PBF"),
        (drawn.blob("OSMHeader", b'"\x15HistoricalInformation'), "HistoricalInformation"),
        (drawn.blob("OSMHeader", b"", field=4), "another way than zlib"),
        (drawn.blob("OSMHeader", bytes(30_000_000), stated=31), "does not unpack to what it states"),
        (drawn.blob("OSMHeader", b"\x0a"), "PBF"),
    ],
)
def test_a_document_that_is_no_sound_extract_is_refused(tmp_path, content, why):
    with pytest.raises(ExtractBroken, match=why):
        opened(tmp_path, content)


@pytest.mark.parametrize("position", range(40, len(drawn.pbf(town())), 7))
def test_a_changed_byte_is_refused_or_costs_shapes_and_changes_none(tmp_path, position):
    content = bytearray(drawn.pbf(town()))
    whole = shapes(opened(tmp_path, bytes(content)))
    content[position] ^= 0x55
    try:
        found = shapes(opened(tmp_path, bytes(content)))
    except (ExtractBroken, NoExtract):
        return
    drawn_still = {ref for ref, shape in found.items() if isinstance(shape, BaseGeometry)}
    assert len(found) < len(whole)
    assert all(found[ref].equals_exact(whole[ref]) for ref in drawn_still)


def test_what_unpacks_to_far_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(pbf_reader, "MOST_UNPACKED", 100)
    with pytest.raises(ExtractTooFull, match="MB unpacked"):
        opened(tmp_path, drawn.pbf(town()))


@pytest.mark.parametrize("form", [drawn.xml, drawn.pbf])
def test_what_holds_far_too_many_elements_is_refused(tmp_path, monkeypatch, form):
    monkeypatch.setattr(elements, "MOST", 10)
    with pytest.raises(ExtractTooFull, match="10 elements"):
        opened(tmp_path, form(town()))
