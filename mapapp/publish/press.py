"""The press: sets what data say on paper, by a template of ours, and turns an SVG into pixels.

Data reach the templates as one JSON text among their inputs, never as markup or code.
"""

import json

import typst

from mapapp.publish.faces import folders

UNIVERSAL = "ua-1"
"""PDF/UA-1 (ISO 14289-1), for readers who do not see it. It allows no character that no typeface has."""
NO_TYPEFACE = "could not be displayed"
PIXELS = b"""#let (width, height, svg) = json(bytes(sys.inputs.data))
#set page(width: width * 1pt, height: height * 1pt, margin: 0pt)
#image(bytes(svg), format: "svg", width: 100%, height: 100%)
"""
ONE_PIXEL_A_POINT = 72


class Press:
    """One at a time: it is not made for two. Raises `FacesMissing` where the typefaces are not installed.

    `templates`: the folder of ours, all that they can read. Typefaces of the machine are
    left alone, so that every machine sets the same.
    """

    def __init__(self, templates):
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in folders()])
        nowhere = templates / "no-packages"
        self._templates = templates
        self._compiler = typst.Compiler(
            root=templates, font_paths=fonts, package_path=nowhere, package_cache_path=nowhere
        )

    def pdf(self, template, data, day):
        """Return the bytes of a PDF of `data` (JSON values) set by a template, dated `day` (a `datetime` in UTC).

        Where a character is in no typeface the PDF is tagged, but not PDF/UA-1.
        """
        try:
            return self._pdf(template, data, day, UNIVERSAL)
        except typst.TypstError as reason:
            if NO_TYPEFACE not in str(reason):
                raise
            return self._pdf(template, data, day)

    def _pdf(self, template, data, day, *standards):
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        source = self._templates / template
        return self._compiler.compile(
            source, format="pdf", sys_inputs=inputs, pdf_standards=list(standards), timestamp=int(day.timestamp())
        )

    def png(self, svg, width, height):
        """Return the bytes of a PNG, `width` × `height` pixels, of the text of an SVG."""
        inputs = {"data": json.dumps({"svg": svg, "width": width, "height": height}, ensure_ascii=False)}
        return self._compiler.compile(PIXELS, format="png", ppi=ONE_PIXEL_A_POINT, sys_inputs=inputs)
