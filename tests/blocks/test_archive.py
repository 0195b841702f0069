"""The gate that every zip passes."""

import io
import struct
import zipfile

import pytest

from mapapp.blocks.blocks import Limits
from mapapp.blocks.formats import archive
from mapapp.errors import (
    ArchiveCorrupt,
    ArchiveEncrypted,
    ArchiveListTooLong,
    ArchiveOverlapping,
    ArchivePackedTooTightly,
    ArchivePathUnsafe,
    ArchiveTooLarge,
    NothingInArchive,
)

USUAL = Limits()
KML = (".kml",)


def zipped(members, method=zipfile.ZIP_DEFLATED):
    """Return the bytes of a zip of `members`, contents by name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as packed:
        for name, content in members.items():
            packed.writestr(zipfile.ZipInfo(name), content, method)
    return held.getvalue()


@pytest.fixture
def unpack(tmp_path):
    def unpacked(content, limits=USUAL, suffixes=KML):
        path = tmp_path / "upload"
        path.write_bytes(content)
        try:
            return archive.unpack(path, "units.zip", limits, suffixes)
        finally:
            assert [one.name for one in tmp_path.iterdir()] == ["upload"]

    return unpacked


def test_only_what_is_wanted_comes_out_from_whatever_folder(unpack):
    members = {"a/doc.kml": b"one", "a/b/MORE.KML": b"two", "a/read.me": b"no"}
    assert unpack(zipped(members)) == {"a/doc.kml": b"one", "a/b/MORE.KML": b"two"}


def test_hidden_files_and_those_of_a_mac_are_passed_over(unpack):
    members = {"doc.kml": b"one", "__MACOSX/._doc.kml": b"two", ".old/doc.kml": b"three", "._doc.kml": b"four"}
    assert unpack(zipped(members)) == {"doc.kml": b"one"}


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x", "..\\x", "a\\x", "C:x", "c:/x", "a/.."])
def test_a_path_that_leads_outside_is_refused(unpack, name):
    with pytest.raises(ArchivePathUnsafe):
        unpack(zipped({"doc.kml": b"one", name: b"two"}))


def test_a_link_is_refused(unpack):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        link = zipfile.ZipInfo("doc.kml")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    with pytest.raises(ArchivePathUnsafe):
        unpack(held.getvalue())


@pytest.mark.parametrize(
    ("codec", "meant"), [("gbk", "西城街区/昞.kml"), ("utf-8", "西城.kml"), ("cp950", "功德區.kml")]
)
def test_names_without_a_mark_of_their_encoding_are_read_as_the_packer_meant_them(unpack, codec, meant):
    """In GBK 昞, and in Big5 功, end in the byte of a backslash, which is no path."""
    plain = "".join("x" * len(one.encode(codec)) if ord(one) > 127 else one for one in meant)
    content = zipped({plain: b"one"}).replace(plain.encode(), meant.encode(codec))
    assert list(unpack(content)) == [meant]


def test_names_in_utf8_are_read_as_such(unpack):
    assert list(unpack(zipped({"西城.kml": b"one"}))) == ["西城.kml"]


def marked(content, offset, value):
    """Return a zip with a field of its every local header and entry changed: the first at `offset` of the header."""
    changed = bytearray(content)
    for signature, shift in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + offset + shift : at + offset + shift + len(value)] = value
            at = changed.find(signature, at + 4)
    return bytes(changed)


def test_a_password_is_refused(unpack):
    with pytest.raises(ArchiveEncrypted):
        unpack(marked(zipped({"doc.kml": b"one"}), 6, struct.pack("<H", 1)))


@pytest.mark.parametrize(
    ("offset", "value"),
    [
        (14, b"\x00\x00\x00\x00"),
        (22, struct.pack("<I", 1000)),
        (22, struct.pack("<I", 200_000)),
        (8, struct.pack("<H", 12)),
    ],
    ids=["wrong sum", "says too little", "says too much", "packed by a rare method"],
)
def test_a_member_that_is_not_what_it_says_is_refused(unpack, offset, value):
    with pytest.raises(ArchiveCorrupt):
        unpack(marked(zipped({"data.bin": bytes(range(256)) * 400, "doc.kml": b"one"}), offset, value))


def test_a_zip_cut_anywhere_is_refused(unpack):
    content = zipped({"doc.kml": b"one", "more.kml": b"two"})
    for length in range(0, len(content), 7):
        with pytest.raises(ArchiveCorrupt):
            unpack(content[:length])


def test_what_unpacks_to_more_than_the_limit_is_refused_before_it_is_unpacked(unpack, monkeypatch):
    stored = zipped({f"{number}.kml": bytes(600_000) for number in range(2)})
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    with pytest.raises(ArchiveTooLarge, match="larger than 1 MB"):
        unpack(stored, Limits(unpacked_mb=1))


def test_what_packs_better_than_any_map_file_is_refused(unpack, monkeypatch):
    content = zipped({"doc.kml": bytes(archive.RATIO_FROM + 1)})
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    with pytest.raises(ArchivePackedTooTightly, match=r"“doc.kml” .* 200 times"):
        unpack(content)


def test_too_many_entries_are_refused(unpack):
    with pytest.raises(ArchiveListTooLong, match="512"):
        unpack(zipped({f"{number}.kml": b"" for number in range(archive.MOST_ENTRIES + 1)}))


def test_an_endless_list_of_entries_is_not_read(unpack, monkeypatch):
    monkeypatch.setattr(archive, "LONGEST_DIRECTORY", 1000)
    with pytest.raises(ArchiveListTooLong):
        unpack(zipped({f"{number}.kml": b"" for number in range(100)}))


def test_entries_that_share_their_bytes_are_refused(unpack):
    content = bytearray(zipped({"a.kml": b"one" * 100, "b.kml": b"one" * 100}, zipfile.ZIP_STORED))
    second = content.rfind(b"PK\x01\x02")
    content[second + 42 : second + 46] = struct.pack("<I", 0)
    with pytest.raises(ArchiveOverlapping):
        unpack(bytes(content))


def test_an_archive_within_an_archive_stays_closed(unpack):
    with pytest.raises(NothingInArchive):
        unpack(zipped({"inner.zip": zipped({"doc.kml": b"one"})}))


def test_the_kinds_of_files_in_an_archive_are_told_without_opening_one(tmp_path, monkeypatch):
    path = tmp_path / "upload"
    path.write_bytes(zipped({"a/Units.SHP": b"one", "b.dbf": b"two", "__MACOSX/c.kml": b"three"}))
    assert archive.suffixes(path) == {".shp", ".dbf"}
    monkeypatch.setattr(archive, "LONGEST_DIRECTORY", 10)
    assert archive.suffixes(path) == set()
    path.write_bytes(b"PK\x03\x04 and no more")
    assert archive.suffixes(path) == set()


def test_an_archive_of_nothing_holds_nothing(unpack):
    with pytest.raises(NothingInArchive):
        unpack(zipped({}))


def test_a_member_with_sizes_for_large_files_is_read(unpack):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed, packed.open("doc.kml", "w", force_zip64=True) as member:
        member.write(b"one")
    assert unpack(held.getvalue()) == {"doc.kml": b"one"}
