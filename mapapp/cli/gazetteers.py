"""Places that others mapped: `gazetteer import`, `gazetteer accept`, `gazetteer reject`."""

from datetime import UTC, datetime
from pathlib import Path

from mapapp.cli.arguments import DONE, command, decider, group, settings
from mapapp.errors import ArgumentsRefused


def add_to(commands):
    """Add the commands to the parser."""
    gazetteer = group(commands, "gazetteer", "work on the gazetteer")
    importer = command(gazetteer, "import", import_places, "propose rows from a file of others; the gazetteer stays")
    importer.add_argument(
        "file", type=Path, metavar="FILE", help="OpenStreetMap XML or PBF, GeoJSON, Linked Places, CSV"
    )
    importer.add_argument("--source", help="where its places come from, if it does not say")
    importer.add_argument("--licence", help="on which terms they may be used, if it does not say")
    importer.add_argument("--crs", help="EPSG:n, WGS-84, GCJ-02 or BD-09, if it does not say")
    exporter = command(gazetteer, "export", export_places, "write the gazetteer for a spreadsheet, or as Linked Places")
    exporter.add_argument("file", type=Path, metavar="FILE", help="ends in .csv, .json or .jsonld")
    _add_decision(gazetteer, "accept", accept, "carry proposals out, all or none")
    _add_decision(gazetteer, "reject", reject, "turn proposals down; they are not made again")


def _add_decision(gazetteer, name, run, help):
    parser = command(gazetteer, name, run, help)
    parser.add_argument("ids", nargs="*", metavar="ID", help="of proposals, in geodata/proposals")
    parser.add_argument("--all-of", type=Path, metavar="FILE", help="all open ones of a file, but for ambiguous ones")
    parser.add_argument("--by", help="who decides (default: MAPAPP_EDITOR, or the login name)")


def import_places(options):
    """Propose new rows, positions, better shapes and further names from a file of others; nothing is overwritten."""
    from mapapp.intake.importing import import_file
    from mapapp.intake.records import Wishes

    stated = settings(options)
    wishes = Wishes(source=options.source, licence=options.licence, crs=options.crs)
    account = import_file(options.file, stated.geodata, wishes)
    print("\n".join(_told(account, stated.geodata)))
    return DONE


def export_places(options):
    """Write every row: as CSV, which `import` takes back and proposes what was changed, or as Linked Places."""
    from mapapp.intake.leaving import write
    from mapapp.places.gazetteer import open_gazetteer
    from mapapp.writing.delivery import deliver

    stated = settings(options)
    gazetteer = open_gazetteer(stated.geodata)
    deliver(options.file, write(gazetteer, options.file, stated.public_url or ""))
    print(f"{options.file}: {len(gazetteer.places)} rows")
    return DONE


def _told(account, geodata):
    yield (
        f"{account.objects} objects: {account.nameless} without a Chinese name, {account.unsupported} of no kind "
        f"of ours, {account.broken} broken, {account.outside} outside; the other {account.used} are "
        f"{account.places} places"
    )
    yield f"{account.matched} of these are about rows, {account.places - account.matched} about none"
    proposed = ", ".join(f"{count} {action}" for action, count in account.proposed.items())
    yield f"{geodata / account.path}: {'written' if account.changed else 'unchanged'}; open: {proposed}"
    yield f"{account.ambiguous} of the open ones are ambiguous; {account.decided} were decided on before"


def accept(options):
    """Carry proposals out: gazetteer, proposals and log of decisions change at once, or nothing does."""
    return _decide(options, "accepted")


def reject(options):
    """Turn proposals down: the gazetteer stays, and they are not made again."""
    return _decide(options, "rejected")


def _decide(options, state):
    from mapapp.intake.deciding import Ruling, decide, decide_all

    if bool(options.ids) == bool(options.all_of):
        raise ArgumentsRefused(
            command=f"mapapp gazetteer {state[:6]}", why="name proposals by ID, or a file by --all-of"
        )
    stated = settings(options)
    ruling = Ruling(state, decider(options, stated), datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    decisions = (
        decide_all(stated.geodata, options.all_of, ruling)
        if options.all_of
        else decide(stated.geodata, options.ids, ruling)
    )
    for proposal in decisions:
        print(f"{state}: {proposal['id']} {proposal['action']} {proposal['place'] or proposal['row']['id']}")
    print(f"{len(decisions)} {state}")
    return DONE
