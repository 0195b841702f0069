"""What can be taken along, told to catalogues of data: DCAT 3 as JSON-LD."""

from shapely import to_wkt
from shapely.geometry import box, shape

from mapapp.layers import query
from mapapp.publish.holdings import made

MEDIA_TYPE = "application/ld+json"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "geosparql": "http://www.opengis.net/ont/geosparql#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
LICENCES = {
    "ODbL 1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "facts (CC0)": "https://creativecommons.org/publicdomain/zero/1.0/",
    "MIT": "https://spdx.org/licenses/MIT",
}
"""The address of each licence that has one; of others only the words are told."""


LISTED_ON = "/downloads"
"""The page that lists the datasets, each under its name."""


def catalogue(layers, titles, datasets, address, publisher=None):
    """Return the catalogue of `datasets`: (path, titles, origin, files) each, with the files to download.

    `titles`: language tag → title. A file: (path, media type, bytes, SHA-256). `address`: from a path on
    the site to the address there. `publisher`: who answers for the map, or `None`.
    """
    told = {"@context": CONTEXT, "@id": address("/dcat.jsonld"), "@type": "dcat:Catalog", "dct:title": _texts(titles)}
    told |= {"foaf:homepage": {"@id": address("/")}}
    told |= {"dct:publisher": {"@type": "foaf:Agent", "foaf:name": publisher}} if publisher else {}
    return told | {"dcat:dataset": [_dataset(layers, *one, address) for one in datasets]}


def _dataset(layers, path, titles, origin, files, address):
    return {
        "@id": address(f"{LISTED_ON}#{path.strip('/')}"),
        "@type": "dcat:Dataset",
        "dct:title": _texts(titles),
        "dct:modified": {"@type": "xsd:date", "@value": made(layers)},
        "dct:spatial": {"@type": "dct:Location", "dcat:bbox": _bounds(layers)},
        "dct:conformsTo": {"@id": CRS84},
        "dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": _rights(origin)},
        "dct:identifier": f"{path} {origin['receipt_sha256']}",
        "dcat:distribution": [_distribution(*file, origin, address) for file in files],
    }


def _rights(origin):
    return f"{', '.join(origin['licences'])}. {origin['rights']}"


def _distribution(path, media_type, content, digest, origin, address):
    licences = [{"@id": LICENCES[name]} for name in origin["licences"] if name in LICENCES]
    return {
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": address(path)},
        "dcat:downloadURL": {"@id": address(path)},
        "dcat:mediaType": {"@id": MEDIA_TYPES + media_type.partition(";")[0]},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(len(content))},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": digest},
        },
    } | ({"dct:license": licences} if licences else {})


def _bounds(layers):
    around = box(*shape(query.district(layers)["geometry"]).bounds)
    return {"@type": "geosparql:wktLiteral", "@value": to_wkt(around, 6, trim=True)}


def _texts(texts):
    return [{"@language": tag, "@value": text} for tag, text in texts.items()]
