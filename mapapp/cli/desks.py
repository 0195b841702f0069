"""The editor's desk: `desk`."""

from mapapp.cli.arguments import command, decider, port, settings


def add_to(commands):
    """Add the command to the parser."""
    desk = command(commands, "desk", open_desk, "decide on this machine what the map shows")
    desk.add_argument("--port", type=port, default=8010)
    desk.add_argument(
        "--by", metavar="NAME", help="who decides, as the log names you (default: MAPAPP_EDITOR, or the login name)"
    )


def open_desk(options):
    """Open the editor's desk, a page on this machine only, until stopped."""
    from mapapp.desk.server import run
    from mapapp.places.gazetteer import open_gazetteer

    stated = settings(options)
    by = decider(options, stated)
    open_gazetteer(stated.geodata)
    return run(stated, port=options.port, by=by)
