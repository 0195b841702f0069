"""The forms in which an article is read, each its own text: clean, as found, Simplified. None is made from another."""

from bisect import bisect_right

FORMS = ("clean", "found", "simplified")
"""The first is shown where an address asks for none."""


class Form:
    """One form of an article's text, cut by positions of the clean text."""

    def __init__(self, article, name):
        self.whole = article["texts"][name]
        self.runs = article["runs"] if name == "found" else None
        self.name_ends = {mention["end"] for mention in article["mentions"]}

    def text(self, start, end):
        """Return what stands between two positions; a gloss after a name belongs to the words that follow."""
        return self.whole[self.at(start) : self.at(end)] if start < end else ""

    def at(self, position):
        """Return where a position of the clean text lies in this form."""
        if self.runs is None:
            return position
        if position in self.name_ends:
            return self._found(position - 1) + 1
        return self._found(position)

    def _found(self, position):
        if not self.runs:
            return position
        last = bisect_right(self.runs, position, key=lambda run: run[0]) - 1
        clean_start, found_start, _ = self.runs[max(last, 0)]
        return found_start + position - clean_start


def words(commitment, form):
    """Return the words of a commitment in a form: its quote, what is printed in the file, or the Simplified text."""
    if form == "simplified":
        return commitment["selectors"]["simplified"][0]["exact"]
    return commitment["printed" if form == "found" else "quote"]


def language(article, form):
    """Return the language tag of an article's text in a form."""
    return "zh-Hans" if form == "simplified" else article["metadata"]["language"]
