"""The `mapapp` command: reads arguments, calls one function, prints.

Exit 0: done. 1: checked and found wrong. 2: unusable input or arguments, one sentence on
stderr and nothing on stdout.
"""

import os
import sys

from mapapp.cli import advising, articles, backups, basemaps, building, desks, gazetteers, handing_on, overlaying
from mapapp.cli.arguments import DONE, Parser, refuse
from mapapp.errors import MapappError

PARTS = (building, articles, desks, overlaying, basemaps, gazetteers, advising, handing_on, backups)


def main(arguments=None):
    """Run the command; return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = parser().parse_args(arguments)
        return options.run(options)
    except MapappError as error:
        return refuse(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def parser():
    """Return the parser of all commands."""
    parser = Parser(prog="mapapp", description="From a district's article to a map with its own words.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for part in PARTS:
        part.add_to(commands)
    return parser
