"""The search keys: under which words, in which spelling, each place and each sentence can be found."""

import unicodedata

from mapapp.reading.pinyin import Readings, is_chinese
from mapapp.reading.variants import fold, traditional_forms


def search_keys(atlas, articles):
    """Return the content of `search.json` for an atlas and the contents of its article files.

    `fold`: characters and, at the same places, those they are replaced by before anything is
    compared. `places`: the subdistricts and all that an article names, each with its name first
    and then its aliases as [Simplified, pinyin, Traditional], the English ones apart.
    `sentences`: every commitment, with a syllable for each character of its text, `-` for what
    is not read. Every row of the gazetteer teaches how its name is read.
    """
    names = [(place.name_zh_hans, place.pinyin) for place in atlas.gazetteer.places.values()]
    readings = Readings(names)
    places = [_place(place, readings) for place in _answers(atlas)]
    sentences = [_sentence(row, readings) for article in articles for row in article["commitments"]]
    return {"fold": _folding(places, sentences, articles), "places": places, "sentences": sentences}


def _answers(atlas):
    """Return the places to which a search can lead: of any other there is nothing to say."""
    mentions = [named.mention for chapter in atlas.chapters for named in chapter.survey.mentions]
    named = {atlas.gazetteer.district.id, *(id for mention in mentions for id in mention.place_ids)}
    return [p for p in atlas.gazetteer.places.values() if p.id in named or p.kind == "subdistrict"]


def _place(place, readings):
    chinese, english = {}, [place.name_en]
    for name in place.names:
        if is_chinese(name):
            chinese.setdefault(_plain(name), []).append(name)
        else:
            english.append(name)
    return {
        **{column: getattr(place, column) for column in ("id", "kind", "name_zh_hans", "name_zh_hant", "name_en")},
        "names": [[name, " ".join(readings.syllables(name)), spellings[-1]] for name, spellings in chinese.items()],
        "english": english,
    }


def _sentence(commitment, readings):
    text = _plain(commitment["selectors"]["simplified"][0]["exact"])
    return {
        **{column: commitment[column] for column in ("id", "article", "places")},
        "text": text,
        "pinyin": " ".join(readings.syllables(text)),
        "english": commitment["translation_en"],
    }


def _plain(text):
    """Return a text as it is compared, of the same length: Simplified, small letters, none of full width."""
    return "".join(map(_plain_character, fold(text)))


def _plain_character(character):
    plain = unicodedata.normalize("NFKC", character).lower()
    return plain if len(plain) == 1 else character


def _folding(places, sentences, articles):
    """Return the characters that a query may hold in another form than the keys, and their form there."""
    texts = [name for place in places for name, _, _ in place["names"]] + [row["text"] for row in sentences]
    there = set("".join(texts))
    forms = traditional_forms(there)
    for article in articles:
        for clean, simplified in zip(article["texts"]["clean"], article["texts"]["simplified"], strict=True):
            if fold(simplified) in there - {clean}:
                forms.setdefault(clean, fold(simplified))
    kept = sorted(character for character in forms if character not in there)
    return {"from": "".join(kept), "to": "".join(forms[character] for character in kept)}
