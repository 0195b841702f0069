"""The places of the layers as a gazetteer that others can be linked with: Linked Places, each with its page."""

from mapapp.layers import query
from mapapp.publish.jsonld import path_of
from mapapp.writing import linkedplaces

MEDIA_TYPE = linkedplaces.MEDIA_TYPE


def places(layers, path, sites, address):
    """Return every place of the layers, drawn or not, as a FeatureCollection of Linked Places.

    `path`: its own. `sites`: ids of the places that have a page. `address`: from a path on the site to the address
    there. A place without a page is called by its place in the collection.
    """
    features = query.features(layers)
    kinds = {feature["id"]: feature["properties"]["kind"] for feature in features}

    def page(id):
        if kinds.get(id, "subdistrict") == "subdistrict":
            return address(path_of("subdistricts", id))
        return address(path_of("sites", id) if id in sites else f"{path}#{id}")

    return linkedplaces.collection(features, page)
