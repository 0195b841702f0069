"""Tables of Arrow as the columns of a file: every value as exact text."""

import json
from itertools import chain, count

import numpy as np
import pyarrow as pa

TEXT = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
BINARY = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary, pa.types.is_binary_view)

BEYOND = (OverflowError, ValueError, pa.ArrowException)
"""What is raised for a value that Python cannot say, such as a date beyond the year 9999 or in a zone nobody knows."""
BOUNDS, HEIGHTS = {"xmin", "ymin", "xmax", "ymax"}, {"zmin", "zmax"}


def text_columns(table):
    """Return the columns of a table as lists of text by name, without those that hold binary data or boxes of shapes.

    A name that stands twice is told apart by a number, as in `name_2`.
    """
    columns = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        if not is_binary(column.type) and not _is_box(column.type):
            columns[_unused(name, columns)] = texts(column)
    return columns


def _unused(name, columns):
    numbered = chain([name], (f"{name}_{number}" for number in count(2)))
    return next(one for one in numbered if one not in columns)


def is_binary(kind):
    """Tell whether a type of Arrow holds bytes."""
    return any(test(kind) for test in BINARY)


def texts(column):
    """Return the values of a chunked array as text, `None` where there is none.

    >>> texts(pa.chunked_array([[1.5, None]]))
    ['1.5', None]
    """
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_float32(column.type):
        return [None if value is None else str(np.float32(value)) for value in column.to_pylist()]
    try:
        return [_text(value) for value in column.to_pylist()]
    except BEYOND:
        return (
            _far_dates(column)
            if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type)
            else _known(column)
        )


def _is_box(kind):
    """Whether a type holds the bounds of shapes, which writers add for quick look-ups."""
    return pa.types.is_struct(kind) and BOUNDS <= {field.name for field in kind} <= BOUNDS | HEIGHTS


def _far_dates(column):
    """Return dates or times of any year as text, times of a zone in UTC.

    >>> _far_dates(pa.chunked_array([pa.array([2**31 - 1, None], pa.int32()).cast(pa.date32())]))
    ['5881580-07-11', None]
    """
    kind = column.type
    unit = kind.unit if pa.types.is_timestamp(kind) else "D" if pa.types.is_date32(kind) else "ms"
    numbers = column.cast(pa.int32() if unit == "D" else pa.int64()).to_pylist()
    zone = "+00:00" if pa.types.is_timestamp(kind) and kind.tz else ""
    return [None if number is None else f"{np.datetime64(number, unit)}{zone}" for number in numbers]


def _known(column):
    """Return values as text, `None` for those that Python has no value for."""
    return [_text(_value(scalar)) for scalar in column]


def _value(scalar):
    try:
        return scalar.as_py()
    except BEYOND:
        return None


def _text(value):
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
