"""Adding an article: its text exactly as given, and what is known about it."""

import hashlib
import json
from pathlib import PurePosixPath

from mapapp.editing.deciding import Deed
from mapapp.errors import AnchorRepeats, AnswerMissing, ArticleNameRefused, ArticleRepeats, ArticleTaken
from mapapp.places.audit import ID
from mapapp.reading import anchors
from mapapp.reading.article import read_article
from mapapp.reading.metadata import ADDED, EXPLAINED, LANGUAGES, STATED, check_metadata

NOTES = {
    "title": {"zh_hans": "没有填写标题。", "zh_hant": "沒有填寫標題。", "en": "No title was stated."},
    "date": {"zh_hans": "没有填写日期。", "zh_hant": "沒有填寫日期。", "en": "No date was stated."},
    "publisher": {"zh_hans": "没有填写发布者。", "zh_hant": "沒有填寫發布者。", "en": "No publisher was stated."},
    "text": {
        "zh_hans": "文本按收到时的样子保存，一字未改。",
        "zh_hant": "文本按收到時的樣子保存，一字未改。",
        "en": "The text is kept exactly as it was given.",
    },
}
"""What is said of what is not known, and of the text."""


def paths_of(id):
    """Return where the text and the metadata of an article lie in the data folder."""
    return f"articles/{id}.txt", f"articles/{id}.json"


def add_article(state, id, content, facts, day):
    """Return the deed that there is an article `id` with the bytes `content`; `facts`: see `metadata_of`."""
    text_path, metadata_path = paths_of(id)
    if not ID.fullmatch(id):
        raise ArticleNameRefused(file=text_path)
    if (state.geodata / text_path).exists() or (state.geodata / metadata_path).exists():
        raise ArticleTaken(id=id)
    metadata = metadata_of(id, facts, day)
    check_metadata(PurePosixPath(metadata_path), metadata)
    _check_anchors(text_path, state, read_article(PurePosixPath(text_path), content))
    written = (json.dumps(metadata, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    after = hashes({"text": content.decode("utf-8"), "metadata": written.decode("utf-8")})
    files = {text_path: content, metadata_path: written}
    return Deed("article.add", {"source": facts["source"]}, None, after, {"article": id}, files)


def metadata_of(id, facts, day):
    """Return the metadata of an article; `facts`: texts by name, empty where nothing is known.

    `author` and `role` need a text; the same is taken for each language where only one is given. `source`: where
    the text was taken from.
    """
    for field in ("language", "author", "role", "source"):
        if not facts[field].strip():
            raise AnswerMissing(field=field)
    stated = {name: facts[name].strip() or None for name in STATED}
    people = {name: {language: facts[name].strip() for language in LANGUAGES} for name in ("author", "role")}
    missing = [name for name in EXPLAINED if stated[name] is None]
    notes = {name: NOTES[name] for name in missing} | {"text": NOTES["text"]}
    return {"id": id, "language": facts["language"], ADDED: day, **people, **stated, "notes": notes}


def _check_anchors(path, state, article):
    """Refuse a text that repeats itself so that its sentences cannot be told apart."""
    survey = state.surveyor.survey(article)
    spans = [one.commitment.span for one in survey.commitments] + [named.mention.span for named in survey.mentions]
    for span in spans:
        try:
            anchors.selectors(article, span)
        except AnchorRepeats as reason:
            raise ArticleRepeats(file=path, **reason.facts) from reason


def hashes(texts):
    """Return the hash of each text by its name, as the line of an added article states them."""
    return {f"{name}_sha256": hashlib.sha256(text.encode("utf-8")).hexdigest() for name, text in texts.items()}
