"""Measures the overlay on a dask cluster of this machine against the plain one, in one run. It judges nothing.

Both lay 200,000 units over 20,000 sites (arguments: other numbers). Memory: the most that each process ever held.
"""

import resource
import sys

import numpy as np
from bench_overlay import places_of, sites_in, timed, units_of

from mapapp.blocks import clustered
from mapapp.blocks.cluster import cluster
from mapapp.blocks.overlay import overlay


def peak_mb():
    """Return how much memory this process held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def apart(one, other):
    """Return by what part the figures of parts and accounts differ at most; of those below 1, by how much."""
    pairs = [(getattr(one.parts, name), getattr(other.parts, name)) for name in ("measure", "share", "low", "high")]
    pairs += [(getattr(one, name), getattr(other, name)) for name in ("sizes", "outside", "twice_share")]
    return max(np.max(np.abs(a - b) / np.maximum(np.abs(a), 1)) for a, b in pairs)


def main(count, sites):
    """Print both times, how far the answers are apart, and the memory of each process."""
    units = units_of(count)
    case = sites_in(units, places_of(sites, units))
    with cluster() as client:
        seconds, on_cluster = timed(clustered.overlay, *case)
        workers, before = sorted(client.run(peak_mb).values()), peak_mb()
    plain_seconds, plain = timed(overlay, *case)
    print(f"{count} units, {sites} sites, {len(plain.parts.unit)} parts, {len(plain.borders)} border streets")
    print(f"dask: {seconds:.0f} s, {len(workers)} workers of at most {workers[-1]:.0f} MB, the command {before:.0f} MB")
    print(f"plain: {plain_seconds:.0f} s, {peak_mb():.0f} MB")
    same = np.array_equal(plain.parts.unit, on_cluster.parts.unit), _pairs(plain) == _pairs(on_cluster)
    print(f"same parts: {same[0]}, same borders: {same[1]}, figures apart: {apart(plain, on_cluster):.0e}")


def _pairs(laid):
    return [(border.site, border.units) for border in laid.borders]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or (200_000, 20_000)))
