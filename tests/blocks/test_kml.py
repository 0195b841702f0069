"""KML and KMZ: placemarks, their attributes and folders, and nothing that a KML could call in."""

import pytest
import shapely

from mapapp.blocks.blocks import Limits, Wishes
from mapapp.blocks.formats import kml
from mapapp.errors import (
    ArchivePathUnsafe,
    ContentMismatch,
    EncodingInvalid,
    GeometryCorrupt,
    KMLCorrupt,
    LayerEmpty,
    LayerUnknown,
    LinksOnly,
    NothingInArchive,
    TooManyColumns,
    TooManyFeatures,
    TooManyVertices,
    XMLDTDNotAllowed,
)
from tests.blocks.test_archive import zipped

NO_WISHES, USUAL = Wishes(), Limits()
SQUARE = "0,0,7 0,4,7 4,4,7 4,0,7 0,0,7"
HOLE = "1,1 3,1 3,3 1,3 1,1"
POINT = "<Point><coordinates>116.36,39.91,5</coordinates></Point>"


def document(body, prolog='<?xml version="1.0" encoding="UTF-8"?>'):
    return f'{prolog}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{body}</Document></kml>'


def placemark(geometry=POINT, more=""):
    return f"<Placemark>{more}{geometry}</Placemark>"


def ring(where, coordinates):
    return f"<{where}><LinearRing><coordinates>{coordinates}</coordinates></LinearRing></{where}>"


def polygon(shell=SQUARE, *holes):
    inner = "".join(ring("innerBoundaryIs", hole) for hole in holes)
    return f"<Polygon>{ring('outerBoundaryIs', shell)}{inner}</Polygon>"


@pytest.fixture
def read(tmp_path):
    def found(content, wishes=NO_WISHES, limits=USUAL):
        path = tmp_path / "upload"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return kml.read(path, "单元.kml", wishes, limits)

    return found


@pytest.mark.parametrize(
    ("geometry", "wkt"),
    [
        (POINT, "POINT (116.36 39.91)"),
        (polygon(SQUARE, HOLE), "POLYGON ((0 0, 0 4, 4 4, 4 0, 0 0), (1 1, 3 1, 3 3, 1 3, 1 1))"),
        ("<LineString><coordinates>\n 1,2\t3,4 </coordinates></LineString>", "LINESTRING (1 2, 3 4)"),
        ("<Point><coordinates>1 , 2, 3</coordinates></Point>", "POINT (1 2)"),
        (f"<MultiGeometry>{polygon()}{polygon('9,9 9,8 8,8 9,9')}</MultiGeometry>",
         "MULTIPOLYGON (((0 0, 0 4, 4 4, 4 0, 0 0)), ((9 9, 9 8, 8 8, 9 9)))"),
        (f"<MultiGeometry><MultiGeometry>{polygon()}</MultiGeometry>{POINT}</MultiGeometry>",
         "GEOMETRYCOLLECTION (POLYGON ((0 0, 0 4, 4 4, 4 0, 0 0)), POINT (116.36 39.91))"),
        (polygon("0,0 1,1 0,0"), "POLYGON EMPTY"),
        (polygon(SQUARE, "1,1 2,2"), "POLYGON ((0 0, 0 4, 4 4, 4 0, 0 0))"),
    ],
)  # fmt: skip
def test_shapes_are_read_without_their_heights(read, geometry, wkt):
    (shape,) = read(document(placemark(geometry))).geometry
    assert shape.equals_exact(shapely.from_wkt(wkt))
    assert not shape.has_z


@pytest.mark.parametrize(
    "geometry",
    ["", "<Point/>", "<Point><coordinates> </coordinates></Point>", "<Model/>", "<LineString/>", "<MultiGeometry/>"],
)
def test_a_placemark_without_a_shape_has_none(read, geometry):
    assert list(read(document(placemark(geometry))).geometry) == [None]


def test_coordinates_are_wgs84_by_the_rule_of_the_format(read):
    found = read(document(placemark()))
    assert (found.format, found.crs, found.by_format) == ("KML", None, True)


def test_attributes_are_the_text_that_was_written(read):
    data = (
        "<ExtendedData><Data name='编号'><displayName>no</displayName><value>001</value></Data>"
        "<SchemaData schemaUrl='#s'><SimpleData name='面积'> 0.50 </SimpleData><SimpleData name='name'>x</SimpleData>"
        "</SchemaData></ExtendedData>"
    )
    html = "<description><![CDATA[<script>alert(1)</script>]]></description>"
    found = read(document(placemark(more="<name>月坛 &amp; 德胜</name>" + html + data) + placemark(more="<name/>")))
    assert found.columns == {
        "name": ["月坛 & 德胜", None],
        "description": ["<script>alert(1)</script>", None],
        "编号": ["001", None],
        "面积": ["0.50", None],
        "name_2": ["x", None],
    }


FOLDERS = document(
    f"<Folder><name>站点</name>{placemark()}</Folder>"
    f"<Folder><name>全部</name><Folder><name>单元</name>{placemark(polygon())}{placemark(polygon())}</Folder></Folder>"
    f"<Folder>{placemark()}</Folder><Folder><name>站点</name>{placemark()}</Folder>"
)


def test_folders_with_placemarks_are_layers_and_all_of_them_are_read(read):
    found = read(FOLDERS)
    assert found.layers == ("站点", "单元", "单元_2", "站点_2")
    assert (found.layer, len(found.geometry)) == ("站点 + 单元 + 单元_2 + 站点_2", 5)


