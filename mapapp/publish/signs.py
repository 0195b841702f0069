"""The signs of the map as SVG: the plate with a place's number, and the symbol of each kind of place."""

from mapapp.publish.svg import add, words

KEY = ("point", "street", "area", "approximate")
"""The kinds of places that a key explains."""


def plate(parent, place, middle, state, colours, fonts, rim=None):
    """Add the plate of a place to an element: its number, hollow and dashed where the place is approximate."""
    x, y = middle
    wide, high = 30, 26
    corner = {"x": x - wide / 2, "y": y - high / 2, "width": wide, "height": high, "rx": 3}
    fill, ink, edge = _plate_colours(place, state, colours)
    if rim:
        add(parent, "rect", fill=rim, stroke=rim, stroke_width=3, **corner)
    dash = {"approximate": "5 3", "unknown": "2 2"}.get(place.symbol)
    inner = {"x": x - wide / 2 + 1, "y": y - high / 2 + 1, "width": wide - 2, "height": high - 2, "rx": 2}
    add(parent, "rect", fill=fill, stroke=edge, stroke_width=2, stroke_dasharray=dash, **inner)
    look = {"font_size": 15, "text_anchor": "middle", "fill": ink, "stroke": ink, "stroke_width": 0.5}
    words(parent, str(place.number), fonts, x=x, y=y + 5.4, **look)


def _plate_colours(place, state, colours):
    """Return (ground, number, edge) of a plate."""
    if state == "chosen":
        return colours["gold"], colours["on-gold"], colours["gold-edge"]
    tone, on_tone = ("same", "on-same") if state == "same" else ("plate", "on-plate")
    if place.symbol in ("approximate", "unknown"):
        return colours["paper"], colours["ink-2" if state == "there" else "ink"], colours[tone]
    return colours[tone], colours[on_tone], colours[tone]


def symbol(parent, name, corner, colours):
    """Add the sign of the key for a kind of place, 20 × 20 units from a corner on."""
    x, y = corner
    sign = add(parent, "g", transform=f"translate({x:g} {y:g})")
    tone = colours["plate"]
    line = {"fill": "none", "stroke": tone, "stroke_width": 1.6}
    if name == "point":
        add(sign, "path", d="M3 2h14v10h-4.2L10 17l-2.8-5H3z", fill=tone)
    elif name == "street":
        add(sign, "path", d="M3 10h14M3 5v10M17 5v10", **line | {"stroke_width": 2.5})
    elif name == "area":
        add(sign, "path", d="M3 13 13 3M5 17 17 5M3 8l5-5M12 17l5-5", **line | {"stroke_width": 1.2})
        add(sign, "path", d="M2.5 2.5h15v15h-15z", **line)
    elif name == "approximate":
        add(sign, "circle", cx=10, cy=10, r=7.5, stroke_dasharray="3.4 2.5", **line)
        add(sign, "circle", cx=10, cy=10, r=1.8, fill=tone)
    else:
        add(sign, "path", d="M2.5 2.5h15v15h-15z", stroke_dasharray="2 2", **line)
