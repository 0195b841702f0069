"""Stretches: where along a line areas hold it, so that what several of them hold is counted once."""

from itertools import pairwise

import numpy as np
import shapely

from mapapp.blocks.measuring import in_threads

ASIDE = (3 - 5**0.5) / 2
"""Where a stretch is looked up: not in its middle, where lines drawn with a ruler cross themselves."""


def held_along(lines, owners, areas):
    """Return two arrays, a value for each line: its metres in any of its areas, and those in each of them added up.

    `lines`: in metres, no ground twice. `owners`, `areas`: equal arrays: the index of a line, sorted, and an area that
    may hold some of it. The line is cut by each area alone, so that neither the order of areas nor what another one
    cuts changes anything.
    """
    line, begin, end = _stretches(lines, owners, areas)
    order = np.lexsort((begin, line))
    line, begin, end = line[order], begin[order], end[order]
    once = np.bincount(line, end - _counted_to(line, begin, end), len(lines))
    return once, np.bincount(line, end - begin, len(lines))


def _stretches(lines, owners, areas):
    """Return (line, begin, end) of each straight piece of what each area holds of a line, in metres along the line."""
    held, row = shapely.get_parts(in_threads(shapely.intersection, owners, lines[owners], areas), return_index=True)
    row, held = row[shapely.length(held) > 0], held[shapely.length(held) > 0]
    corners, part = shapely.get_coordinates(held, return_index=True)
    together = part[1:] == part[:-1]
    start, way, line = corners[:-1][together], np.diff(corners, axis=0)[together], owners[row[part[1:][together]]]
    spots = [shapely.points(start + share * way) for share in (ASIDE, 1 - ASIDE)]
    middle = np.mean([shapely.line_locate_point(lines[line], spot) for spot in spots], axis=0)
    half = np.hypot(*way.T) / 2
    return line, middle - half, middle + half


def _counted_to(line, begin, end):
    """Return up to where each stretch, sorted by line and begin, is counted by those before it, within the stretch."""
    farthest, starts = end.copy(), np.flatnonzero(np.diff(line, prepend=-1))
    for first, after in pairwise([*starts, len(line)]):
        farthest[first:after] = np.maximum.accumulate(end[first:after])
    before = np.where(line[1:] == line[:-1], farthest[:-1], -np.inf)
    return np.clip(np.concatenate([[-np.inf], before])[: len(end)], begin, end)
