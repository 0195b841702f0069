"""The code for a page that takes no frames: the picture as a link, and the list of promises with their places."""

from html import escape


def picture(address, source, alt):
    """Return the code of a picture (1200 × 630) that links to an address; in a narrow page it is narrower."""
    image = (
        f'<img src="{escape(source)}" alt="{escape(alt)}" width="1200" height="630" style="max-width:100%;height:auto">'
    )
    return f'<a href="{escape(address)}">{image}</a>'


def listing(promises):
    """Return the code of a list. `promises`: (quote, its language tag, [(name, address) of each place])."""
    return "<ul>\n" + "".join(map(_item, promises)) + "</ul>"


def _item(promise):
    quote, tag, places = promise
    links = ", ".join(f'<a href="{escape(address)}">{escape(name)}</a>' for name, address in places)
    return f'<li><q lang="{tag}">{escape(quote)}</q> {links}</li>\n'
