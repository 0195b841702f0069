"""The answer as an Excel workbook: a sheet for each table, every text a text."""

import io
from datetime import UTC, datetime

from xlsxwriter import Workbook

from mapapp.blocks.exports.about import about
from mapapp.blocks.exports.headings import HEADINGS
from mapapp.blocks.exports.tables import Table, tables
from mapapp.errors import TakeawayTooLarge

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
MOST_VALUES = 500_000
"""A workbook takes some microseconds a value."""
A4 = 9
FONT = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top"}
FORMATS = {
    "text": FONT,
    "long": FONT | {"text_wrap": True},
    "head": FONT | {"bold": True, "text_wrap": True, "bg_color": "#E7ECF2", "bottom": 1},
    "share": FONT | {"num_format": "0.0%"},
    "measure": FONT | {"num_format": "#,##0.0"},
    "count": FONT | {"num_format": "0"},
    "degrees": FONT | {"num_format": "0.000000"},
}
"""The looks of cells by name."""
STYLES = {
    **dict.fromkeys(("share", "outside_share"), ("share", 12)),
    **dict.fromkeys(("measure", "least", "most", "size", "outside", "area_m2", "length_m"), ("measure", 14)),
    **dict.fromkeys(("distance_m", "drawn_a", "drawn_b", "least_a", "least_b", "most_a", "most_b"), ("measure", 14)),
    **dict.fromkeys(("low", "drawn", "high", "row", "line", "sentence", "accuracy_m"), ("count", 11)),
    **dict.fromkeys(("longitude", "latitude"), ("degrees", 13)),
    **dict.fromkeys(("quote", "simplified", "translation_en", "value"), ("long", 60)),
    **dict.fromkeys(("theme", "places", "about", "settings", "units"), ("long", 32)),
}
"""The look and the width, in characters, of columns that are not plain text."""
PLAIN = ("text", 18)


def write(answer, units, chosen, reference):
    """Return the bytes of the workbook of the chosen units; the same answer gives the same bytes.

    Shapes and coordinate system (`units`, `reference`) have no place in it. Raises `TakeawayTooLarge`.
    """
    file, filled = io.BytesIO(), [*tables(answer, chosen), _about(answer, chosen)]
    if sum(len(table.rows) * len(table.headings) for table in filled) > MOST_VALUES:
        raise TakeawayTooLarge(file=answer["file"]["name"], limit=MOST_VALUES)
    with Workbook(file, AS_TEXT) as book:
        made = datetime.fromisoformat(answer["made"]).astimezone(UTC)
        book.set_properties({"created": made.replace(tzinfo=None)})
        looks = {name: book.add_format(look) for name, look in FORMATS.items()}
        for table in filled:
            _sheet(book.add_worksheet(table.title), table, looks)
    return file.getvalue()


def _about(answer, chosen):
    headings = {column: HEADINGS[column] for column in ("about", "value")}
    return Table("about", "说明 About", headings, [list(row) for row in about(answer, chosen)])


def _sheet(sheet, table, looks):
    """Fill a sheet; its first row stays in sight, filters, and is printed on every page."""
    styles = [STYLES.get(column, PLAIN) for column in table.headings]
    for at, (heading, (look, width)) in enumerate(zip(table.headings.values(), styles, strict=True)):
        sheet.set_column(at, at, width, looks[look])
        sheet.write_string(0, at, heading, looks["head"])
    for number, row in enumerate(table.rows, start=1):
        for at, value in enumerate(row):
            _cell(sheet, number, at, value, looks[styles[at][0]])
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)


def _cell(sheet, row, column, value, look):
    if isinstance(value, str):
        sheet.write_string(row, column, value, look)
    elif value is not None:
        sheet.write_number(row, column, value, look)
