"""The drawn map as SVG: shapes with their colours in attributes, so that it needs no stylesheet and runs no script."""

from math import hypot

from mapapp.publish.signs import plate
from mapapp.publish.svg import add, svg, words

COLOURS = (
    *("paper", "ink", "ink-2", "ink-3", "line", "plate", "on-plate", "same", "on-same", "gold", "on-gold", "gold-edge"),
    *("road", "casing", "water", "park", "palace", "map-ink", "water-ink", "park-ink", "outside", "ground", "border"),
)
"""The colours of the page's look that a palette must hold."""
FILLED = {"park": "park", "lake": "water", "island": "park", "palace": "palace"}
DRAWN = {
    "moat": ("water", 4, 0), "case-street": ("casing", 3, 1.6), "case-avenue": ("casing", 6, 1.8),
    "case-ring": ("casing", 8, 2), "street": ("road", 3, 0), "avenue": ("road", 6, 0), "ring": ("road", 8, 0),
    "ring-core": ("ground", 1.5, 0),
}  # fmt: skip
"""The colour of each kind of line, its width at zoom 13, and what its case adds whatever the zoom is."""
INKS = {"lake": "water-ink", "moat": "water-ink", "park": "park-ink", "place": "ink"}
HALOS = {"lake": "water", "park": "park", "palace": "palace", "neighbour": "outside"} | dict.fromkeys(
    ("avenue", "street", "ring"), "road"
)
LEAST_LEAD = 12
POINT_FOOT = 21
"""How far below the middle of its plate a point lies."""


def map_svg(drawing, palette, fonts):
    """Return the `svg` element of a `view.mapdrawing.MapDrawing`; `palette`: colours by name, `fonts`: a CSS list."""
    return _Pen(drawing, palette, fonts).whole()


