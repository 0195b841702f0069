"""A planner's block units: `overlay`."""

import os
import sys
from contextlib import closing, contextmanager
from pathlib import Path

from mapapp.cli.arguments import DONE, UNUSABLE, command, language, refuse, settings
from mapapp.errors import ArgumentsRefused, BadBlockFile


def add_to(commands):
    """Add the command to the parser."""
    planner = command(commands, "overlay", overlay, "lay block units over the commitments")
    planner.add_argument("file", type=Path, metavar="FILE", help="GeoJSON, zipped Shapefile, GeoPackage, KML, CSV …")
    planner.add_argument("--out", type=Path, required=True, metavar="RESULT", help="its ending says how it is written")
    planner.add_argument("--crs", help="EPSG:n, GCJ-02 or BD-09, where the file does not say")
    planner.add_argument("--encoding", help="of its text, where that is not recognised")
    planner.add_argument("--layer", help="of several")
    planner.add_argument("--label", help="the column that names the units")
    planner.add_argument("--engine", choices=("plain", "dask"), default="plain", help="dask: for units by the million")
    planner.add_argument("--cluster", metavar="ADDRESS", help="the scheduler of a dask cluster (default: this machine)")


def overlay(options):
    """Lay a planner's block units over the commitments; write the result as the ending of its name says."""
    from mapapp.blocks.exports.endings import MODULES
    from mapapp.blocks.told import candidate_line, counts_line
    from mapapp.writing.delivery import deliver

    ending = _ending(options, MODULES)
    try:
        answer, content = _taken_away(options, ending)
    except BadBlockFile as error:
        refuse(error)
        for candidate in error.facts.get("candidates", ()):
            print(f"  {candidate_line(candidate, language(os.environ))}", file=sys.stderr)
        return UNUSABLE
    deliver(options.out, content)
    for finding in answer["findings"]:
        print(f"{finding['kind']}: {finding[language(os.environ)]}")
    print(f"{options.out}: {counts_line(answer)}")
    return DONE


def _ending(options, endings):
    """Return the ending of the result. Raises `ArgumentsRefused` for one that there is not, and for the file itself."""
    ending = options.out.suffix.lower().removeprefix(".")
    if ending not in endings:
        raise ArgumentsRefused(command="mapapp overlay", why=f"--out must end in .{', .'.join(endings)}")
    if options.out.exists() and options.file.exists() and options.out.samefile(options.file):
        raise ArgumentsRefused(command="mapapp overlay", why="--out is FILE itself, which would be lost")
    return ending


def _taken_away(options, ending):
    """Return the answer for the file that the options name, and the result as bytes."""
    from mapapp.blocks.blocks import Wishes
    from mapapp.blocks.takeaway import take_away

    stated = settings(options)
    wishes = Wishes(crs=options.crs, encoding=options.encoding, layer=options.layer, label=options.label)
    with _jobs(options, stated) as jobs:
        return take_away(options.file, ending, wishes, jobs)


@contextmanager
def _jobs(options, stated):
    """Yield who does the jobs: throw-away processes, or this one with a cluster of dask."""
    from mapapp.blocks.blocks import limits_of
    from mapapp.blocks.cluster import ClusterJobs, cluster
    from mapapp.blocks.jobs import Jobs

    if options.cluster and options.engine != "dask":
        raise ArgumentsRefused(command="mapapp overlay", why="--cluster goes with --engine dask")
    if options.engine == "dask":
        with cluster(options.cluster):
            yield ClusterJobs(stated.layers, stated.numbers)
        return
    with closing(Jobs(limits_of(stated.numbers), stated.layers, stated.numbers)) as jobs:
        yield jobs
