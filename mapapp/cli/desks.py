"""The editor's desk: `desk`."""

import getpass

from mapapp.cli.arguments import command, port, settings
from mapapp.errors import EditorNameless


def add_to(commands):
    """Add the command to the parser."""
    desk = command(commands, "desk", open_desk, "decide on this machine what the map shows")
    desk.add_argument("--port", type=port, default=8010)
    desk.add_argument("--by", metavar="NAME", help="who decides, as the log names you (default: the user's name here)")


def open_desk(options):
    """Open the editor's desk, a page on this machine only, until stopped."""
    from mapapp.desk.server import run
    from mapapp.places.gazetteer import open_gazetteer
    from mapapp.places.verdicts import is_name

    stated, by = settings(options), options.by or getpass.getuser()
    if not is_name(by):
        raise EditorNameless()
    open_gazetteer(stated.geodata)
    return run(stated, port=options.port, by=by)
