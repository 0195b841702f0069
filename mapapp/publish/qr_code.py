"""A QR code of an address, as a drawing."""

from functools import lru_cache
from io import BytesIO

import segno

QUIET_ZONE = 4
"""Modules of white on each side, as ISO/IEC 18004 asks."""


@lru_cache(maxsize=256)
def qr_svg(address):
    """Return the bytes of an SVG (ISO/IEC 18004, correction level M) that leads to an address of ASCII characters.

    It is black on white whatever the page's colours are, and as large as its image makes it.
    """
    drawing = BytesIO()
    code = segno.make(address, error="m", boost_error=False, micro=False)
    code.save(drawing, kind="svg", border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True, xmldecl=False, nl=False)
    return drawing.getvalue()
