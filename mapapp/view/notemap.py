"""The map for a notebook: a `folium.Map` in folium's ordinary page, in which names are plain text.

branca compiles the script of every element a second time, as a template: there, quotes and HTML escaping help against
nothing. So a name goes through folium only spelled out, with no sign but letters, digits and backslashes.
"""

import json

import folium
from branca.element import MacroElement
from folium.template import Template
from shapely.geometry import mapping, shape

from mapapp.layers import query
from mapapp.layers.store import LAYERS

PLACE, VAGUE, UNIT, OUTLINE = (
    {"color": "#a3492a", "weight": 4, "radius": 7},
    {"color": "#a3492a", "weight": 4, "radius": 7, "dashArray": "4 6"},
    {"color": "#2f5d8a", "weight": 1, "fillOpacity": 0.15},
    {"color": "#555555", "weight": 2, "fill": False, "interactive": False},
)
"""How each is drawn, as Leaflet calls it; what is not where it is drawn, to the metre, is dashed."""
SURE = ("exact", "street", "area")


class NamedShapes(MacroElement):
    """Shapes in WGS-84 degrees, each with a name that is shown as text; `named`: (name, shape); `style`: Leaflet's."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        for (const [name, shape] of [{{ this.rows }}]) {
            const drawn = L.geoJSON(shape, {
                style: {{ this.style }},
                pointToLayer: (point, at) => L.circleMarker(at, {{ this.style }}),
            });
            if (name) drawn.bindTooltip(() => {
                const words = document.createElement("span");
                words.textContent = name;
                return words;
            });
            drawn.addTo({{ this._parent.get_name() }});
        }
        {% endmacro %}
    """)

    def __init__(self, named, style):
        super().__init__()
        self._name = "NamedShapes"
        self.rows = ", ".join(f'["{spelled(name)}", {_numbers(drawn)}]' for name, drawn in named)
        self.style = json.dumps(style)


def draw(layers, units=(), tiles=None):
    """Return the `folium.Map` of `layers`: the district, units (name, shape in WGS-84 degrees), and the places on top.

    `tiles`: as folium takes them; whoever serves them then sees which part of the map is looked at.
    """
    outline = shape(query.district(layers)["geometry"])
    west, south, east, north = outline.bounds
    chart = folium.Map(tiles=tiles)
    chart.fit_bounds([[south, west], [north, east]])
    chart.add_child(NamedShapes([("", outline)], OUTLINE))
    chart.add_child(NamedShapes(units, UNIT))
    places = [one for name in LAYERS[:-1] for one in layers.collections[name]["features"] if query.is_site(one)]
    for style, drawn in ((PLACE, True), (VAGUE, False)):
        chart.add_child(NamedShapes([_named(one) for one in places if _is_sure(one) == drawn], style))
    return chart


def spelled(text):
    """Return a text as the inside of a JavaScript string in which every sign but plain letters and digits is escaped.

    >>> spelled("a{{")
    'a\\\\u007b\\\\u007b'
    """
    units = text.encode("utf-16-be", "surrogatepass")
    return "".join(
        chr(low) if not high and chr(low).isalnum() and low < 128 else f"\\u{high:02x}{low:02x}"
        for high, low in zip(units[::2], units[1::2], strict=True)
    )


def _named(place):
    return place["properties"]["name_zh_hans"], shape(place["geometry"])


def _is_sure(place):
    return place["properties"]["certainty"] in SURE


def _numbers(drawn):
    """Return a shape as GeoJSON with spaces between its signs, so that no two of them begin a template's."""
    return json.dumps(mapping(drawn)).replace("{", "{ ").replace("}", " }")
