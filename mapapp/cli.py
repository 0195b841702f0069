"""The `mapapp` command: reads arguments, calls one function, prints.

Exit 0: done. 1: checked and found wrong. 2: unusable input or arguments, one sentence on
stderr and nothing on stdout.
"""

import argparse
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from mapapp.errors import (
    ArgumentsRefused,
    BadBlockFile,
    GazetteerMissing,
    LayersMissing,
    MapappError,
    NoArticles,
)
from mapapp.settings import read_settings

DONE, FOUND_WRONG, UNUSABLE = 0, 1, 2
NOTHING_TO_CHECK = (NoArticles, GazetteerMissing, LayersMissing)


def main(arguments=None):
    """Run the command; return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = _parser().parse_args(arguments)
        return options.run(options)
    except MapappError as error:
        return _refuse(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def build(options):
    """Build the layers and publish them."""
    from mapapp.atlas.build import build
    from mapapp.layers import store

    settings = _settings(options)
    files = build(settings.geodata)
    changed = store.publish(settings.layers, files)
    counts = json.loads(files[store.RECEIPT])["counts"]
    print(f"{settings.layers}: {'published' if changed else 'unchanged'}; "
          f"{counts['commitments']} commitments, {counts['sites']} sites, {counts['mentions']} mentions")  # fmt: skip
    return DONE


def check(options):
    """Prove the published layers against articles and gazetteer."""
    from mapapp.proof import problems

    settings = _settings(options)
    try:
        found = problems(settings.geodata)
    except NOTHING_TO_CHECK:
        raise
    except MapappError as error:
        found = [error]
    for problem in found:
        _refuse(problem)
    if not found:
        print(f"{settings.layers}: every quote, layer and row is what articles and gazetteer say")
    return FOUND_WRONG if found else DONE


def read(options):
    """Print what stands in any text files: a file that cannot be read gets its sentence, the others are printed."""
    from mapapp.places.gazetteer import open_gazetteer
    from mapapp.places.survey import Surveyor
    from mapapp.places.transcript import outline, transcript
    from mapapp.reading.article import open_article

    surveyor = Surveyor(open_gazetteer(_settings(options).geodata))
    status = DONE
    for path in options.files:
        try:
            article = open_article(path)
        except MapappError as error:
            status = _refuse(error)
            continue
        record = transcript(path.stem, article, surveyor.survey(article))
        print(json.dumps(record, ensure_ascii=False) if options.format == "jsonl" else outline(article, record))
    return status


def overlay(options):
    """Lay a planner's block units over the commitments; write the result as the ending of its name says."""
    from mapapp.blocks.exports.delivery import deliver
    from mapapp.blocks.exports.endings import MODULES
    from mapapp.blocks.told import candidate_line, counts_line

    ending = _ending(options, MODULES)
    try:
        answer, content = _taken_away(options, ending)
    except BadBlockFile as error:
        _refuse(error)
        for candidate in error.facts.get("candidates", ()):
            print(f"  {candidate_line(candidate, _language(os.environ))}", file=sys.stderr)
        return UNUSABLE
    deliver(options.out, content)
    for finding in answer["findings"]:
        print(f"{finding['kind']}: {finding[_language(os.environ)]}")
    print(f"{options.out}: {counts_line(answer)}")
    return DONE


def import_basemap(options):
    """Make a base map of an extract of OpenStreetMap, to be shown from the next start on."""
    from mapapp.basemap.importing import import_extract
    from mapapp.places.gazetteer import open_gazetteer

    settings = _settings(options)
    outline = open_gazetteer(settings.geodata).district.geometry
    features = import_extract(options.file, outline, settings.imported_basemap)
    print(f"{settings.imported_basemap}: {len(features)} features, shown from the next start on")
    return DONE


def export(options):
    """Write the map as one HTML file that asks nobody for anything, or the whole site as files for any web server."""
    return _export_site(options) if options.site else _export_file(options)


def _export_site(options):
    from mapapp.web.stillsite import write_site

    files = write_site(_settings(options), options.site)
    print(f"{options.site}: {len(files)} files, {sum(map(len, files.values())) / 1e6:.1f} MB")
    return DONE


