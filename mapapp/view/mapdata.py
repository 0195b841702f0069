"""What the browser needs to draw the map and open a place: one GeoJSON of all layers, told briefly.

Each place names its sentences by id; `sentences` tells each of them once, in every form of the text.
"""

from shapely.geometry import shape

from mapapp.layers import query
from mapapp.layers.status import progress_of_site
from mapapp.layers.store import LAYERS
from mapapp.view.forms import FORMS, language
from mapapp.view.plates import plates as number_plates
from mapapp.view.promises import promises_of
from mapapp.view.quotes import quote_pieces, theme

TOLD = (
    *("name_zh_hans", "name_zh_hant", "name_en"),
    *("method_zh_hans", "method_zh_hant", "method"),
    *("certainty", "accuracy_m"),
)


def map_data(layers):
    """Return a FeatureCollection: the district first, then the sites in the order of their numbers."""
    plates = number_plates(layers)
    layer_of = {feature["id"]: name for name in LAYERS for feature in layers.collections[name]["features"]}
    promises = {plate.id: promises_of(plate, layers, plates) for plate in plates.values()}
    sites = [
        _site(plate, layer_of[plate.id], promises[plate.id], progress_of_site(layers, plate.feature))
        for plate in plates.values()
    ]
    return {
        "type": "FeatureCollection",
        "features": [_district(layers), *sites],
        "sentences": {promise.id: _sentence(promise) for some in promises.values() for promise in some},
    }


def _district(layers):
    district = query.district(layers)
    return _feature(district, {"layer": "district", "symbol": "district"})


def _site(plate, layer, promises, progress):
    told = {name: plate.properties[name] for name in TOLD}
    shown = {"layer": layer, "number": plate.number, "symbol": plate.symbol}
    named_in = {"anchor": anchor(plate.feature), "commitments": [promise.id for promise in promises]}
    known = {"status": progress.status, "known_on": progress.known_on} if progress.entries else {}
    return _feature(plate.feature, shown | told | named_in | known)


def _feature(feature, properties):
    return {"type": "Feature", "id": feature["id"], "geometry": feature["geometry"], "properties": properties}


def _sentence(promise):
    row, article = promise.commitment, promise.article
    return {
        "id": row["id"],
        "article": row["article"],
        "line": row.get("line"),
        "sentence": row.get("sentence"),
        "theme_zh_hans": row["theme"],
        "theme_zh_hant": theme(row, article, "clean"),
        "theme_en": row.get("theme_en"),
        "translation_en": row.get("translation_en"),
        "languages": {form: language(article, form) for form in FORMS},
        "pieces": {form: _pieces(row, article, form) for form in FORMS},
        "places": [plate.id for plate in promise.plates],
        "source": source(row),
    }


def source(commitment):
    """Return where a commitment stands in its article's file: first and last code point, and the file's SHA-256."""
    selectors = commitment["selectors"]
    position = selectors["found"][1]
    return {"start": position["start"], "end": position["end"], "sha256": selectors["source_sha256"]}


def _pieces(row, article, form):
    return [[piece.text, list(piece.places)] for piece in quote_pieces(row, article, form)]


def anchor(feature):
    """Return [longitude, latitude] where a feature's number plate stands: on it, in its middle."""
    if feature["geometry"] is None:
        return None
    form = shape(feature["geometry"])
    on_it = form.interpolate(0.5, normalized=True) if form.geom_type == "LineString" else form.representative_point()
    return [round(on_it.x, 6), round(on_it.y, 6)]
