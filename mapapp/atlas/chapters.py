"""All that goes into the layers: the gazetteer, and each article with what was found in it."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from mapapp.atlas.versions import earlier_paths
from mapapp.errors import AnchorRepeats, ArticleNameRefused, ArticleRepeats, NoArticles
from mapapp.layers import store
from mapapp.places.audit import ID
from mapapp.places.decided import Decided, decided
from mapapp.places.decisions import open_decisions, standing
from mapapp.places.gazetteer import SHAPES, Gazetteer, open_gazetteer
from mapapp.places.ground import check_ground
from mapapp.places.survey import Surveyor
from mapapp.reading import anchors
from mapapp.reading.article import Article, open_article
from mapapp.reading.metadata import open_metadata
from mapapp.reading.translations import Translations, open_translations


@dataclass(frozen=True)
class Chapter:
    """One article with what is known about it and what was found in it.

    `earlier`: the same of each of its earlier versions, by the day until which it was current, the oldest first.
    """

    id: str
    file: Path
    article: Article
    metadata: dict
    decided: Decided
    translations: Translations
    earlier: dict = field(default_factory=dict)

    @property
    def survey(self):
        """What was found in the article, as its editor decided it."""
        return self.decided.survey

    def commitment_id(self, scoped):
        """Return the id of a commitment."""
        return _commitment_id(self.id, scoped.commitment)

    def commitment(self, scoped):
        """Return a commitment as the layers state it."""
        commitment, article = scoped.commitment, self.article
        return {
            "id": self.commitment_id(scoped),
            "article": self.id,
            "theme": commitment.theme,
            "theme_en": self.translations.themes.get(commitment.theme),
            "group": commitment.group,
            "scope": scoped.scope,
            "quote": article.quote(commitment.span),
            "translation_en": self.translations.sentences.get(self.commitment_id(scoped)),
            "printed": article.as_printed(commitment.span),
            "selectors": self.selectors(commitment.span),
        }

    def selectors(self, span):
        """Return the selectors of a span of the clean text, and the hash of their source. Raises `ArticleRepeats`."""
        try:
            return {"source_sha256": store.sha256(self.article.found), **anchors.selectors(self.article, span)}
        except AnchorRepeats as reason:
            raise ArticleRepeats(file=self.file, **reason.facts) from reason


@dataclass(frozen=True)
class Atlas:
    """A checked gazetteer and the `Chapter` of each article, in the order of their ids.

    `lost`: the ids of the decisions that no longer apply.
    """

    gazetteer: Gazetteer
    chapters: list
    lost: list


def open_atlas(geodata):
    """Return the `Atlas` of a data folder, its gazetteer checked row by row, its articles as their editor decided."""
    gazetteer = open_gazetteer(geodata)
    check_ground(geodata / SHAPES, gazetteer)
    reader, kept = open_reader(geodata, gazetteer), earlier_paths(geodata / "articles")
    chapters = [_chapter(path, reader, kept.get(path.stem, {})) for path in article_paths(geodata)]
    known = {chapter.id for chapter in chapters}
    homeless = [decision for id, decisions in reader.reviews.items() if id not in known for decision in decisions]
    lost = [decision for chapter in chapters for decision in chapter.decided.lost] + homeless
    return Atlas(gazetteer, chapters, sorted(decision.id for decision in lost))


@dataclass(frozen=True)
class Reader:
    """Reads articles with one gazetteer, as their editor decided. `reviews`: the decisions, by the article's id."""

    surveyor: Surveyor
    places: dict
    reviews: dict

    def read(self, id, article):
        """Return the automatic `Survey` of an article, and what is left of it as `Decided`."""
        survey = self.surveyor.survey(article)
        return survey, decided(article, survey, self.reviews.get(id, ()), self.places)


def open_reader(geodata, gazetteer):
    """Return the `Reader` of a data folder."""
    return Reader(Surveyor(gazetteer), gazetteer.places, reviews_by_article(open_decisions(geodata)))


def reviews_by_article(decisions):
    """Return the standing decisions on commitments and names, in their order, by the article's id."""
    reviews = {}
    for decision in standing(decisions):
        if decision.subject in ("commitment", "name"):
            reviews.setdefault(decision.article, []).append(decision)
    return reviews


def article_paths(geodata):
    """Return the text files of the articles, in the order of their names. Raises `NoArticles`."""
    paths = sorted((geodata / "articles").glob("*.txt"))
    if not paths:
        raise NoArticles(folder=geodata / "articles")
    return paths


def _chapter(path, reader, kept):
    if not ID.fullmatch(path.stem):
        raise ArticleNameRefused(file=path)
    metadata = open_metadata(path.with_suffix(".json"))
    earlier = {until: chapter_of(path.stem, text, open_article(text), metadata, reader) for until, text in kept.items()}
    return replace(chapter_of(path.stem, path, open_article(path), metadata, reader), earlier=earlier)


def chapter_of(id, path, article, metadata, reader):
    """Return the `Chapter` of an article that was read from a path, beside which its translation may lie; or of a text
    that lies nowhere yet (`path` is `None`), which has none.
    """
    automatic, stands = reader.read(id, article)
    translations = _translations(id, path, article, stands.survey, automatic) if path else Translations()
    return Chapter(id, path, article, metadata, stands, translations)


def _translations(id, path, article, survey, automatic):
    """Return the translations of what stands; those of what was only read, and decided otherwise, wait in the file."""
    themes = {scoped.commitment.theme for one in (survey, automatic) for scoped in one.commitments}
    return open_translations(path, _quotes(id, article, survey), themes, waiting=_quotes(id, article, automatic))


def _quotes(id, article, survey):
    commitments = [scoped.commitment for scoped in survey.commitments]
    return {_commitment_id(id, commitment): article.quote(commitment.span) for commitment in commitments}


def _commitment_id(article_id, commitment):
    """Return the id `<article>.<line>.<sentence>` of a commitment."""
    return f"{article_id}.{commitment.line}.{commitment.sentence}"
