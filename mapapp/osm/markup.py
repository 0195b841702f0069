"""OpenStreetMap XML: read by our own hand, without anything that a document may declare."""

from xml.parsers.expat import ExpatError, ParserCreate

import numpy

from mapapp.errors import ExtractBroken
from mapapp.osm.elements import NODE, RELATION, WAY, Element, Elements

KINDS = (NODE, WAY, RELATION)
PIECE_BYTES = 1 << 20
DEEPEST = 9
"""An extract has three levels; programs may add what they like within some more."""


def read_xml(file):
    """Return the `Elements` of the XML at the path `file`. Raises ExtractBroken.

    Elements that are marked as deleted are none. A node with an unusable position is not there.
    """
    reader = _Reader(file)
    try:
        with open(file, "rb") as opened:
            while piece := opened.read(PIECE_BYTES):
                reader.parser.Parse(piece, False)
            reader.parser.Parse(b"", True)
    except ExpatError as reason:
        raise ExtractBroken(file=file, why=f"XML: {reason}") from reason
    except (_Unfit, OSError) as reason:
        raise ExtractBroken(file=file, why=reason) from reason
    return reader.elements()


class _Unfit(Exception):
    """The document is well-formed, and no extract."""


class _Reader:
    """Takes the document in, element by element."""

    def __init__(self, file):
        self._found = Elements(file)
        self._numbers, self._degrees = [], []
        self._open, self._depth = None, 0
        self.parser = ParserCreate()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.buffer_text = True

    def elements(self):
        """Return what was found."""
        self._found.add_nodes(numpy.array(self._numbers, numpy.int64), numpy.array(self._degrees, float).reshape(-1, 2))
        return self._found.settle()

    def _refuse(self, *_):
        raise _Unfit("it declares a document type, which an extract does not need")

    def _start(self, name, stated):
        self._depth += 1
        if self._depth == 1 and name != "osm":
            raise _Unfit(f"it is a document of kind “{name[:40]}”, not “osm”")
        if self._depth > DEEPEST:
            raise _Unfit("it is nested too deeply")
        if self._depth == 2 and name in KINDS:
            self._begin(name, stated)
        elif self._depth == 3 and self._open:
            self._add(name, stated)

    def _begin(self, kind, stated):
        if stated.get("visible") == "false" or stated.get("action") == "delete":
            return
        self._open = Element((kind, _number(stated, "id")), {}, None if kind == NODE else [])
        if kind == NODE:
            self._numbers.append(self._open.id[1])
            self._degrees.append((_degree(stated, "lon"), _degree(stated, "lat")))

    def _add(self, name, stated):
        if name == "tag":
            self._open.tags.setdefault(stated.get("k", ""), stated.get("v", ""))
        elif name == "nd" and self._open.id[0] == WAY:
            self._open.refs.append(_number(stated, "ref"))
        elif name == "member" and self._open.id[0] == RELATION:
            self._open.refs.append(((stated.get("type"), _number(stated, "ref")), stated.get("role", "")))

    def _end(self, _):
        self._depth -= 1
        if self._depth == 1 and self._open:
            if self._open.tags or self._open.id[0] != NODE:
                self._found.add(self._open)
            self._open = None


def _number(stated, name):
    try:
        return int(numpy.int64(int(stated[name])))
    except (KeyError, ValueError, OverflowError):
        raise _Unfit(f"an element has no usable {name}") from None


def _degree(stated, name):
    try:
        return float(stated[name])
    except (KeyError, ValueError):
        return numpy.nan
