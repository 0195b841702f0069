"""All that goes into the layers: the gazetteer, and each article with what was found in it."""

from dataclasses import dataclass
from pathlib import Path

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
    """One article with what is known about it and what was found in it."""

    id: str
    file: Path
    article: Article
    metadata: dict
    decided: Decided
    translations: Translations

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
    surveyor, reviews = Surveyor(gazetteer), reviews_by_article(open_decisions(geodata))
    chapters = [_chapter(path, surveyor, gazetteer, reviews.pop(path.stem, ())) for path in article_paths(geodata)]
    homeless = [decision for decisions in reviews.values() for decision in decisions]
    lost = [decision for chapter in chapters for decision in chapter.decided.lost] + homeless
    return Atlas(gazetteer, chapters, sorted(decision.id for decision in lost))


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


def _chapter(path, surveyor, gazetteer, decisions):
    if not ID.fullmatch(path.stem):
        raise ArticleNameRefused(file=path)
    article = open_article(path)
    metadata, survey = open_metadata(path.with_suffix(".json")), surveyor.survey(article)
    stands = decided(article, survey, decisions, gazetteer.places)
    return Chapter(path.stem, path, article, metadata, stands, _translations(path, article, stands.survey, survey))


def _translations(path, article, survey, automatic):
    """Return the translations of what stands; those of what was only read, and decided otherwise, wait in the file."""
    themes = {scoped.commitment.theme for one in (survey, automatic) for scoped in one.commitments}
    return open_translations(path, _quotes(path, article, survey), themes, waiting=_quotes(path, article, automatic))


def _quotes(path, article, survey):
    commitments = [scoped.commitment for scoped in survey.commitments]
    return {_commitment_id(path.stem, commitment): article.quote(commitment.span) for commitment in commitments}


def _commitment_id(article_id, commitment):
    """Return the id `<article>.<line>.<sentence>` of a commitment."""
    return f"{article_id}.{commitment.line}.{commitment.sentence}"
