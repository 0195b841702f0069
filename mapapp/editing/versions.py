"""A new version of an article's text: what it changes, and which files of the data folder that is."""

import json
from dataclasses import dataclass
from datetime import date

from mapapp.atlas.chapters import chapter_of, open_reader
from mapapp.atlas.statuslog import LOG, log_rows
from mapapp.atlas.versions import FOLDER, changes_between, earlier_paths, is_day, quotes
from mapapp.errors import ArticleMissing, Findings, RowStranded, VersionDayRefused, VersionTheSame
from mapapp.places.gazetteer import open_gazetteer
from mapapp.reading.article import open_article, read_article
from mapapp.reading.changes import Changes
from mapapp.reading.metadata import open_metadata
from mapapp.reading.translations import SUFFIX, translations_path


@dataclass(frozen=True)
class Replacement:
    """A new text for an article, read and found sound, but not written.

    `contents`: the files that it changes, as `revision.revise` takes them. `changes`: from the
    present text to the new one. `before`, `after`: the words of each sentence by its id, in either.
    """

    contents: dict
    changes: Changes
    before: dict
    after: dict


def replacement(geodata, id, content, until, *, name="the new text", today=None):
    """Return the `Replacement` of the text of the article `id` by `content`, bytes called `name`. Writes nothing.

    The present text is kept as the version that was current until the day `until` (2026-11-24),
    which is not after `today`. A translation goes with its sentences; all of the present one
    stays beside the present text. Raises a `MapappError`: for a text that is none, repeats
    itself or is the same, for a day that cannot be, or `Findings` of `RowStranded`, one for
    each row of the log whose sentence would move or vanish.
    """
    path = geodata / "articles" / f"{id}.txt"
    if not path.exists():
        raise ArticleMissing(file=path)
    if path.read_bytes() == content:
        raise VersionTheSame(file=name, article=id)
    _check_day(path, until, today or date.today().isoformat())
    present, following = _read(geodata, id, path, read_article(name, content))
    before, after, found = quotes(present), quotes(following), changes_between(present, following)
    _check_log(geodata / LOG, found, before)
    kept = f"articles/{FOLDER}/{id}.{until}"
    texts = {f"{kept}.txt": path.read_bytes(), f"articles/{id}.txt": content}
    return Replacement(texts | _translations(path, kept, found, following), found, before, after)


def _check_day(path, until, today):
    """Check that a day can be the last one of the present text in `path`."""
    kept = earlier_paths(path.parent).get(path.stem, {})
    if not is_day(until):
        why = "it is no day", "它不是日期", "它不是日期"
    elif until > today:
        why = "that day is yet to come", "这一天还没有到", "這一天還沒有到"
    elif kept and until <= max(kept):
        last = max(kept)
        why = (
            f"the version before it was current until {last}",
            f"前一个版本到 {last} 为止",
            f"前一個版本到 {last} 為止",
        )
    else:
        return
    raise VersionDayRefused(file=path, day=until, why_en=why[0], why_zh=why[1], why_zh_hant=why[2])


def _read(geodata, id, path, article):
    """Return the `Chapter` of the present text in `path`, and that of the new `article`, all of it fit to be quoted."""
    reader, metadata = open_reader(geodata, open_gazetteer(geodata)), open_metadata(path.with_suffix(".json"))
    present = chapter_of(id, path, open_article(path), metadata, reader)
    following = chapter_of(id, None, article, metadata, reader)
    for scoped in following.survey.commitments:
        following.commitment(scoped)
    for named in following.survey.mentions:
        following.selectors(named.mention.span)
    return present, following


def _check_log(log, found, before):
    """Raise `Findings` that name every row of the log whose sentence does not stay where it is."""
    moved = dict(found.moved)
    problems = [
        RowStranded(file=log, row=row, subject=cells[0], quote=before[cells[0]], **_fate(moved.get(cells[0])))
        for row, cells in log_rows(log)
        if cells[0] in moved or cells[0] in found.vanished
    ]
    if problems:
        raise Findings(problems)


def _fate(now):
    if now is None:
        return {"fate_en": "is gone", "fate_zh": "没有了", "fate_zh_hant": "沒有了"}
    return {"fate_en": f"stands at {now}", "fate_zh": f"移到了 {now}", "fate_zh_hant": f"移到了 {now}"}


def _translations(path, kept, found, following):
    """Return the files of the translation, as `contents`: the present one kept, the next one of what is still said."""
    present = translations_path(path)
    if not present.exists():
        return {}
    content = present.read_bytes()
    stated = json.loads(content)
    now = {id: id for id in found.unchanged} | dict(found.moved)
    themes = {scoped.commitment.theme for scoped in following.survey.commitments}
    said = {now[id]: entry for id, entry in stated["commitments"].items() if id in now}
    ordered = {id: said[id] for id in quotes(following) if id in said}
    stated |= {
        "themes": [entry for entry in stated["themes"] if entry["theme"] in themes],
        "commitments": ordered,
    }
    text = json.dumps(stated, ensure_ascii=False, indent=1) + "\n"
    return {f"{kept}{SUFFIX}": content, f"articles/{present.name}": text.encode()}
