"""How many features a FlatGeobuf file holds, counted from its bytes whatever its header says."""

import struct

HEADER_AT = 12
"""Where the header begins, after the magic bytes and its size."""
FEATURE_COUNT, NODE_SIZE = 8, 9
"""The fields of the header that count features, and the children of a node of the index."""
USUAL_NODE_SIZE = 16
NODE_BYTES = 40


def features(path):
    """Return the number of features that follow the header and the index of the file at `path`.

    Lengths are those of the format's specification, version 3. Raises `ValueError` where they do not fit the file.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        (header_bytes,) = struct.unpack_from("<I", _exactly(file, HEADER_AT), HEADER_AT - 4)
        if HEADER_AT + header_bytes > size:
            raise ValueError("the header is longer than the file")
        at, count = HEADER_AT + header_bytes + _index_bytes(_exactly(file, header_bytes)), 0
        while at < size:
            file.seek(at)
            (length,) = struct.unpack("<I", _exactly(file, 4))
            at, count = at + 4 + length, count + 1
    if at != size:
        raise ValueError("the last feature is not whole")
    return count


def _exactly(file, size):
    found = file.read(size)
    if len(found) < size:
        raise ValueError("the file ends early")
    return found


def _index_bytes(header):
    """Return the size of the index: a packed tree with a node for each feature, and those above up to the root."""
    try:
        count, width = _field(header, FEATURE_COUNT, "<Q", 0), _field(header, NODE_SIZE, "<H", USUAL_NODE_SIZE)
    except struct.error as problem:
        raise ValueError("the header is broken") from problem
    if not count or width < 2:
        return 0
    nodes, level = count, -(-count // width)
    while level > 1:
        nodes, level = nodes + level, -(-level // width)
    return (nodes + 1) * NODE_BYTES


def _field(table, number, form, default):
    """Return a number that the root table of a FlatBuffer holds."""
    (at,) = struct.unpack_from("<I", table)
    (back,) = struct.unpack_from("<i", table, at)
    slots = at - back
    if slots < 0:
        raise struct.error
    (width,) = struct.unpack_from("<H", table, slots)
    slot = 4 + 2 * number
    (offset,) = struct.unpack_from("<H", table, slots + slot) if slot < width else (0,)
    return struct.unpack_from(form, table, at + offset)[0] if offset else default
