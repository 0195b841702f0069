"""Tables of Arrow as the columns of a file: every value as exact text."""

import json
from itertools import chain, count

import numpy as np
import pyarrow as pa

TEXT = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
BINARY = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary, pa.types.is_binary_view)


def text_columns(table):
    """Return the columns of a table as lists of text by name, without those that hold binary data.

    A name that stands twice is told apart by a number, as in `name_2`.
    """
    columns = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        if not is_binary(column.type):
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
    return [_text(value) for value in column.to_pylist()]


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