class _Pen:
    def __init__(self, drawing, palette, fonts):
        self._drawing = drawing
        self._colours = palette
        self._fonts = fonts
        self._root = self._svg = svg(drawing.width, drawing.height, overflow="hidden")

    def whole(self):
        self._clip()
        self._ground()
        self._district()
        for mark in sorted(self._drawing.marks, key=self._lowest):
            self._place(mark, self._state(mark))
        self._dots()
        self._names()
        for mark in self._drawing.marks:
            self._stand(mark)
        for mark in self._drawing.marks:
            state = self._state(mark)
            plate(self._svg, mark.plate, mark.stand, state, self._colours, self._fonts, rim=self._colours["ground"])
        self._scale()
        return self._root

    def _add(self, tag, text=None, *, within=None, **attributes):
        return add(self._svg if within is None else within, tag, text, **attributes)

    def _state(self, mark):
        if mark.plate.id == self._drawing.chosen:
            return "chosen"
        return "same" if mark.plate.id in self._drawing.same else "there"

    def _lowest(self, mark):
        """Return what is drawn first: areas lie below all else, and what is being read above all but them."""
        return mark.plate.symbol != "area", ("there", "same", "chosen").index(self._state(mark))

    def _tone(self, state):
        """Return (line, edge) of a place in a state."""
        line = {"there": "plate", "same": "same", "chosen": "gold"}[state]
        return self._colours[line], self._colours["gold-edge" if state == "chosen" else line]

    def _clip(self):
        defs = self._add("defs")
        clip = self._add("clipPath", within=defs, id="sight")
        self._add("rect", within=clip, width=self._drawing.width, height=self._drawing.height)

    def _ground(self):
        drawing, colours = self._drawing, self._colours
        whole = {"width": drawing.width, "height": drawing.height}
        self._add("rect", fill=colours["outside"], **whole)
        self._svg = self._add("g", clip_path="url(#sight)")
        self._add("path", d=drawing.district, fill=colours["ground"])
        for stroke in drawing.ground:
            if stroke.kind in FILLED:
                self._add("path", d=stroke.path, fill=colours[FILLED[stroke.kind]])
            else:
                name, wide, more = DRAWN[stroke.kind]
                self._line(stroke.path, colours[name], drawing.broad * wide + more, "round")

    def _line(self, path, colour, width, cap="butt", dash=None, **more):
        if not path:
            return
        self._add(
            "path", d=path, fill="none", stroke=colour, stroke_width=width,
            stroke_linecap=cap, stroke_linejoin="round", stroke_dasharray=dash, **more,
        )  # fmt: skip

    def _district(self):
        drawing, colours = self._drawing, self._colours
        around = f"M0 0H{drawing.width}V{drawing.height}H0Z{drawing.district}"
        if drawing.ground:
            self._add("path", d=around, fill=colours["outside"], fill_opacity=0.58, fill_rule="evenodd")
        self._line(drawing.border, colours["border"], 5, stroke_opacity=0.3)

    def _place(self, mark, state):
        """Draw a place: a street as a line with ends, an area hatched, an approximate one hollow and dashed."""
        colour, edge = self._tone(state)
        near, symbol = self._drawing.near, mark.plate.symbol
        if symbol == "street":
            self._street(mark, state)
        elif symbol == "area":
            wide, share = (2.5, 1) if state == "chosen" else (1.4, 0.8)
            self._line(self._drawing.hatches[mark.plate.id], colour, wide, stroke_opacity=share)
            self._line(mark.path, edge, 1.6 * near)
        elif mark.path:
            self._line(mark.path, edge, 1.8 * near, dash="5 4")
        elif symbol == "approximate" and (state == "chosen" or not mark.wide):
            wash = {"fill": colour, "fill_opacity": 0.4} if state == "chosen" else {"fill": "none"}
            ring = {"cx": mark.x, "cy": mark.y, "r": mark.radius, "stroke": edge, "stroke_dasharray": "5 4"}
            self._add("circle", stroke_width=2.5 if state == "chosen" else 1.2, **ring, **wash)

    def _street(self, mark, state):
        colour, edge = self._tone(state)
        near = self._drawing.near
        if state == "chosen":
            self._line(mark.path, edge, 11 * near)
            self._line(mark.path, colour, 7 * near)
        else:
            self._line(mark.path, self._colours["ground"], 9 * near)
            self._line(mark.path, colour, 4.5 * near)
        for bar in _ends(mark.path, 7 * near):
            self._line(bar, edge, 2.5)

    def _dots(self):
        colours = self._colours
        for kind, x, y in self._drawing.dots:
            if kind == "station":
                frame = {"width": 7.5, "height": 7.5, "fill": colours["paper"]}
                self._add("rect", x=x - 3.75, y=y - 3.75, stroke=colours["map-ink"], stroke_width=1.5, **frame)
            else:
                self._add(
                    "circle", cx=x, cy=y, r=2.75, fill=colours["map-ink"], stroke=colours["paper"], stroke_width=1.5
                )

    def _names(self):
        for label in self._drawing.labels:
            halo = self._colours[HALOS.get(label.kind, "ground")]
            ink = self._colours[INKS.get(label.kind, "map-ink")]
            look = {"fill": ink, "stroke": halo, "stroke_width": 3, "paint_order": "stroke", "stroke_linejoin": "round"}
            for text, x, y in _lines(label):
                turn = f"rotate({label.tilt:.1f} {label.x:.1f} {label.y:.1f})" if label.tilt else None
                self._text(text, x, y, label.size, label.anchor, transform=turn, **look)

    def _text(self, text, x, y, size, anchor="middle", **look):
        words(self._svg, text, self._fonts, x=x, y=y, font_size=size, text_anchor=anchor, **look)

    def _stand(self, mark):
        """Draw what leads from a plate to its place: a line where it had to make room, a foot where it is a point."""
        x, y = mark.stand
        _, edge = self._tone(self._state(mark))
        is_point = mark.plate.symbol == "point"
        if hypot(x - mark.x, y + (POINT_FOOT if is_point else 0) - mark.y) > LEAST_LEAD:
            self._line(f"M{mark.x} {mark.y}L{x} {y}", edge, 1.5)
            self._add("circle", cx=mark.x, cy=mark.y, r=2.5, fill=edge)
        if is_point:
            self._add("path", d=f"M{x - 5:g} {y + 13:g}h10l-5 7z", fill=edge)

    def _scale(self):
        units, metres = self._drawing.scale
        left, foot, ink = 16, self._drawing.height - 14, self._colours["ink-2"]
        said = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
        self._line(f"M{left} {foot - 8}V{foot}H{left + units:g}V{foot - 8}", ink, 1.5)
        halo = {"stroke": self._colours["ground"], "stroke_width": 3, "paint_order": "stroke"}
        self._text(said, left + units / 2, foot - 5, 13, fill=ink, **halo)


def _lines(label):
    """Yield (text, x, y of its base) of a label: one, or one for each character where they stand below each other."""
    if not label.upright:
        yield label.text, label.begin, label.y + label.size * 0.36
        return
    top = label.y - label.size * (len(label.text) / 2 - 0.86)
    for place, letter in enumerate(label.text):
        yield letter, label.x, top + place * label.size


def _ends(path, half):
    """Yield the path of the bar across each end of a path that `view.paper` wrote."""
    for stroke in path.split("M")[1:]:
        points = [tuple(map(float, point.split())) for point in stroke.split("L")]
        for (x, y), (to_x, to_y) in ((points[0], points[1]), (points[-1], points[-2])):
            length = hypot(to_x - x, to_y - y) or 1
            aside, along = -(to_y - y) / length * half, (to_x - x) / length * half
            yield f"M{x + aside:.1f} {y + along:.1f}L{x - aside:.1f} {y - along:.1f}"
