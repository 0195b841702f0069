"""From articles to the layer folder: `build`, `check`, `read`."""

import json
import os
from contextlib import nullcontext
from pathlib import Path

from mapapp.cli.arguments import DONE, FOUND_WRONG, command, language, refuse, settings
from mapapp.errors import DecisionLost, GazetteerMissing, LayersMissing, MapappError, NoArticles

NOTHING_TO_CHECK = (NoArticles, GazetteerMissing, LayersMissing)


def add_to(commands):
    """Add the commands to the parser."""
    command(commands, "build", build, "build the layers from articles and gazetteer")
    command(commands, "check", check, "prove the published layers against their sources")
    reader = command(commands, "read", read, "print the commitments and places in any UTF-8 text files")
    reader.add_argument("files", nargs="+", type=Path, metavar="FILE")
    reader.add_argument("--format", choices=("text", "jsonl"), default="text")


def build(options):
    """Build the layers and publish them."""
    from mapapp.atlas.build import build
    from mapapp.layers import store

    stated = _settled(options)
    with _undisturbed(stated.geodata):
        files = build(stated.geodata, stated.layers)
    changed = store.publish(stated.layers, files)
    receipt = json.loads(files[store.RECEIPT])
    counts = receipt["counts"]
    print(f"{stated.layers}: {'published' if changed else 'unchanged'}; "
          f"{counts['commitments']} commitments, {counts['sites']} sites, {counts['mentions']} mentions")  # fmt: skip
    for id in receipt.get("decisions", {}).get("not_found", ()):
        print(DecisionLost(id=id).sentence(language(os.environ)))
    return DONE


def check(options):
    """Prove the published layers against articles and gazetteer."""
    from mapapp.proof import problems

    stated = _settled(options)
    try:
        with _undisturbed(stated.geodata):
            found = problems(stated.geodata, stated.layers)
    except NOTHING_TO_CHECK:
        raise
    except MapappError as error:
        found = [error]
    for problem in found:
        refuse(problem)
    if not found:
        print(f"{stated.layers}: every quote, layer and row is what articles and gazetteer say")
    return FOUND_WRONG if found else DONE


def read(options):
    """Print what stands in any text files: a file that cannot be read gets its sentence, the others are printed."""
    from mapapp.places.gazetteer import open_gazetteer
    from mapapp.places.survey import Surveyor
    from mapapp.places.transcript import outline, transcript
    from mapapp.reading.article import open_article

    surveyor = Surveyor(open_gazetteer(_settled(options).geodata))
    status = DONE
    for path in options.files:
        try:
            article = open_article(path)
        except MapappError as error:
            status = refuse(error)
            continue
        record = transcript(path.stem, article, surveyor.survey(article))
        print(json.dumps(record, ensure_ascii=False) if options.format == "jsonl" else outline(article, record))
    return status


def _settled(options):
    """Return the settings, the data folder whole: a revision that was killed half-way is carried out first."""
    from mapapp.editing.revision import finish

    stated = settings(options)
    finish(stated.geodata)
    return stated


def _undisturbed(geodata):
    """Keep an editor from changing files while they are read; a folder that is not there is for others to tell."""
    from mapapp.editing.revision import alone

    return alone(geodata) if geodata.is_dir() else nullcontext()
