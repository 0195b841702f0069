"""The features of each layer: a place with the commitments that concern it."""

from mapapp.layers import geojson, schema, store
from mapapp.places.sites import find_sites

LAYER_OF_SHAPE = {type_: name for name in ("points", "lines", "areas") for type_ in schema.GEOMETRIES[name]}


def features(atlas):
    """Return the features of each layer by its name, in the order of the gazetteer; the district comes first."""
    sites = find_sites(atlas.gazetteer, {chapter.id: chapter.survey for chapter in atlas.chapters})
    district = atlas.gazetteer.district
    collections = {name: [] for name in store.LAYERS}
    for site in sorted(sites.values(), key=lambda site: site.place is not district):
        name = _layer_of(site, district)
        if name:
            collections[name].append(_feature(atlas, site))
    return collections


def _layer_of(site, district):
    place = site.place
    if place is district or place.kind == "subdistrict":
        return "district"
    if not site.commitments or place.kind == "district":
        return None
    return LAYER_OF_SHAPE[place.geometry.geom_type] if place.geometry else "district"


def _feature(atlas, site):
    place = site.place
    chapters = {chapter.id: chapter for chapter in atlas.chapters}
    properties = {column: getattr(place, column, None) for column in schema.PROPERTIES}
    properties["aliases"] = [*place.aliases, *place.shared_aliases]
    properties["commitments"] = [chapters[id].commitment(scoped) for id, scoped in site.commitments]
    return geojson.feature(place.geometry, properties)
