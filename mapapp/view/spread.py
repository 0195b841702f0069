"""Where number plates stand so that none covers another: each as near to its spot as there is room."""

from math import cos, hypot, pi, sin

GAP = 2
RINGS = [0.5 + step / 4 for step in range(15)]
DIRECTIONS = 16


def spread(spots, width, height):
    """Return where the plates of some spots (x, y) stand, all of one width and height, in the order of the spots."""
    steps = sorted(_steps(width, height), key=lambda step: hypot(*step))
    stands = []
    for x, y in spots:
        around = ((x + right, y + down) for right, down in steps)
        stands.append(next((stand for stand in around if _is_free(stand, stands, width, height)), (x, y)))
    return [(round(x, 1), round(y, 1)) for x, y in stands]


def _steps(width, height):
    yield 0, 0
    for ring in RINGS:
        for direction in range(DIRECTIONS):
            angle = 2 * pi * direction / DIRECTIONS
            yield ring * width * cos(angle), -ring * height * sin(angle)


def _is_free(stand, taken, width, height):
    x, y = stand
    return all(abs(x - one) >= width + GAP or abs(y - other) >= height + GAP for one, other in taken)
