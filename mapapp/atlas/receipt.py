"""The receipt: what the layers were built from, in hashes and counts, and nothing of the machine."""

from mapapp.atlas.statuslog import log_bytes
from mapapp.layers import query, schema, store
from mapapp.layers.store import sha256
from mapapp.places.decisions import log_bytes as decision_bytes
from mapapp.places.gazetteer import SHAPES, TABLE
from mapapp.reading.translations import translations_path
from mapapp.version import VERSION


def receipt(geodata, atlas, collections, files):
    """Return the content of `receipt.json` for the other `files` (name → text) and their `collections`."""
    return {
        "project": {"name": "mapapp", "version": VERSION},
        **sources(geodata, atlas),
        **_decisions(geodata, atlas),
        "layers": {name: sha256(text) for name, text in files.items()},
        "counts": _counts(atlas, collections),
    }


def sources(geodata, atlas):
    """Return the hashes of everything that the layers are built from."""
    gazetteer = atlas.gazetteer
    return {
        "articles": {chapter.id: _article(geodata, chapter) for chapter in atlas.chapters},
        "gazetteer": {
            "csv_sha256": sha256((geodata / TABLE).read_bytes()),
            "geojson_sha256": sha256((geodata / SHAPES).read_bytes()),
            "rows": {id: sha256(row) for id, row in gazetteer.rows.items()},
            "shapes": {id: sha256(shape) for id, shape in gazetteer.shapes.items()},
        },
        "status": _log(geodata),
    }


def decisions_sha256(geodata):
    """Return the hash of the log of decisions; `None` where nothing was decided."""
    log = decision_bytes(geodata)
    return None if log is None else sha256(log)


def _decisions(geodata, atlas):
    """Return what the receipt says of decisions: nothing where none was taken."""
    digest = decisions_sha256(geodata)
    return {"decisions": {"jsonl_sha256": digest, "not_found": atlas.lost}} if digest else {}


def _log(geodata):
    log = log_bytes(geodata)
    return {"csv_sha256": None if log is None else sha256(log)}


def _article(geodata, chapter):
    metadata = (geodata / "articles" / f"{chapter.id}.json").read_bytes()
    translation = translations_path(chapter.file)
    return {
        "text_sha256": sha256(chapter.article.found),
        "metadata_sha256": sha256(metadata),
        "translation_sha256": sha256(translation.read_bytes()) if translation.exists() else None,
    } | ({"earlier": {day: _version(version) for day, version in chapter.earlier.items()}} if chapter.earlier else {})


def _version(version):
    translation = translations_path(version.file)
    return {
        "text_sha256": sha256(version.article.found),
        "translation_sha256": sha256(translation.read_bytes()) if translation.exists() else None,
    }


def _counts(atlas, collections):
    surveys = [chapter.survey for chapter in atlas.chapters]
    scopes = [scoped.scope for survey in surveys for scoped in survey.commitments]
    features = [feature for name in store.LAYERS for feature in collections[name]]
    return {
        "articles": len(surveys),
        "commitments": len(scopes),
        "by_scope": {scope: scopes.count(scope) for scope in schema.SCOPES},
        "mentions": sum(len(survey.mentions) for survey in surveys),
        "sites": sum(map(query.is_site, features)),
        "places": len(atlas.gazetteer.places),
    }
