"""The typefaces of pictures and paper: Song and sans in the Chinese of both scripts, and a sans for Latin words."""

import io
from functools import lru_cache
from importlib import import_module

from PIL import ImageFont

PACKAGES = {"zh-Hans": "pylopdf_fonts_zh_cn", "zh-Hant": "pylopdf_fonts_zh_tw"}
"""The packages that carry Noto Sans and Noto Serif (OFL-1.1), each cut for one script."""
SONG, SANS = "serif_path", "sans_path"
LATIN = "latin"
NO_CHARACTER = "\U0010ffff"
"""A code point that Unicode assigns to nothing: what is drawn for it is drawn for all that a face lacks."""
LOOKED_AT = 24


class FacesMissing(Exception):
    """The packages of typefaces are not installed."""


class Faces:
    """Typefaces found and opened. Raises `FacesMissing` where they are not installed.

    A voice is `SONG` or `SANS`; a tag is the language of what is set, in which each
    script has its own form of a character; sizes are in pixels.
    """

    def __init__(self):
        try:
            self._files = {key: path.read_bytes() for key, path in _paths().items()}
        except OSError as reason:
            raise FacesMissing(f"{type(reason).__name__}: {reason}") from reason
        self.at = lru_cache(maxsize=256)(self._at)
        self._has = lru_cache(maxsize=8192)(self._looks)

    def face(self, voice, tag, text, size):
        """Return the face that has every character of a text: the first that suits its language, if none has."""
        order = _order(voice, tag)
        return self.at(next((key for key in order if self._all(key, text)), order[0]), size)

    def have(self, voice, tag, text):
        """Return whether each character of a text can be drawn."""
        return all(any(self._has(key, letter) for key in _order(voice, tag)) for letter in set(text))

    def _at(self, key, size):
        if key == LATIN:
            return ImageFont.load_default(size)
        return ImageFont.truetype(io.BytesIO(self._files[key]), size, layout_engine=ImageFont.Layout.BASIC)

    def _all(self, key, text):
        return all(self._has(key, letter) for letter in text)

    def _looks(self, key, letter):
        face = self.at(key, LOOKED_AT)
        return letter.isspace() or bytes(face.getmask(letter)) != bytes(face.getmask(NO_CHARACTER))


def folders():
    """Return the folders in which the typefaces lie. Raises `FacesMissing` where they are not installed."""
    return sorted({path.parent for path in _paths().values()})


def _paths():
    """Return the path of each typeface by voice and language."""
    try:
        modules = {tag: import_module(name) for tag, name in PACKAGES.items()}
        return {(voice, tag): getattr(module, voice)() for tag, module in modules.items() for voice in (SONG, SANS)}
    except (ImportError, AttributeError) as reason:
        raise FacesMissing(f"{type(reason).__name__}: {reason}") from reason


def _order(voice, tag):
    """Return the faces to try for a text in a language: in English words, Latin before Chinese."""
    first = "zh-Hant" if tag == "zh-Hant" else "zh-Hans"
    chinese = [(voice, first), *((voice, other) for other in PACKAGES if other != first)]
    return [LATIN, *chinese] if tag == "en" else [*chinese, LATIN]
