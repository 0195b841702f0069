"""PDF as Debian's poppler-utils read it: what stands in it, how large its pages are, which typefaces it carries."""

import re
import subprocess


def told(tool, pdf, *options):
    """Return what a tool of poppler says of the bytes of a PDF."""
    files = ("-", "-") if tool == "pdftotext" else ("-",)
    return subprocess.run([tool, *options, *files], input=pdf, capture_output=True, check=True).stdout.decode()


def drawn(pdf, page, resolution):
    """Return the PNG of a page of a PDF, `resolution` pixels an inch."""
    options = ["-png", "-r", str(resolution), "-f", str(page), "-l", str(page)]
    return subprocess.run(["pdftoppm", *options, "-"], input=pdf, capture_output=True, check=True).stdout


def flat(text):
    """Return a text without its white space."""
    return "".join(text.split())


def words(pdf):
    """Return the text of a PDF without white space."""
    return flat(told("pdftotext", pdf))


def pages(pdf):
    """Return the size in millimetres (width, height) of each page."""
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+) pts", told("pdfinfo", pdf, "-l", "9999"))
    return [tuple(round(float(points) / 72 * 25.4, 1) for points in size) for size in sizes]


def boxes(pdf):
    """Return (page, left, top, right, bottom) of each word in millimetres."""
    found = []
    for number, page in enumerate(told("pdftotext", pdf, "-bbox").split("<page ")[1:]):
        for word in re.findall(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)"', page):
            found.append((number, *(float(points) / 72 * 25.4 for points in word)))
    return found


def typefaces(pdf):
    """Return (name, embedded, subset, can be read as text) of each typeface."""
    rows = told("pdffonts", pdf).splitlines()[2:]
    return [(row.split()[0], *re.search(r"(yes|no) +(yes|no) +(yes|no) +\d+ +\d+$", row).groups()) for row in rows]
