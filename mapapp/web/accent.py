"""The colour of somebody's own page in place of our gold: what is written on it, and whether that can be read."""

import re

COLOUR = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
TEXT_CONTRAST = 4.5
"""The least that words need on their ground (WCAG 2.2, 1.4.3)."""

EDGE_CONTRAST = 3
"""The least that the edge of a mark needs beside it (WCAG 2.2, 1.4.11)."""

GROUND_CONTRAST = 1.3
"""The least by which a row in the colour is told from the page; what is chosen is told by an edge and by words too."""

INKS = ("#14171a", "#ffffff")


def spelled(text):
    """Return a colour as six lower-case hexadecimal digits, or `None` for what is none.

    >>> spelled("#C12")
    'cc1122'
    """
    found = COLOUR.fullmatch(text)
    if not found:
        return None
    digits = found[1].lower()
    return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)


def is_readable(colour, papers):
    """Return whether words on a colour can be read, and the colour is told from each of the pages' grounds `papers`."""
    return contrast(ink_on(colour), colour) >= TEXT_CONTRAST and all(
        contrast(colour, paper) >= GROUND_CONTRAST for paper in papers
    )


def ink_on(colour):
    """Return the ink that is read best on a colour."""
    return max(INKS, key=lambda ink: contrast(ink, colour))


def edge_on(colour, paper, ink):
    """Return the colour of an edge around a mark on a ground: the mark's own if it suffices, else the ground's ink."""
    return colour if contrast(colour, paper) >= EDGE_CONTRAST else ink


def contrast(one, other):
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    """Return how light a colour is, from 0 to 1 (WCAG 2.2, relative luminance)."""
    red, green, blue = (_linear(channel) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def channels(colour):
    """Return red, green and blue of a colour, each from 0 to 255."""
    digits = spelled(colour)
    return [int(digits[at : at + 2], 16) for at in (0, 2, 4)]


def _linear(channel):
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