def _export_file(options):
    from mapapp.blocks.exports.delivery import deliver
    from mapapp.web.onefile import one_file

    content = one_file(_settings(options), options.language)
    deliver(options.one_file, content)
    print(f"{options.one_file}: {len(content) / 1000:.0f} kB, opens from disk without a request")
    return DONE


def serve(options):
    """Serve the map until stopped."""
    from mapapp.web.server import serve

    return serve(_settings(options), host=options.host, port=options.port)


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
    from mapapp.blocks.blocks import Wishes, limits_of
    from mapapp.blocks.jobs import Jobs
    from mapapp.blocks.takeaway import take_away

    settings = _settings(options)
    wishes = Wishes(crs=options.crs, encoding=options.encoding, layer=options.layer, label=options.label)
    jobs = Jobs(limits_of(settings.numbers), settings.layers, settings.numbers)
    try:
        return take_away(options.file, ending, wishes, jobs)
    finally:
        jobs.close()


def _settings(options):
    settings = read_settings()
    return replace(settings, geodata=options.geodata) if options.geodata else settings


def _refuse(error):
    print(error.sentence(_language(os.environ)), file=sys.stderr)
    return UNUSABLE


def _language(environ):
    """Return the language of our sentences for a POSIX environment (LC_ALL, LC_MESSAGES, LANG)."""
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    if not locale.startswith("zh"):
        return "en"
    return "zh-hant" if locale.startswith(("zh_TW", "zh_HK", "zh_MO")) else "zh-hans"


class _Parser(argparse.ArgumentParser):
    def error(self, message):
        raise ArgumentsRefused(command=self.prog, why=message)


def _parser():
    parser = _Parser(prog="mapapp", description="From a district's article to a map with its own words.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _command(commands, "build", build, "build the layers from articles and gazetteer")
    _command(commands, "check", check, "prove the published layers against their sources")
    reader = _command(commands, "read", read, "print the commitments and places in any UTF-8 text files")
    reader.add_argument("files", nargs="+", type=Path, metavar="FILE")
    reader.add_argument("--format", choices=("text", "jsonl"), default="text")
    planner = _command(commands, "overlay", overlay, "lay block units over the commitments")
    planner.add_argument("file", type=Path, metavar="FILE", help="GeoJSON, zipped Shapefile, GeoPackage, KML, CSV …")
    planner.add_argument("--out", type=Path, required=True, metavar="RESULT", help="its ending says how it is written")
    planner.add_argument("--crs", help="EPSG:n, GCJ-02 or BD-09, where the file does not say")
    planner.add_argument("--encoding", help="of its text, where that is not recognised")
    planner.add_argument("--layer", help="of several")
    planner.add_argument("--label", help="the column that names the units")
    basemap = commands.add_parser("basemap", help="make a base map").add_subparsers(required=True, metavar="COMMAND")
    importer = _command(basemap, "import", import_basemap, "make a base map of an extract of OpenStreetMap")
    importer.add_argument("file", type=Path, metavar="FILE", help="OpenStreetMap XML or PBF, not packed")
    exporter = _command(commands, "export", export, "write the map to be handed on")
    form = exporter.add_mutually_exclusive_group(required=True)
    form.add_argument("--one-file", type=Path, metavar="FILE", help="the map as one HTML file")
    form.add_argument("--site", type=Path, metavar="DIR", help="the whole site as files; an earlier export is replaced")
    exporter.add_argument("--language", choices=("zh-hans", "zh-hant", "en"), default="zh-hans", help="of the one file")
    server = _command(commands, "serve", serve, "serve the map")
    server.add_argument("--host", default="127.0.0.1")
    server.add_argument("--port", type=port, default=8000)
    return parser


def _command(commands, name, run, help):
    parser = commands.add_parser(name, help=help, description=run.__doc__)
    parser.add_argument(
        "--geodata", type=Path, metavar="DIR", help="the data folder (default: the one that comes along)"
    )
    parser.set_defaults(run=run)
    return parser


def port(text):
    """Return the port that `text` states; the parser names this function when it refuses one."""
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError
    return number
