"""A quote in pieces: the words between names, and the names with the places they mean."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """Some characters of a quote and the ids of the places they name; none for the words between."""

    text: str
    places: tuple = ()


def quote_pieces(commitment, article):
    """Return the pieces of a commitment's quote; joined, they are the quote.

    Names are found by the positions of their mentions, never by looking for the name.
    An article that does not hold the commitment marks nothing.
    """
    quote = commitment["quote"]
    pieces, done = [], 0
    for start, end, places in _names(commitment["id"], article):
        if done <= start < end <= len(quote):
            pieces += [Piece(quote[done:start]), Piece(quote[start:end], tuple(places))]
            done = end
    pieces.append(Piece(quote[done:]))
    return [piece for piece in pieces if piece.text]


def _names(commitment_id, article):
    """Yield start and end within the quote, and the places, of each mention in a commitment."""
    begin = next((c["start"] for c in article["commitments"] if c["id"] == commitment_id), None)
    for mention in article["mentions"]:
        if begin is not None and mention["commitment"] == commitment_id and mention["places"]:
            yield mention["start"] - begin, mention["end"] - begin, mention["places"]


def theme(commitment, article, form):
    """Return a commitment's theme as the article's own `form` ("clean" or "simplified") has it.

    The data state it in Simplified; Traditional is cut at the same place from the clean text.
    """
    stated = commitment["theme"]
    begin = article["texts"]["simplified"].find(stated) if stated else -1
    if form == "simplified" or begin < 0:
        return stated
    return article["texts"][form][begin : begin + len(stated)]
