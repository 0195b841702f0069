"""Stretches: where along a line areas hold it, so that what several of them hold is counted once."""

from dataclasses import dataclass

import numpy as np
import shapely

from mapapp.blocks.measuring import in_threads


def held_along(lines, owners, areas):
    """Return two arrays, a value for each line: its metres in any of its areas, and those in each of them added up.

    `lines`: in metres, no ground twice. `owners`, `areas`: equal arrays: the index of a line, sorted, and an area that
    may hold some of it. Each straight piece of a line is cut by each area alone, so that neither the order of areas
    nor what another one cuts changes anything.
    """
    pieces = _straight_pieces(lines)
    piece, begin, end = _stretches(pieces, owners, areas)
    order = np.lexsort((begin, piece))
    piece, begin, end = piece[order], begin[order], end[order]
    line, length = pieces.line[piece], pieces.length[piece]
    once = np.bincount(line, (end - _counted_to(piece, begin, end)) * length, len(lines))
    return once, np.bincount(line, (end - begin) * length, len(lines))


@dataclass(frozen=True)
class _Pieces:
    """The straight pieces of lines: equal arrays of where each begins and ends (n, 2), and its line's index, sorted."""

    starts: np.ndarray
    ends: np.ndarray
    line: np.ndarray

    @property
    def length(self):
        return np.hypot(*(self.ends - self.starts).T)

    def of(self, owners):
        """Return (row, piece): for each of sorted indexes of lines, its row and each piece of that line."""
        first, after = (np.searchsorted(self.line, owners, side) for side in ("left", "right"))
        row = np.repeat(np.arange(len(owners)), after - first)
        return row, np.arange(len(row)) - np.repeat(np.cumsum(after - first) - after, after - first)


def _straight_pieces(lines):
    parts, line = shapely.get_parts(lines, return_index=True)
    corners, part = shapely.get_coordinates(parts, return_index=True)
    together = part[1:] == part[:-1]
    return _Pieces(corners[:-1][together], corners[1:][together], line[part[1:][together]])


def _stretches(pieces, owners, areas):
    """Return (piece, begin, end) of what each area holds of each piece, as parts of the piece from 0 to 1."""
    row, piece = pieces.of(owners)
    close = _boxes_meet(pieces.starts[piece], pieces.ends[piece], shapely.bounds(areas)[row])
    row, piece = row[close], piece[close]
    drawn = shapely.linestrings(np.stack([pieces.starts[piece], pieces.ends[piece]], axis=1))
    held, pair = shapely.get_parts(in_threads(shapely.intersection, row, drawn, areas[row]), return_index=True)
    held, piece = _lines_of(held, piece[pair])
    ends = np.sort([_along(pieces, piece, shapely.get_point(held, place)) for place in (0, -1)], axis=0)
    return piece, *np.clip(ends, 0, 1)


def _boxes_meet(starts, ends, boxes):
    low, high = np.minimum(starts, ends), np.maximum(starts, ends)
    return np.all(low <= boxes[:, 2:], axis=1) & np.all(high >= boxes[:, :2], axis=1)


def _lines_of(held, piece):
    is_line = shapely.length(held) > 0
    return held[is_line], piece[is_line]


def _along(pieces, piece, points):
    """Return how far along its piece each point lies: 0 at its start, 1 at its end."""
    way = pieces.ends[piece] - pieces.starts[piece]
    return np.sum((shapely.get_coordinates(points) - pieces.starts[piece]) * way, axis=1) / np.sum(way**2, axis=1)


def _counted_to(piece, begin, end):
    """Return how much of each stretch, sorted by piece and begin, those before it hold: up to where, within it."""
    farthest = np.maximum.accumulate(2 * piece + end) - 2 * piece
    before = np.where(piece[1:] == piece[:-1], farthest[:-1], 0.0)
    return np.clip(np.concatenate([[0.0], before])[: len(end)], begin, end)
