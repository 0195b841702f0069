"""The options of the map in a frame: the table, reading a query by it, and the way back."""

from dataclasses import fields
from urllib.parse import parse_qsl

import pytest

from mapapp.web import accent
from mapapp.web.frame_options import OPTIONS, SWITCH, USUAL, FrameOptions, read
from mapapp.web.language import LANGUAGES, WORDS

OFFERED = {
    "site": ("yuetan", "dongpi"),
    "article": ("xicheng", "year-1"),
    "theme": ("xicheng.12", "xicheng.13", "none"),
    "subdistrict": ("xichanganjie-jiedao", "unknown"),
    "basemap": ("schematic", "none"),
}
PAPERS = {"light": "#ffffff", "dark": "#15181a"}
EVERY = FrameOptions(
    lang="en",
    colours="light",
    accent="c8102e",
    site="yuetan",
    article=("xicheng", "year-1"),
    theme=("xicheng.12", "none"),
    scope=("site", "policy"),
    subdistrict=("unknown",),
    view=(116.37, 39.9, 13.5),
    list="below",
    search=False,
    filters=False,
    legend=False,
    basemap="none",
    controls=False,
    link=False,
    title=False,
    height="fit",
)


def asked(query):
    return read(dict(parse_qsl(query, keep_blank_values=True)), OFFERED, PAPERS)


def test_the_table_knows_every_option_of_the_contract_and_what_is_usual():
    contract = (
        "lang colours accent site article theme scope subdistrict view list search filters legend basemap controls "
        "link title height"
    )
    assert list(OPTIONS) == contract.split() == [field.name for field in fields(FrameOptions)]
    assert all(getattr(USUAL, name) == option.default for name, option in OPTIONS.items())


@pytest.mark.parametrize("option", OPTIONS.values(), ids=OPTIONS)
def test_every_option_and_every_value_of_its_own_has_a_word_in_each_language(option):
    for key in (option.word, *map(option.word_of, option.values)):
        assert set(WORDS[key]) == set(LANGUAGES)


def test_no_option_asked_for_is_the_usual_frame():
    assert asked("") == asked("utm_source=x&text=found") == asked("theme=&accent=&view=&list=")
    assert asked("").options == USUAL
    assert asked("").refused == ()
    assert USUAL.query == ""


def test_what_is_written_is_read_back():
    assert asked(EVERY.query).options == EVERY
    assert asked(EVERY.query).refused == ()
    assert EVERY.query.startswith(
        "lang=en&colours=light&accent=c8102e&site=yuetan&article=xicheng,year-1&theme=xicheng.12,none&scope=site,"
    )
    assert "view=116.37,39.9,13.5&list=below&search=no" in EVERY.query


@pytest.mark.parametrize("name", OPTIONS)
def test_what_is_unknown_is_as_usual_and_named(name):
    for value in ("?", "%3Cscript%3E", "YES", "0" * 5000, "__proto__", "beside,below"):
        reading = asked(f"{name}={value}&text=found")
        assert reading.options == USUAL
        assert reading.refused == (name,)


def test_of_several_values_the_known_ones_stay():
    reading = asked("theme=xicheng.99,xicheng.13,xicheng.12,xicheng.12")
    assert reading.options.theme == ("xicheng.12", "xicheng.13")
    assert reading.refused == ("theme",)
    assert asked("theme=xicheng.12,xicheng.12").refused == ()


def test_a_comma_within_a_value_is_encoded_once_more():
    offered = OFFERED | {"theme": ("a,b", "100%")}
    query = FrameOptions(theme=("a,b", "100%")).query
    assert query == "theme=a%252Cb,100%2525"
    assert read(dict(parse_qsl(query)), offered, PAPERS).options.theme == ("a,b", "100%")


@pytest.mark.parametrize("view", ["116,39", "116,39,x", "181,0,1", "0,86,1", "0,0,23", "١,٢,٣", "1e9,1,1", "nan,1,1"])
def test_a_view_that_is_no_position_is_refused(view):
    assert asked(f"view={view}").refused == ("view",)


@pytest.mark.parametrize(("text", "colour"), [("c8102e", "c8102e"), ("%23C8102E", "c8102e"), ("c12", "cc1122")])
def test_a_colour_is_written_with_or_without_its_sign(text, colour):
    assert asked(f"accent={text}").options.accent == colour


@pytest.mark.parametrize("text", ["red", "c8102", "rgb(1,2,3)", "c8102e;}", "var(--x)", "c8102e80", "ｃ12"])
def test_what_is_no_colour_is_refused(text):
    assert asked(f"accent={text}").refused == ("accent",)


@pytest.mark.parametrize("colour", ["777777", "ffffff", "15181a", "fffffe"])
def test_an_accent_that_cannot_be_read_or_told_from_the_page_is_refused(colour):
    assert asked(f"accent={colour}").options == USUAL
    assert asked(f"accent={colour}").refused == ("accent",)


def test_an_accent_is_judged_on_the_grounds_on_which_it_is_seen():
    assert asked("accent=101820").refused == ("accent",)
    assert asked("accent=101820&colours=light").options.accent == "101820"
    assert asked("accent=ffffff&colours=dark").options.accent == "ffffff"


def test_our_own_gold_would_do():
    assert accent.is_readable("#ffc400", PAPERS.values())
    assert accent.ink_on("#ffc400") == "#14171a"


def test_contrast_is_that_of_the_guidelines():
    assert accent.contrast("#000", "#fff") == pytest.approx(21)
    assert accent.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_a_switch_says_yes_or_no():
    switches = [name for name, option in OPTIONS.items() if option.kind == SWITCH]
    assert switches == ["search", "filters", "legend", "controls", "link", "title"]
    assert asked("search=no&legend=yes").options == FrameOptions(search=False)
