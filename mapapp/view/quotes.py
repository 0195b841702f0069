"""A quote in pieces: the words between names, and the names with the places they mean."""

from dataclasses import dataclass

from mapapp.view.forms import Form, words


@dataclass(frozen=True)
class Piece:
    """Some characters of a quote and the ids of the places they name; none for the words between."""

    text: str
    places: tuple = ()


def quote_pieces(commitment, article, form="clean"):
    """Return the pieces of a commitment's quote in a form of the text; joined, they are the quote.

    Names are found by the positions of their mentions, never by looking for the name.
    An article that does not hold the commitment marks nothing.
    """
    quote = words(commitment, form)
    pieces, done = [], 0
    for start, end, places in _names(commitment["id"], article, form):
        if done <= start < end <= len(quote):
            pieces += [Piece(quote[done:start]), Piece(quote[start:end], tuple(places))]
            done = end
    pieces.append(Piece(quote[done:]))
    return [piece for piece in pieces if piece.text]


def _names(commitment_id, article, form):
    """Yield start and end within the quote, and the places, of each mention in a commitment."""
    begin = next((c["start"] for c in article["commitments"] if c["id"] == commitment_id), None)
    if begin is None:
        return
    cut = Form(article, form)
    for mention in article["mentions"]:
        if mention["commitment"] == commitment_id and mention["places"]:
            yield cut.at(mention["start"]) - cut.at(begin), cut.at(mention["end"]) - cut.at(begin), mention["places"]


def theme(commitment, article, form):
    """Return a commitment's theme as the article's own `form` ("clean" or "simplified") has it.

    The data state it in Simplified; Traditional is cut at the same place from the clean text.
    """
    stated = commitment["theme"]
    begin = article["texts"]["simplified"].find(stated) if stated else -1
    if form == "simplified" or begin < 0:
        return stated
    return article["texts"][form][begin : begin + len(stated)]
