"""Our unofficial translation of an article: checked, sentence by sentence, against the words it translates."""

import json
from dataclasses import dataclass, field

from mapapp.errors import (
    Findings,
    TranslatedQuoteDiffers,
    TranslatedSentenceUnknown,
    TranslatedThemeUnknown,
    TranslationEmpty,
    TranslationsUnreadable,
)

SUFFIX = ".en.json"
"""How the file beside an article is called; the name says the language."""

_FORM = {"about": str, "themes": list, "commitments": dict}


@dataclass(frozen=True)
class Translations:
    """`sentences`: the translation of a commitment by its id. `themes`: that of a theme by its words."""

    sentences: dict = field(default_factory=dict)
    themes: dict = field(default_factory=dict)


def translations_path(text_path):
    """Return where the translation of the article in `text_path` lies, if there is one."""
    return text_path.with_name(text_path.stem + SUFFIX)


def open_translations(text_path, quotes, themes, waiting=None):
    """Return the `Translations` of the article in `text_path`; empty ones where no file lies beside it.

    `quotes`: the clean quote of each commitment by its id; `themes`: their themes. `waiting`: quotes by id that
    may have a translation too, of which nothing is returned. Raises `TranslationsUnreadable`, or `Findings`, which
    names every entry that does not fit the article.
    """
    path = translations_path(text_path)
    if not path.exists():
        return Translations()
    stated = _read(path)
    stated["commitments"] = dict(_current(stated["commitments"], quotes, waiting or {}))
    problems = [*_quote_problems(path, text_path, stated["commitments"], quotes),
                *_theme_problems(path, text_path, stated["themes"], themes),
                *_gaps(path, stated)]  # fmt: skip
    if problems:
        raise Findings(problems)
    return Translations(
        {id: entry["translation"] for id, entry in stated["commitments"].items()},
        {entry["theme"]: entry["translation"] for entry in stated["themes"]},
    )


def _current(entries, quotes, waiting):
    """Yield the entries but those that translate a quote which waits, and is not the current one."""
    for id, entry in entries.items():
        if entry["quote"] == quotes.get(id) or entry["quote"] != waiting.get(id):
            yield id, entry


def _read(path):
    try:
        stated = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_each_once)
        json.dumps(stated, ensure_ascii=False).encode("utf-8")
    except (OSError, ValueError, RecursionError) as reason:
        raise TranslationsUnreadable(
            file=path, why_en=f"not JSON in UTF-8 ({reason})", why_zh="不是可读的 UTF-8 JSON"
        ) from reason
    fault = next(_faults(stated), None)
    if fault:
        raise TranslationsUnreadable(file=path, why_en=f"{fault} is not as it should be", why_zh=f"{fault} 的形式不对")
    return stated


def _each_once(pairs):
    names = [name for name, _ in pairs]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ValueError(f"“{twice}” stands twice")
    return dict(pairs)


def _faults(stated):
    """Yield the name of each part that is not of its form; what is sound so far decides what is looked at next."""
    if not isinstance(stated, dict):
        yield "{}"
        return
    wrong = [name for name, type_ in _FORM.items() if not isinstance(stated.get(name), type_)]
    yield from wrong
    if not wrong:
        yield from (id for id, entry in stated["commitments"].items() if not _says(entry, "quote"))
        yield from (f"themes[{at}]" for at, entry in enumerate(stated["themes"]) if not _says(entry, "theme"))


def _says(entry, original):
    return isinstance(entry, dict) and all(isinstance(entry.get(name), str) for name in (original, "translation"))


def _quote_problems(path, article, entries, quotes):
    for id, entry in entries.items():
        if id not in quotes:
            yield TranslatedSentenceUnknown(file=path, id=id, article=article)
        elif entry["quote"] != quotes[id]:
            yield TranslatedQuoteDiffers(file=path, id=id, article=article)


def _theme_problems(path, article, entries, themes):
    seen = set()
    for entry in entries:
        if entry["theme"] not in themes or entry["theme"] in seen:
            yield TranslatedThemeUnknown(file=path, theme=entry["theme"], article=article)
        seen.add(entry["theme"])


def _gaps(path, stated):
    """Yield a problem for each text that says nothing; leaving an entry out is how to say nothing."""
    texts = {"about": stated["about"]}
    texts |= {id: entry["translation"] for id, entry in stated["commitments"].items()}
    texts |= {entry["theme"]: entry["translation"] for entry in stated["themes"]}
    yield from (TranslationEmpty(file=path, what=what) for what, text in texts.items() if not text.strip())
