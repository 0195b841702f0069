"""WGS-84, GCJ-02 and BD-09: the datums of maps in China, and the way between them.

GCJ-02 is WGS-84 with an obfuscating shift of some hundred metres, applied inside China only;
BD-09 is GCJ-02 with a second one. Neither is officially published. The formulas are those that
became known around 2010 and that every public implementation uses (for instance eviltransform
and coordtransform); here they are inverted by iteration, so that there and back is exact to
less than 0.01 mm.
"""

import numpy as np

DATUMS = WGS84, GCJ02, BD09 = "WGS-84", "GCJ-02", "BD-09"

SEMI_MAJOR_M, ECCENTRICITY_SQUARED = 6378245.0, 0.00669342162296594323
"""The Krasovsky 1940 ellipsoid."""

WEST, SOUTH, EAST, NORTH = 72.004, 0.8293, 137.8347, 55.8271
"""The box, in degrees, inside which the shift applies."""

BAIDU_SHIFT = np.array([0.0065, 0.006])
BAIDU_WAVE = np.pi * 3000 / 180
STEPS = 5


def convert(degrees, source, target):
    """Return `degrees`, an array (n, 2) of longitude and latitude on the datum `source`, on the datum `target`.

    >>> convert([[116.3913, 39.9073]], "WGS-84", "GCJ-02").round(4).tolist()
    [[116.3975, 39.9087]]
    """
    steps = DATUMS.index(source), DATUMS.index(target)
    degrees = np.asarray(degrees, dtype=float)
    for step in range(steps[0], steps[1]):
        degrees = FORWARD[step](degrees)
    for step in range(steps[0], steps[1], -1):
        degrees = _invert(FORWARD[step - 1], degrees)
    return degrees


def gcj02_from_wgs84(degrees):
    """Return GCJ-02 for an array (n, 2) of WGS-84 degrees; outside China the two are the same."""
    inside = ((degrees >= (WEST, SOUTH)) & (degrees <= (EAST, NORTH))).all(axis=1)
    return np.where(inside[:, None], degrees + _shift(degrees), degrees)


def bd09_from_gcj02(degrees):
    """Return BD-09 for an array (n, 2) of GCJ-02 degrees."""
    x, y = degrees.T
    radius = np.hypot(x, y) + 2e-5 * np.sin(y * BAIDU_WAVE)
    angle = np.arctan2(y, x) + 3e-6 * np.cos(x * BAIDU_WAVE)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]) + BAIDU_SHIFT


FORWARD = (gcj02_from_wgs84, bd09_from_gcj02)


def _invert(forward, degrees):
    """Return what `forward` makes `degrees` of, by fixed-point iteration: the shift hardly changes on its own way."""
    guess = degrees
    for _ in range(STEPS):
        guess = guess + degrees - forward(guess)
    return guess


def _shift(degrees):
    """Return the shift from WGS-84 to GCJ-02, in degrees."""
    east_m, north_m = _wave(degrees - (105.0, 35.0))
    latitude = np.radians(degrees[:, 1])
    flattening = 1 - ECCENTRICITY_SQUARED * np.sin(latitude) ** 2
    meridian_m = SEMI_MAJOR_M * (1 - ECCENTRICITY_SQUARED) / flattening**1.5
    parallel_m = SEMI_MAJOR_M / np.sqrt(flattening) * np.cos(latitude)
    return np.degrees(np.column_stack([east_m / parallel_m, north_m / meridian_m]))


def _wave(offset):
    """Return the shift east and north, in metres, at an offset in degrees from 105°E 35°N."""
    x, y = offset.T
    common = (20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)) * 2 / 3
    root = np.sqrt(np.abs(x))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common + _long_wave(x, (150, 12), (300, 30))
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common + _long_wave(y, (160, 12), (320, 30))
    return east, north


def _long_wave(offset, short, long):
    """Return the three slower waves along one axis; `short` and `long`: (amplitude, degrees) of two of them."""
    near = 20 * np.sin(np.pi * offset) + 40 * np.sin(np.pi * offset / 3)
    far = short[0] * np.sin(np.pi * offset / short[1]) + long[0] * np.sin(np.pi * offset / long[1])
    return (near + far) * 2 / 3
