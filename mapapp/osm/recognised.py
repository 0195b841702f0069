"""Whether a file is an extract of OpenStreetMap, and in which of its two forms."""

from mapapp.errors import ExtractClosed, ExtractMissing, ExtractTooLarge, NoExtract

PBF, XML = "PBF", "XML"
HEAD_BYTES = 1024
PBF_BEGINS = b"\x0a\x09OSMHeader"


def recognised(file, largest_mb, box):
    """Return the form of the extract at the path `file`, by what it holds: `PBF` or `XML`.

    `largest_mb`: form → megabytes; `box`: west, south, east, north, named where a larger one is refused.
    Raises ExtractMissing, ExtractClosed, NoExtract and ExtractTooLarge.
    """
    try:
        with open(file, "rb") as opened:
            head, size = opened.read(HEAD_BYTES), opened.seek(0, 2)
    except FileNotFoundError as reason:
        raise ExtractMissing(file=file) from reason
    except (OSError, ValueError) as reason:
        raise ExtractClosed(file=file, why=getattr(reason, "strerror", None) or reason) from reason
    form = form_of(head)
    if form is None:
        raise NoExtract(file=file)
    if size > largest_mb[form] * 1_000_000:
        raise ExtractTooLarge(file=file, limit=largest_mb[form], box=",".join(map(str, box)))
    return form


def form_of(head):
    """Return the form of an extract that begins with the bytes `head`, or `None` where it is none."""
    if head[4:].startswith(PBF_BEGINS):
        return PBF
    return XML if b"<osm" in head else None
