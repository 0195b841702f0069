"""The answer as CSV for a spreadsheet: a row for each unit and commitment, and nothing that a spreadsheet would run."""

from mapapp.blocks.exports.tables import commitments_table
from mapapp.writing import spreadsheet

MEDIA_TYPE = spreadsheet.MEDIA_TYPE


def write(answer, units, chosen, reference):
    """Return the bytes of the CSV of the chosen units: UTF-8 with a byte order mark, lines ended by CR LF.

    Shapes and coordinate system (`units`, `reference`) have no place in it. Raises `TakeawayTooLarge`.
    """
    table = commitments_table(answer, chosen, with_inputs=True)
    return spreadsheet.write(table.headings.values(), table.rows)
