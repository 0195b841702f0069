"""A page as a visitor gets it, and as a person reads it."""

import re
from html import unescape


def page(visitor, path):
    """Return the markup of the page at a path, which has to be there."""
    answer = visitor.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def words(html):
    """Return what a person reads of a page."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))
