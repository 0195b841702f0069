"""Extracts drawn by hand for tests, written as XML and as PBF."""

import struct
import zlib
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

NODE, WAY, RELATION = "node", "way", "relation"
TYPES = (NODE, WAY, RELATION)
PER_BLOCK = 8000


@dataclass
class Drawing:
    """Elements in the order in which they were drawn: id → (position, refs or members; tags)."""

    nodes: dict = field(default_factory=dict)
    ways: dict = field(default_factory=dict)
    relations: dict = field(default_factory=dict)

    def node(self, lon, lat, number=None, **tags):
        """Draw a node; return its number."""
        number = number or len(self.nodes) + 1
        self.nodes[number] = ((round(lon, 7), round(lat, 7)), _named(tags))
        return number

    def way(self, refs, number=None, **tags):
        """Draw a way through nodes; return its number."""
        number = number or len(self.ways) + 1
        self.ways[number] = (list(refs), _named(tags))
        return number

    def line(self, *degrees, **tags):
        """Draw a way with nodes of its own."""
        return self.way([self.node(*place) for place in degrees], **tags)

    def area(self, west, south, east, north, **tags):
        """Draw a closed way around a box."""
        corners = [self.node(*place) for place in ((west, south), (east, south), (east, north), (west, north))]
        return self.way([*corners, corners[0]], **tags)

    def relation(self, members, number=None, **tags):
        """Draw a relation of (type, number, role); return its number."""
        number = number or len(self.relations) + 1
        self.relations[number] = (list(members), _named(tags))
        return number


def _named(tags):
    """Return tags as OpenStreetMap has them: `name_en` for `name:en`, `type_` for `type`, for names of Python's."""
    written = {key.rstrip("_").replace("name_", "name:").replace("zh_H", "zh-H"): value for key, value in tags.items()}
    return {"alt_name" if key == "alt_name:" else key: value for key, value in written.items()}


def xml(drawing):
    """Return a drawing as OSM XML, as bytes."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6" generator="drawn for tests">']
    for number, ((lon, lat), tags) in drawing.nodes.items():
        lines.append(f'<node id="{number}" lat="{lat}" lon="{lon}">{_xml_tags(tags)}</node>')
    for number, (refs, tags) in drawing.ways.items():
        lines.append(
            f'<way id="{number}">{"".join(f"<nd ref={quoteattr(str(ref))}/>" for ref in refs)}{_xml_tags(tags)}</way>'
        )
    for number, (members, tags) in drawing.relations.items():
        told = "".join(f'<member type="{type_}" ref="{ref}" role="{role}"/>' for type_, ref, role in members)
        lines.append(f'<relation id="{number}">{told}{_xml_tags(tags)}</relation>')
    return "\n".join([*lines, "</osm>\n"]).encode()


def _xml_tags(tags):
    return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())


def pbf(drawing):
    """Return a drawing as OSM PBF, dense nodes, as bytes."""
    blocks = [blob("OSMHeader", b"".join(_bytes(4, feature) for feature in (b"OsmSchema-V0.6", b"DenseNodes")))]
    for group in (_dense, _ways, _relations):
        blocks += [blob("OSMData", content) for content in group(drawing)]
    return b"".join(blocks)


def blob(kind, content, *, stated=None, field=3):
    """Return a blob of a PBF; `stated`: what it says that it unpacks to; `field`: 3, packed by zlib."""
    blob = _number(2, len(content) if stated is None else stated) + _bytes(field, zlib.compress(content))
    head = _bytes(1, kind.encode()) + _number(3, len(blob))
    return struct.pack(">I", len(head)) + head + blob


def _blocks(elements, group):
    """Yield blocks of some thousand elements; `group(items, words)` writes the group of each."""
    items = list(elements.items())
    for start in range(0, len(items), PER_BLOCK):
        words = {"": 0}
        content = _bytes(2, group(items[start : start + PER_BLOCK], words))
        yield _bytes(1, b"".join(_bytes(1, word.encode()) for word in words)) + content


def _dense(drawing):
    def group(items, words):
        tags = [pair for _, (_, own) in items for pair in (*_words(own, words), 0)]
        lon, lat = ([round(place[axis] * 1e7) for _, (place, _) in items] for axis in (0, 1))
        numbers = [number for number, _ in items]
        dense = _bytes(1, _deltas(numbers)) + _bytes(8, _deltas(lat)) + _bytes(9, _deltas(lon))
        return _bytes(2, dense + _bytes(10, _list(tags)))

    return _blocks(drawing.nodes, group)


def _ways(drawing):
    def group(items, words):
        return b"".join(
            _bytes(3, _head(number, own, words) + _bytes(8, _deltas(refs))) for number, (refs, own) in items
        )

    return _blocks(drawing.ways, group)


def _relations(drawing):
    def group(items, words):
        return b"".join(
            _bytes(4, _head(number, own, words) + _told(members, words)) for number, (members, own) in items
        )

    return _blocks(drawing.relations, group)


def _told(members, words):
    if not members:
        return b""
    roles = [words.setdefault(role, len(words)) for _, _, role in members]
    types = [TYPES.index(type_) for type_, _, _ in members]
    return _bytes(8, _list(roles)) + _bytes(9, _deltas([ref for _, ref, _ in members])) + _bytes(10, _list(types))


def _head(number, tags, words):
    pairs = _words(tags, words)
    told = _bytes(2, _list(pairs[::2])) + _bytes(3, _list(pairs[1::2])) if pairs else b""
    return _number(1, number) + told


def _words(tags, words):
    return [words.setdefault(text, len(words)) for pair in tags.items() for text in pair]


def _number(field_, value):
    return _varint(field_ << 3) + _varint(value)


def _bytes(field_, content):
    return _varint(field_ << 3 | 2) + _varint(len(content)) + content


def _deltas(numbers):
    steps = [number - before for number, before in zip(numbers, [0, *numbers], strict=False)]
    return _list([step << 1 if step >= 0 else (-step << 1) - 1 for step in steps])


def _list(numbers):
    return b"".join(map(_varint, numbers))


def _varint(value):
    octets = []
    while value > 0x7F:
        octets.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*octets, value])
