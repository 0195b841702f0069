"""The map: published layers as a `folium.Map`, which gets ids, addresses and numbers, never a word of the data."""

import folium
from branca.element import MacroElement
from folium.template import Template
from shapely.geometry import shape

from mapapp.layers import query
from mapapp.layers.store import LAYERS
from mapapp.view.basemaps import NAMED, NONE
from mapapp.view.datum import moved

MIN_ZOOM, MAX_ZOOM = 10, 17
PLAIN = NAMED[NONE]


class SiteMap(folium.Map):
    """A folium map that asks nobody for scripts or styles: the site serves its own."""

    default_js = ()
    default_css = ()


class BrowserCall(MacroElement):
    """A call of a function of our browser modules, which gets the map and some values: ids, addresses, no words."""

    # No underscore: what looks like one of folium's ids is renumbered (`parts`), and the key of a tile server may.
    _template = Template("""
        {% macro script(this, kwargs) %}
        {{ this.function }}({{ this._parent.get_name() }}
        {%- for value in this.values %}, {{ value|tojson|replace("_", "\\\\u005f") }}{% endfor %});
        {% endmacro %}
    """)

    def __init__(self, function, *values):
        super().__init__()
        self.function = function
        self.values = values


class MetricScale(MacroElement):
    """A scale in metres only; folium's own also shows miles."""

    _template = Template("""
        {% macro script(this, kwargs) %}
        L.control.scale({imperial: false, position: "bottomleft"}).addTo({{ this._parent.get_name() }});
        {% endmacro %}
    """)


def draw(layers, path, ground_path=None, base=PLAIN):
    """Return the map of `layers`, got from `path` within the site, on the datum of the base map `base`.

    The browser gets the schematic base map from `ground_path`.
    """
    west, south, east, north = shape(moved(query.district(layers)["geometry"], base.datum)).bounds
    # Without a location of its own the map jumps to its bounds; from nearby it would glide.
    chart = SiteMap(
        tiles=None,
        minZoom=MIN_ZOOM,
        maxZoom=min(MAX_ZOOM, base.max_zoom),
        zoom_control=False,
        attributionControl=False,
        scrollWheelZoom=False,
        zoomSnap=0.25,
    )
    if ground_path:
        chart.add_child(BrowserCall("drawGround", ground_path))
    for layer in LAYERS:
        chart.add_child(BrowserCall("drawLayer", layer, path))
    chart.add_child(MetricScale())
    chart.fit_bounds([[south, west], [north, east]])
    if base.addresses:
        # Only now does the map show the district: nobody is asked for tiles of elsewhere.
        chart.add_child(BrowserCall("drawTiles", base.addresses))
    return chart
