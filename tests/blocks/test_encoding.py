"""The encoding of a planner's text."""

import pytest

from mapapp.blocks import encoding
from mapapp.errors import EncodingInvalid, EncodingUnknown

SIMPLIFIED = ["西长安街街区", "金融街街区", "什刹海街区", "月坛街区", "名称"]
TRADITIONAL = ["西長安街", "什剎海", "磚塔胡同", "月壇", "名稱"]


def written(words, codec):
    return [word.encode(codec) for word in words]


def decoded(samples, *args, **options):
    """Return the encoding that is found, the code of the finding, and the words as they are then read."""
    found, finding = encoding.decode(samples, "units.csv", *args, **options)
    return found, finding and finding.code, [encoding.text(sample, found) for sample in samples]


@pytest.mark.parametrize(
    ("words", "codec", "stated", "found", "code"),
    [
        (SIMPLIFIED, "utf-8", [], "UTF-8", "encoding_used"),
        (SIMPLIFIED, "gbk", [], "GB18030", "encoding_guessed"),
        (SIMPLIFIED, "gbk", ["GBK"], "GBK", "encoding_used"),
        (SIMPLIFIED, "gbk", ["", "936"], "GBK", "encoding_used"),
        (SIMPLIFIED, "gbk", ["UTF-8"], "GB18030", "encoding_guessed"),
        (SIMPLIFIED, "gbk", ["UTF-8", "936"], "GBK", "encoding_guessed"),
        (SIMPLIFIED, "gbk", ["1252"], "GB18030", "encoding_guessed"),
        (SIMPLIFIED, "utf-8", ["GBK"], "UTF-8", "encoding_guessed"),
        (SIMPLIFIED, "utf-8", ["klingon"], "UTF-8", "encoding_used"),
        (TRADITIONAL, "cp950", [], "Big5", "encoding_guessed"),
        (TRADITIONAL, "cp950", ["950"], "Big5", "encoding_used"),
        (TRADITIONAL, "cp950", ["GBK"], "Big5", "encoding_guessed"),
        (TRADITIONAL, "gbk", [], "GB18030", "encoding_guessed"),
        (["𠮷祥里", "㐂"], "gb18030", ["GB18030"], "GB18030", "encoding_used"),
        (["Café", "d'été"], "cp1252", ["1252"], "Windows-1252", "encoding_used"),
    ],
)
def test_the_stated_encoding_is_taken_where_it_makes_sense_and_another_one_where_that_does(
    words, codec, stated, found, code
):
    assert decoded(written(words, codec), stated) == (found, code, words)


def test_text_of_ascii_alone_says_nothing_of_its_encoding():
    assert decoded([b"XC-01", b"XC-02"]) == ("UTF-8", None, ["XC-01", "XC-02"])


def test_what_the_planner_says_is_taken_at_their_word():
    assert decoded(written(SIMPLIFIED, "gbk"), ["UTF-8"], "gb2312") == ("GBK", "encoding_used", SIMPLIFIED)
    found, _, words = decoded(written(TRADITIONAL, "cp950"), [], "GB18030")
    assert found == "GB18030"
    assert words != TRADITIONAL


def test_text_that_is_not_in_the_wished_encoding_is_refused():
    with pytest.raises(EncodingInvalid, match="not UTF-8"):
        decoded(written(SIMPLIFIED, "gbk"), [], "utf8")


def test_an_encoding_that_nobody_knows_is_refused_with_those_that_are_known():
    with pytest.raises(EncodingUnknown) as refused:
        decoded([b"a"], [], "base64")
    assert "GB18030" in refused.value.facts["candidates"]


@pytest.mark.parametrize("sample", [b"\xff\xfe\xfd", b"\xfe\xfe\xfe\xfd", "Zürich".encode("latin-1")])
def test_text_that_no_reading_makes_sense_of_is_refused(sample):
    with pytest.raises(EncodingInvalid):
        decoded([sample])


def test_a_few_characters_for_private_use_are_kept():
    words = [*SIMPLIFIED, "\ue5e5家胡同"]
    assert decoded(written(words, "gb18030")) == ("GB18030", "encoding_guessed", words)
    with pytest.raises(EncodingInvalid):
        decoded(written(["\ue5e5\ue5e6\ue5e7胡同"], "gb18030"))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf_16_is_read_in_either_order_where_it_is_stated(codec):
    data = "名称,wkt\n".encode(codec)
    assert encoding.is_wide(data, "units.csv", "UTF16")
    assert data.decode(encoding.codec("UTF-16", data)) == "名称,wkt\n"
    with pytest.raises(EncodingInvalid, match="not UTF-16"):
        encoding.is_wide("名称,wkt\n".encode(), "units.csv", "UTF16")


@pytest.mark.parametrize("codec", ["utf-8", "gbk", "cp950"])
def test_a_text_cut_within_a_character_is_read_without_it(codec):
    cut = "月坛北街".replace("坛", "台").encode(codec)[:-1]
    found, _ = encoding.decode(written(SIMPLIFIED if codec != "cp950" else TRADITIONAL, codec), "f", cut=[cut])
    assert encoding.text(cut, found, cut=True) == "月台北"
