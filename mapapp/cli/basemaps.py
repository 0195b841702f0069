"""A base map of one's own: `basemap import`."""

from pathlib import Path

from mapapp.cli.arguments import DONE, command, settings


def add_to(commands):
    """Add the command to the parser."""
    basemap = commands.add_parser("basemap", help="make a base map").add_subparsers(required=True, metavar="COMMAND")
    importer = command(basemap, "import", import_basemap, "make a base map of an extract of OpenStreetMap")
    importer.add_argument("file", type=Path, metavar="FILE", help="OpenStreetMap XML or PBF, not packed")


def import_basemap(options):
    """Make a base map of an extract of OpenStreetMap, to be shown from the next start on."""
    from mapapp.basemap.importing import import_extract
    from mapapp.places.gazetteer import open_gazetteer

    stated = settings(options)
    outline = open_gazetteer(stated.geodata).district.geometry
    features = import_extract(options.file, outline, stated.imported_basemap)
    print(f"{stated.imported_basemap}: {len(features)} features, shown from the next start on")
    return DONE
