"""What a build would change of the published layers: counts, and the sites and sentences that come, change and go."""

import json
from dataclasses import dataclass

from mapapp.layers import query, store


@dataclass(frozen=True)
class Difference:
    """`counts`: (what, before, after). `sites`, `commitments`: {"new": [...], "changed": [...], "gone": [...]} of
    (id, words)."""

    counts: list
    sites: dict
    commitments: dict

    @property
    def is_empty(self):
        """Whether nothing of this would change."""
        return not any([*self.sites.values(), *self.commitments.values()])


def difference(published, built):
    """Return the `Difference` between the files of two builds (name → text); `published` may be empty."""
    return Difference(
        _counts(published, built),
        _compare(_sites(published), _sites(built)),
        _compare(_commitments(published), _commitments(built)),
    )


def _counts(published, built):
    before, after = (json.loads(files.get(store.RECEIPT, "{}")).get("counts", {}) for files in (published, built))
    return [
        (name, before.get(name, 0), after[name]) for name in ("articles", "commitments", "mentions", "sites", "places")
    ]


def _sites(files):
    layers = [json.loads(files[f"{name}.geojson"]) for name in store.LAYERS if f"{name}.geojson" in files]
    features = [feature for layer in layers for feature in layer["features"] if query.is_site(feature)]
    return {feature["id"]: (feature["properties"]["name_zh_hans"], feature) for feature in features}


def _commitments(files):
    articles = [json.loads(text) for name, text in files.items() if name.startswith("article-")]
    return {said["id"]: (said["quote"], said) for article in articles for said in article["commitments"]}


def _compare(before, after):
    """Return what is new, changed and gone; what is compared is all that the files say of it."""
    return {
        "new": [(id, words) for id, (words, _) in after.items() if id not in before],
        "changed": [(id, words) for id, (words, all) in after.items() if id in before and before[id][1] != all],
        "gone": [(id, words) for id, (words, _) in before.items() if id not in after],
    }
