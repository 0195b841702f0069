"""Where `geodata/` and `templates/` lie: inside an installed package, beside a bare checkout."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def geodata():
    """Return the folder of articles, gazetteer and layers that comes with the package."""
    return _inside_or_beside("geodata")


def templates():
    """Return the folder of page templates."""
    return _inside_or_beside("templates")


def _inside_or_beside(name):
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
