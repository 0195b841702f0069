"""Protocol buffers, as far as OpenStreetMap's PBF uses them: fields by number, whole numbers, and lists of them."""

from itertools import accumulate

import numpy

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
LONGEST_VARINT = 10
LONGEST_LIST = 1 << 20
"""In bytes; ways have 2,000 nodes and relations 32,000 members at most."""
LARGEST = (1 << 63) - 1


class Torn(ValueError):
    """The bytes end in the middle, or are none of this form."""


def fields(message):
    """Return {number: values} of a message, bytes-like: whole numbers, or pieces of the message."""
    found, at = {}, 0
    while at < len(message):
        key, at = _varint(message, at)
        value, at = _value(message, at, key & 7)
        found.setdefault(key >> 3, []).append(value)
    return found


def one(found, number, usual=None):
    """Return the value of a field that stands at most once; the last one where it stands more often."""
    return found.get(number, [usual])[-1]


def packed(found, number):
    """Return a packed list of whole numbers as an array of uint64. Raises Torn."""
    pieces = found.get(number, [])
    if not all(isinstance(piece, memoryview) for piece in pieces):
        raise Torn("a list of numbers is not packed")
    return _varints(numpy.frombuffer(b"".join(pieces), numpy.uint8))


def listed(found, number):
    """Return a packed list of few whole numbers as a list. Raises Torn."""
    numbers = []
    for piece in found.get(number, []):
        if not isinstance(piece, memoryview) or len(piece) > LONGEST_LIST:
            raise Torn("a list of numbers is not packed, or far too long")
        value = shift = 0
        for octet in bytes(piece):
            value |= (octet & 0x7F) << shift
            shift += 7
            if octet < 0x80:
                numbers.append(value)
                value = shift = 0
        if shift:
            raise Torn("a list of numbers does not end")
    return numbers


def summed(found, number):
    """Return the numbers of which a packed list states the steps between (zigzag), as a list. Raises Torn."""
    numbers = list(accumulate(value >> 1 ^ -(value & 1) for value in listed(found, number)))
    if any(abs(value) > LARGEST for value in numbers):
        raise Torn("a number is too large")
    return numbers


def signed(numbers):
    """Return the signed numbers, int64, that an array of uint64 stands for (zigzag)."""
    return (numbers >> numpy.uint64(1)).astype(numpy.int64) ^ -(numbers & numpy.uint64(1)).astype(numpy.int64)


def whole(value):
    """Return the signed number that one whole number stands for as int32 or int64."""
    return value - (1 << 64) if value >> 63 else value


def _value(message, at, form):
    if form == VARINT:
        return _varint(message, at)
    if form == BYTES:
        length, at = _varint(message, at)
    else:
        length = {FIXED64: 8, FIXED32: 4}.get(form, len(message) + 1)
    if at + length > len(message):
        raise Torn("a field ends beyond its message")
    return memoryview(message)[at : at + length], at + length


def _varint(message, at):
    value = shift = 0
    for place in range(at, min(at + LONGEST_VARINT, len(message))):
        value |= (message[place] & 0x7F) << shift
        if message[place] < 0x80:
            return value & 0xFFFFFFFFFFFFFFFF, place + 1
        shift += 7
    raise Torn("a number does not end")


def _varints(octets):
    """Return the numbers in an array of bytes, all at once."""
    ends = numpy.flatnonzero(octets < 0x80)
    if len(octets) and (not len(ends) or ends[-1] != len(octets) - 1):
        raise Torn("a list of numbers does not end")
    starts = numpy.concatenate([[0], ends[:-1] + 1]) if len(ends) else ends
    lengths = ends - starts + 1
    if len(lengths) and lengths.max() > LONGEST_VARINT:
        raise Torn("a number does not end")
    values = numpy.zeros(len(ends), numpy.uint64)
    for place in range(lengths.max() if len(lengths) else 0):
        longer = lengths > place
        values[longer] |= (octets[starts[longer] + place] & 0x7F).astype(numpy.uint64) << numpy.uint64(7 * place)
    return values
