"""The pictures of the pages: each drawn when somebody first asks, then answered from memory."""

import logging
import threading

from flask import request

from mapapp.errors import NoPictures
from mapapp.publish.faces import Faces, FacesMissing
from mapapp.publish.picture import picture
from mapapp.web import cards
from mapapp.web.body import Body

PNG = "image/png"

log = logging.getLogger(__name__)


class Pictures:
    """The pictures of one application. Without typefaces there are none, which the log says once."""

    def __init__(self, editions, visit):
        self._editions = editions
        self._visit = visit
        self._pen = threading.Lock()
        self.faces = _faces()

    @property
    def there(self):
        """Whether pictures can be drawn."""
        return self.faces is not None

    def rules(self):
        """Return the view of each address."""
        return {
            "/share.png": self.map_picture,
            "/sites/<id>.png": self.site_picture,
            "/subdistricts/<id>.png": self.subdistrict_picture,
            "/articles/<id>.png": self.article_picture,
        }

    def map_picture(self, **_):
        return self._picture(cards.of_map)

    def site_picture(self, id, **_):
        return self._picture(cards.of_site, id)

    def subdistrict_picture(self, id, **_):
        return self._picture(cards.of_subdistrict, id)

    def article_picture(self, id, **_):
        return self._picture(cards.of_article, id)

    def _picture(self, card, *which):
        if not self.there:
            raise NoPictures()
        edition, visit = self._editions.current(), self._visit()
        key = (PNG, card.__name__, visit.language.code, visit.fixed, visit.form, *which)
        return edition.page(key, lambda: self._drawn(card(edition, visit, *which), visit)).response(request.environ)

    def _drawn(self, card, visit):
        """Return the answer that is a picture; one at a time is drawn, for typefaces are not made for two."""
        with self._pen:
            return Body(picture(card, self.faces), PNG, vary=() if visit.fixed else ("Accept-Language",))


def _faces():
    try:
        return Faces()
    except FacesMissing as reason:
        log.warning(
            "No pictures for link previews, no paper, and of the map only SVG: typefaces are not installed (%s).",
            reason,
        )
        return None
