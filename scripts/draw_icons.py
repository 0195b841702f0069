"""The icons of the installed map, drawn from the one drawing that there is; run after it has changed."""

import re
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIC = Path(__file__).parent.parent / "mapapp" / "web" / "static"
DRAWING = (STATIC / "icon.svg").read_text(encoding="utf-8")
ICONS = {"icon-192": (192, False), "icon-512": (512, False), "maskable-512": (512, True), "apple-180": (180, True)}
"""Each icon's width and height in pixels, and whether its ground reaches every corner."""
SAFE = 0.72
"""How large the drawing is on such a ground: within the circle that launchers never cut into, 0.8 of the width."""


def filled(drawing):
    """Return the drawing, smaller, on a ground of its own colour without round corners."""
    ground = re.search(r'<rect [^>]*fill="(#\w+)"/>', drawing)
    head, figure = drawing[: ground.start()], drawing[ground.end() :].removesuffix("</svg>\n").removesuffix("</svg>")
    shift = 16 * (1 - SAFE)
    move = f'<g transform="translate({shift:g} {shift:g}) scale({SAFE})">'
    return f'{head}<rect width="32" height="32" fill="{ground[1]}"/>{move}{figure}</g></svg>'


def draw(browser, drawing, size):
    """Return the bytes of a PNG of a drawing, `size` pixels wide and high, clear where nothing is drawn."""
    page = browser.new_page(viewport={"width": size, "height": size})
    page.set_content(f"<style>* {{ margin: 0 }} svg {{ display: block; width: 100vw }}</style>{drawing}")
    picture = page.screenshot(omit_background=True)
    page.close()
    return picture


def main():
    """Draw every icon anew."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    (STATIC / "icons").mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for name, (size, fills) in ICONS.items():
            picture = draw(browser, filled(DRAWING) if fills else DRAWING, size)
            (STATIC / "icons" / f"{name}.png").write_bytes(picture)
        browser.close()


if __name__ == "__main__":
    main()
