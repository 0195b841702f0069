"""The whole build on one page.

articles ─► reading ─┐
                     ├─► places ─► atlas ─► layers, articles, search keys, ledger, status, receipt
gazetteer ───────────┘               ▲
log of statuses ─────────────────────┘
"""

from mapapp.atlas.chapters import open_atlas
from mapapp.atlas.features import features
from mapapp.atlas.ledger import ledger
from mapapp.atlas.marks import marked_article
from mapapp.atlas.receipt import receipt
from mapapp.atlas.searchkeys import search_keys
from mapapp.atlas.statuslog import open_log, subjects_of
from mapapp.layers import geojson, keys, schema, store, versions


def build(geodata, published=None):
    """Return the files of the layer folder (name → text) for the data folder `geodata`.

    Of what is `published` already (a folder or a store's address; else that of the data folder), only the status
    entries and their sentences are read: both stay.
    Raises a `MapappError` that names the file, the row and what to do. Writes nothing.
    """
    atlas = open_atlas(geodata)
    collections = features(atlas)
    for name, layer in collections.items():
        schema.check(name, layer)
    files = {f"{name}.geojson": geojson.dump_layer(name, layer) for name, layer in collections.items()}
    articles = [marked_article(atlas, chapter) for chapter in atlas.chapters]
    for article in articles:
        name = f"article-{article['id']}.json"
        schema.check_times(name, article)
        versions.check(name, article)
        files[name] = geojson.dump(article)
    files[store.SEARCH] = _searchable(search_keys(atlas, articles))
    files[store.LEDGER] = geojson.dump_rows(ledger(atlas))
    entries = open_log(geodata, subjects_of(atlas, collections), store.published(published or geodata / "layers"))
    schema.check_entries(store.STATUS, entries)
    files[store.STATUS] = geojson.dump({"entries": entries})
    files[store.RECEIPT] = geojson.dump(store.seal(receipt(geodata, atlas, collections, files)))
    return files


def _searchable(content):
    keys.check(store.SEARCH, content)
    return geojson.dump_rows(content)
