"""The article in pieces: lines, sentences and names, cut from whichever form of the text is read."""

from dataclasses import dataclass, field

from mapapp.view.forms import Form


@dataclass(frozen=True)
class Cut:
    """Some characters of one form of the text and the places they name."""

    text: str
    places: tuple = ()


@dataclass(frozen=True)
class Stretch:
    """Consecutive cuts inside one commitment, or between commitments (then `commitment` is `None`)."""

    commitment: dict | None
    cuts: list


@dataclass(frozen=True)
class Paragraph:
    """One line of the article, counted from 1, in stretches."""

    line: int
    heading: bool
    stretches: list = field(default_factory=list)

    @property
    def commitments(self):
        return [stretch.commitment for stretch in self.stretches if stretch.commitment]


def paragraphs(article, form):
    """Return the lines of an article in a `form`: "clean", "found" or "simplified".

    All cuts, joined line by line, are that form's own text; nothing is converted.
    """
    clean = article["texts"]["clean"]
    cut = Form(article, form)
    found, begin = [], 0
    for number, line in enumerate(clean.split("\n"), start=1):
        span = (begin, begin + len(line))
        found.append(Paragraph(number, number in article["headings"], _stretches(article, cut, span)))
        begin = span[1] + 1
    return found


def _stretches(article, form, span):
    """Cut one line at its commitments, and these at their names."""
    start, end = span
    inside = [c for c in article["commitments"] if start <= c["start"] < end]
    stretches, done = [], start
    for commitment in sorted(inside, key=lambda c: c["start"]):
        stretches.append(Stretch(None, _cuts(article, form, done, commitment["start"])))
        stretches.append(Stretch(commitment, _cuts(article, form, commitment["start"], commitment["end"])))
        done = commitment["end"]
    stretches.append(Stretch(None, _cuts(article, form, done, end)))
    return [stretch for stretch in stretches if stretch.commitment or stretch.cuts]


def _cuts(article, form, start, end):
    cuts, done = [], start
    for mention in sorted(article["mentions"], key=lambda m: m["start"]):
        if done <= mention["start"] and mention["end"] <= end and mention["start"] < mention["end"]:
            cuts.append(Cut(form.text(done, mention["start"])))
            cuts.append(Cut(form.text(mention["start"], mention["end"]), tuple(mention["places"])))
            done = mention["end"]
    cuts.append(Cut(form.text(done, end)))
    return [cut for cut in cuts if cut.text]
