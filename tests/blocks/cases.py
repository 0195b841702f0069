"""Units and sites for the tests: by name, in metres around a corner of Xicheng, or at random."""

import numpy as np
import shapely
from hypothesis import strategies as st
from pyproj import Transformer

from mapapp.blocks.sites import AREA, LINE, POINT, Site

CORNER = (446_000, 4_416_000)
TO_DEGREES = Transformer.from_crs("EPSG:4548", "EPSG:4326", always_xy=True).transform
STEP = 100


def in_degrees(*shapes):
    """Return shapes given in metres from the corner as an array in WGS-84 degrees."""

    def laid(at):
        return np.stack(TO_DEGREES(*(at + CORNER).T), axis=1)

    return shapely.transform(np.array(shapes, dtype=object), laid)


def site(shape, accuracy_m=0.0, *, kind=None):
    """Return a site in degrees of a shape in metres from the corner."""
    kind = kind or (POINT, LINE, AREA)[int(shapely.get_dimensions(shape))]
    return Site("site", kind, in_degrees(shape)[0], accuracy_m, "street", ())


def square(x, y, width=100, height=None):
    """Return a rectangle in metres."""
    return shapely.box(x, y, x + width, y + (height or width))


def street(*corners):
    """Return a line in metres."""
    return shapely.LineString(corners)


numbers = st.integers(0, 8)
corners = st.tuples(numbers, numbers).map(lambda at: (at[0] * STEP, at[1] * STEP))
loose = st.tuples(st.floats(0, 800), st.floats(0, 800)).map(lambda at: tuple(np.round(at, 3).tolist()))
anywhere = st.one_of(corners, loose)
accuracies = st.sampled_from([0.0, 20.0, 50.0, 150.0])


@st.composite
def rectangles(draw):
    """Draw a rectangle on the lattice."""
    (x, y), width, height = draw(corners), draw(st.integers(1, 3)), draw(st.integers(1, 3))
    return square(x, y, width * STEP, height * STEP)


@st.composite
def repaired(draw):
    """Draw a polygon of any corners, repaired as an upload is."""
    ring = draw(st.lists(anywhere, min_size=3, max_size=7, unique=True))
    mended = shapely.make_valid(shapely.Polygon(ring), method="structure", keep_collapsed=False)
    return mended if mended.area > 1 else square(*ring[0])


@st.composite
def scattered(draw):
    """Draw a multi-polygon over the whole ground, some of it holed."""
    pieces = draw(st.lists(rectangles(), min_size=2, max_size=4))
    holes = draw(st.lists(rectangles(), max_size=2))
    left = shapely.difference(shapely.union_all(pieces), shapely.union_all(holes))
    return left if left.area else pieces[0]


areas = st.one_of(rectangles(), repaired(), scattered())
lines = st.lists(anywhere, min_size=2, max_size=5, unique=True).map(shapely.LineString)
places = st.one_of(anywhere.map(shapely.Point), lines, areas)


@st.composite
def lattices(draw):
    """Draw units side by side as block units are, some left out."""
    columns, rows = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    left_out = draw(st.sets(st.integers(1, columns * rows - 1), max_size=3)) if columns * rows > 1 else set()
    each = [square(200 * column, 200 * row, 200) for column in range(columns) for row in range(rows)]
    return [unit for number, unit in enumerate(each) if number not in left_out]


units = st.one_of(lattices(), st.lists(areas, min_size=1, max_size=6))
cases = st.tuples(
    units.map(lambda shapes: in_degrees(*shapes)),
    st.lists(st.builds(site, places, accuracies), min_size=1, max_size=3),
)
"""Pairs of (an array of units, a list of sites)."""
