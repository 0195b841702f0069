"""Columns for Arrow: values of one type, under names that every format takes."""

import pyarrow


def array(values):
    """Return values as an Arrow array of one type: text where there is any, or nothing at all."""
    types = {type(value) for value in values} - {type(None)}
    of = {frozenset({int}): pyarrow.int64(), frozenset({bool}): pyarrow.bool_()}
    number = pyarrow.float64() if types and types <= {int, float} else pyarrow.string()
    return pyarrow.array(values, of.get(frozenset(types), number))


def safe(names, taken):
    """Return column names that a GeoPackage takes: none empty, and none twice, whatever their capitals.

    >>> safe(["FID", "名", "a", "A", ""], {"fid"})
    ['FID_2', '名', 'a', 'A_2', 'column']
    """
    used, safe_names = {name.casefold() for name in taken}, []
    for name in names:
        first = unused = name or "column"
        number = 1
        while unused.casefold() in used:
            number += 1
            unused = f"{first}_{number}"
        used.add(unused.casefold())
        safe_names.append(unused)
    return safe_names