def test_the_layer_that_is_wished_for_is_read(read):
    assert len(read(FOLDERS, Wishes(layer="站点")).geometry) == 1
    with pytest.raises(LayerUnknown) as refused:
        read(FOLDERS, Wishes(layer="无"))
    assert refused.value.facts["candidates"][:2] == ["站点", "单元"]


@pytest.mark.parametrize(
    ("prolog", "codec", "encoding", "code"),
    [
        ('<?xml version="1.0" encoding="UTF-8"?>', "utf-8", "UTF-8", "encoding_used"),
        ("", "utf-8-sig", "UTF-8", "encoding_used"),
        ('<?xml version="1.0" encoding="GBK"?>', "gbk", "GBK", "encoding_used"),
        ("<?xml version='1.0' encoding='gb2312' standalone='yes'?>", "gbk", "GBK", "encoding_used"),
        ('<?xml version="1.0" encoding="UTF-8"?>', "gbk", "GB18030", "encoding_guessed"),
        ('<?xml version="1.0" encoding="UTF-16"?>', "utf-16", "UTF-16", "encoding_used"),
        ('<?xml version="1.0" encoding="Big5"?>', "cp950", "Big5", "encoding_used"),
    ],
)
def test_the_declared_encoding_is_heard_and_another_found_where_it_is_wrong(read, prolog, codec, encoding, code):
    found = read(document(placemark(more="<name>月台北街</name>"), prolog).encode(codec))
    assert found.columns == {"name": ["月台北街"]}
    assert (found.encoding, [finding.code for finding in found.findings]) == (encoding, [code])


def test_text_in_another_encoding_than_was_wished_is_refused(read):
    with pytest.raises(EncodingInvalid):
        read(document(placemark(more="<name>月坛</name>")).encode("gbk"), Wishes(encoding="utf-8"))


@pytest.mark.parametrize(
    "doctype", ["<!DOCTYPE kml>", '<!DOCTYPE kml [<!ENTITY a "b">]>', '<!DOCTYPE kml SYSTEM "file:///etc/passwd">']
)
def test_any_document_type_is_refused(read, doctype):
    with pytest.raises(XMLDTDNotAllowed):
        read(document(placemark(more="<name>&a;</name>"), doctype))


def test_another_root_is_no_kml(read):
    with pytest.raises(ContentMismatch):
        read("<OGRVRTDataSource/>")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no xml",
        "\0" * 9,
        document(placemark())[:-20],
        document("<name>&nbsp;</name>"),
        document("\x01"),
        document("<Folder>" * 100 + "</Folder>" * 100),
        "<kml>" * 100_000,
    ],
)
def test_broken_or_endlessly_nested_xml_is_refused(read, content):
    with pytest.raises(KMLCorrupt):
        read(content)


@pytest.mark.parametrize(
    "coordinates", ["116.36", "116°,39°", "a,b", "1,2,3,4", "nan,1", "1_0,2", "1-2,3", "1,2 3", ",,"]
)
def test_coordinates_that_are_no_numbers_are_refused_with_their_placemark(read, coordinates):
    with pytest.raises(GeometryCorrupt, match="placemark 2"):
        read(document(placemark() + placemark(f"<Point><coordinates>{coordinates}</coordinates></Point>")))


def test_a_document_without_placemarks_is_empty(read):
    with pytest.raises(LayerEmpty):
        read(document("<NetworkLink><Link><href>http://127.0.0.1/x.kml</href></Link></NetworkLink>"))


@pytest.mark.parametrize(
    ("limits", "refusal"),
    [
        (Limits(features=1), TooManyFeatures),
        (Limits(vertices=9), TooManyVertices),
        (Limits(columns=0), TooManyColumns),
    ],
)
def test_more_than_a_limit_is_refused(read, limits, refusal):
    with pytest.raises(refusal):
        read(document(placemark(polygon(), "<name>a</name>") * 2), limits=limits)


def test_the_main_document_of_a_kmz_is_read_and_others_are_named(read):
    one, two = document(placemark(more="<name>1</name>")), document(placemark(more="<name>2</name>"))
    found = read(zipped({"a.kml": two, "doc.kml": one, "styles.kml": document("")}))
    assert found.columns == {"name": ["1"]}
    assert [finding.notes for finding in found.findings if finding.code == "files_not_read"] == [("a.kml",)]
    assert read(zipped({"doc.kml": document(""), "files/a.kml": two})).columns == {"name": ["2"]}
    assert read(zipped({"doc.kml": one})).format == "KMZ"


def test_all_documents_of_a_kmz_without_a_main_one_are_read(read):
    members = {f"{name}.kml": document(placemark(more=f"<name>{name}</name>")) for name in "ab"}
    found = read(zipped(members))
    assert found.columns == {"name": ["a", "b"]}
    assert found.findings == ()
    with pytest.raises(TooManyFeatures):
        read(zipped(members), limits=Limits(features=1))


def test_links_to_other_files_are_not_followed_and_counted(read):
    link = "<NetworkLink><Link><href>http://127.0.0.1/a.kml</href></Link></NetworkLink>"
    found = read(document(link + placemark() + link))
    assert [(one.code, one.facts) for one in found.findings if "links" in one.code] == [
        ("links_not_followed", {"count": 2})
    ]
    with pytest.raises(LinksOnly, match="only links"):
        read(document(link))


def test_a_kmz_passes_the_gate_of_every_archive(read):
    with pytest.raises(ArchivePathUnsafe):
        read(zipped({"doc.kml": document(placemark()), "../x": ""}))
    with pytest.raises(NothingInArchive):
        read(zipped({"units.geojson": ""}))
