"""The whole build on one page.

articles ─► reading ─┐
                     ├─► places ─► atlas ─► layers, articles, ledger, receipt
gazetteer ───────────┘
"""

from mapapp.atlas.chapters import open_atlas
from mapapp.atlas.features import features
from mapapp.atlas.ledger import ledger
from mapapp.atlas.marks import marked_article
from mapapp.atlas.receipt import receipt
from mapapp.layers import geojson, schema, store


def build(geodata):
    """Return the files of the layer folder (name → text) for the data folder `geodata`.

    Raises a `MapappError` that names the file, the row and what to do. Writes nothing.
    """
    atlas = open_atlas(geodata)
    collections = features(atlas)
    for name, layer in collections.items():
        schema.check(name, layer)
    files = {f"{name}.geojson": geojson.dump_layer(name, layer) for name, layer in collections.items()}
    files |= {f"article-{chapter.id}.json": geojson.dump(marked_article(atlas, chapter)) for chapter in atlas.chapters}
    files[store.LEDGER] = geojson.dump(ledger(atlas))
    files[store.RECEIPT] = geojson.dump(store.seal(receipt(geodata, atlas, collections, files)))
    return files
