"""OpenStreetMap PBF: blobs of packed elements, as its format page describes them."""

import struct
import zlib

import numpy

from mapapp.errors import ExtractBroken, ExtractTooFull
from mapapp.osm.elements import NODE, RELATION, WAY, Element, Elements
from mapapp.osm.wire import Torn, fields, listed, one, packed, signed, summed, whole

LARGEST_HEAD, LARGEST_BLOB = 64 << 10, 32 << 20
"""What the format allows, in bytes, of the head of a blob and of what it unpacks to."""
MOST_UNPACKED = 1 << 28
KNOWN = {b"OsmSchema-V0.6", b"DenseNodes"}
TYPES = (NODE, WAY, RELATION)
DEGREE = 1e-9


def read_pbf(file):
    """Return the `Elements` of the PBF at the path `file`. Raises ExtractBroken and ExtractTooFull."""
    found, unpacked = Elements(file), 0
    try:
        with open(file, "rb") as opened:
            for kind, blob in _blobs(opened):
                content = _unpacked(blob)
                unpacked += len(content)
                if unpacked > MOST_UNPACKED:
                    size = f"{MOST_UNPACKED >> 20} MB"
                    raise ExtractTooFull(file=file, what_en=f"{size} unpacked", what_zh=f" {size}（解压后）")
                _take(found, kind, content)
    except (Torn, struct.error, zlib.error, ValueError, IndexError, OSError) as reason:
        raise ExtractBroken(file=file, why=f"PBF: {reason}") from reason
    return found.settle()


def _blobs(file):
    """Yield the kind of each blob, and its fields."""
    while length := file.read(4):
        (size,) = struct.unpack(">I", length)
        head = fields(_exactly(file, size, LARGEST_HEAD))
        yield bytes(one(head, 1, b"")), fields(_exactly(file, one(head, 3, 0), LARGEST_BLOB))


def _exactly(file, size, most):
    content = file.read(size) if size <= most else b""
    if size > most or len(content) < size:
        raise Torn("it ends in the middle of a blob" if size <= most else "a blob is larger than the format allows")
    return content


def _unpacked(blob):
    if 1 in blob:
        return bytes(one(blob, 1))
    if 3 not in blob:
        raise Torn("it is packed in another way than zlib")
    size = one(blob, 2, 0)
    content = zlib.decompressobj().decompress(one(blob, 3), min(size, LARGEST_BLOB) + 1)
    if len(content) != size:
        raise Torn("a blob does not unpack to what it states")
    return content


def _take(found, kind, content):
    block = fields(content)
    if kind == b"OSMHeader":
        unknown = {bytes(feature) for feature in block.get(4, [])} - KNOWN
        if unknown:
            raise Torn(f"it needs “{b', '.join(sorted(unknown)).decode('utf-8', 'replace')[:80]}”, which is not read")
    elif kind == b"OSMData":
        words = [str(text, "utf-8") for text in fields(one(block, 1, b"")).get(1, [])]
        place = (whole(one(block, 20, 0)), whole(one(block, 19, 0))), whole(one(block, 17, 100))
        for group in block.get(2, []):
            _take_group(found, fields(group), words, place)


def _take_group(found, group, words, place):
    for node in map(fields, group.get(1, [])):
        _take_nodes(found, _single(node), [dict(_tags(node, words))], place)
    for dense in map(fields, group.get(2, [])):
        numbers, xy = _deltas(dense, 1), numpy.column_stack([_deltas(dense, 9), _deltas(dense, 8)])
        _take_nodes(found, (numbers, xy), _dense_tags(packed(dense, 10), words, len(numbers)), place)
    for way in map(fields, group.get(3, [])):
        refs = numpy.array(summed(way, 8), numpy.int64)
        found.add(Element((WAY, whole(one(way, 1, 0))), dict(_tags(way, words)), refs))
    for relation in map(fields, group.get(4, [])):
        members = list(_members(relation, words))
        found.add(Element((RELATION, whole(one(relation, 1, 0))), dict(_tags(relation, words)), members))


def _take_nodes(found, stated, tags, place):
    (numbers, xy), (offsets, granularity) = stated, place
    found.add_nodes(numbers, (xy * granularity + offsets) * DEGREE)
    for number, own in zip(numbers.tolist(), tags, strict=True):
        if own:
            found.add(Element((NODE, number), own, None))


def _single(node):
    values = numpy.array([one(node, field, 0) for field in (1, 9, 8)], numpy.uint64)
    number, *xy = signed(values)
    return numpy.array([number]), numpy.array([xy])


def _deltas(message, field):
    return numpy.cumsum(signed(packed(message, field)))


def _tags(message, words):
    """Return the pairs of key and value of an element."""
    pairs = zip(listed(message, 2), listed(message, 3), strict=True)
    return [(words[key], words[value]) for key, value in pairs]


def _dense_tags(pairs, words, count):
    """Return the tags of each of `count` nodes: keys and values in turn, 0 where a node's end."""
    if not len(pairs):
        return [{}] * count
    tags, own, pairs = [], {}, iter(pairs.tolist())
    for key in pairs:
        if key:
            own[words[key]] = words[next(pairs, 0)]
        else:
            tags.append(own)
            own = {}
    return tags


def _members(relation, words):
    for role, number, type_ in zip(listed(relation, 8), summed(relation, 9), listed(relation, 10), strict=True):
        yield (TYPES[type_], number), words[role]
