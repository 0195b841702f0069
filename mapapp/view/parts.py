"""A folium map taken apart, so that its script can be a file and a strict content policy holds."""

import re
from dataclasses import dataclass

RANDOM_ID = re.compile(r"\b([a-z]+(?:_[a-z]+)*)_[0-9a-f]{32}\b")
LINK = re.compile(r'(?:src|href)="([^"]+)"')
DIV_ID = re.compile(r'<div class="folium-map" id="([^"]+)"')


@dataclass(frozen=True)
class Parts:
    """What a map asks others for, the id of the element it draws into, and its script."""

    links: tuple
    div_id: str
    script: str


def take_apart(chart):
    """Return the `Parts` of a folium map; the same map always gives the same parts."""
    figure = chart.get_root()
    figure.render()
    header, html, script = _renumber(figure.header.render(), figure.html.render(), figure.script.render())
    return Parts(tuple(LINK.findall(header)), DIV_ID.search(html)[1], script)


def _renumber(*texts):
    """Replace folium's random ids by numbers, counted in the order in which they appear."""
    numbers = {}

    def numbered(found):
        numbers.setdefault(found[0], f"{found[1]}_{len(numbers) + 1}")
        return numbers[found[0]]

    return [RANDOM_ID.sub(numbered, text) for text in texts]
