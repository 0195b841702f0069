"""The colours of the map: its names can be read in light and dark, and what lies below them is there but quiet."""

import re

import pytest

from mapapp.web.assets import STATIC

TOKENS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
READABLE = 4.7
FAINTEST, LOUDEST = 1.12, 1.5
INKS = {
    "map-ink": ("road", "ground", "outside", "palace", "paper"),
    "water-ink": ("water", "ground", "outside"),
    "park-ink": ("park", "ground", "outside"),
    "ink": ("ground", "outside", "park", "water", "road"),
}
"""What each ink is written on: the halo of its names, or the ground below them."""


def colours(dark):
    """Return the hexadecimal colours of the tokens; a dark one replaces the light one of the same name."""
    light_part, _, rest = TOKENS.partition("@media (prefers-color-scheme: dark)")
    parts = [light_part, rest.partition("@media print")[0]] if dark else [light_part]
    return {name: value for part in parts for name, value in re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})\b", part)}


def luminance(colour):
    """Return the relative luminance of "#rgb" or "#rrggbb" (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    shares = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_of_contrast_is_the_one_of_wcag():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("ink", "ground"), [(ink, ground) for ink, grounds in INKS.items() for ground in grounds])
def test_a_name_on_the_map_can_be_read(ink, ground, dark):
    tokens = colours(dark)
    assert contrast(tokens[ink], tokens[ground]) >= READABLE


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", ["road", "water", "park", "palace", "outside"])
def test_what_lies_below_is_there_but_quiet(kind, dark):
    tokens = colours(dark)
    assert FAINTEST <= contrast(tokens[kind], tokens["ground"]) <= LOUDEST
