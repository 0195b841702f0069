"""The code that puts the map into somebody's page: a frame alone, or with the script that fits its height.

Every code of this site is written here. Where only the browser knows the address, `ADDRESS` stands for it.
"""

import json
from html import escape

ADDRESS = "{address}"
"""What the browser puts the address in the place of, as it stands within quotation marks in HTML."""

HEIGHT = 640
WIDE = "100%"


def code(address, title, *, width=WIDE, height=HEIGHT):
    """Return the code of a frame; width and height in CSS pixels or, of the width, in per cent."""
    return f'{_opening(address, title, width, height)} loading="lazy" allow="geolocation"></iframe>'


def bare_code(address, title, width, height):
    """Return the code of a frame with nothing but what everybody lets through who takes code from others."""
    return f"{_opening(address, title, width, height)}></iframe>"


def with_script(frame, script):
    """Return the code of a frame followed by the script at the address `script`, which fits the frame's height."""
    return f'{frame}\n<script src="{escape(script)}" async></script>'


def conversation(site):
    """Return the script of somebody's page that hears what is chosen in the frame, and opens a place there."""
    return (
        'const map = document.querySelector("iframe");\n'
        'map.addEventListener("mapapp:view", (event) => console.log(event.detail.site));\n'
        'map.dispatchEvent(new CustomEvent("mapapp:show", '
        f"{{ bubbles: true, detail: {{ site: {json.dumps(site)} }} }}));"
    )


def _opening(address, title, width, height):
    return f'<iframe src="{escape(address)}" title="{escape(title)}" width="{width}" height="{height}"'
