"""The addresses that a file states, found and put otherwise: in markup, data, styles, and what a script is told."""

import json
import re
from html import escape, unescape

ATTRIBUTE = re.compile(r'(\s(?:href|src|content)=")([^"]*)(")')
OF_LINKS = re.compile(r'\s(?:target|rel|hreflang|download)(?:="[^"]*")?(?=[\s>])')
"""What only a link may state (HTML, 4.6.2)."""
TAG = re.compile(r"<(\w+)\b[^>]*>")
WRITTEN = re.compile(r"(data-page-path=\"[^\"]*\")?(>)((?:https?:/)?/[^<>\s]*)(<)")
"""An address to be read; that of the page itself its script writes."""
LINKED = re.compile(r'(<script type="application/ld\+json">)(.*?)(</script>)', re.DOTALL)
TOLD = re.compile(r'(<template data-page=")([^"]*)(")')
WORDS = "words"
"""How `lead` is told that an address is there to be read."""
STRING = re.compile(r'(")((?:https?:/)?/[^"\\\s]*)(")')
STYLED = re.compile(r'(url\()([^")]+)(\))')


def in_markup(text, lead):
    """Return a page or feed with every address as `lead` puts it; what leads nowhere any more is not a link.

    `lead`: an address and the attribute that it stands in, or `WORDS` → the new one, the same for what is not ours, or
    `None` for what is not there.
    """
    text = LINKED.sub(lambda found: found[1] + in_data(found[2], lead) + found[3], text)
    text = TOLD.sub(lambda found: found[1] + _told(found[2], lead) + found[3], text)
    text = TAG.sub(lambda found: _tag(found, lead), text)
    return WRITTEN.sub(lambda found: found[0] if found[1] else _written(found, lead), text)


def in_data(text, lead):
    """Return JSON in which every string that is an address is as `lead` puts it."""
    return STRING.sub(lambda found: found[1] + (lead(found[2]) or found[2]) + found[3], text)


def in_styles(text, lead):
    """Return a stylesheet in which every address is as `lead` puts it."""
    return STYLED.sub(lambda found: found[1] + (lead(found[2]) or found[2]) + found[3], text)


def _written(found, lead):
    return found[2] + _escaped(lead(unescape(found[3]), WORDS), found[3]) + found[4]


def _tag(found, lead):
    """Return a tag with its addresses; a `link` to what is not there is left out, of others only what makes a link."""
    missing = []

    def put(attribute):
        new = lead(unescape(attribute[2]), attribute[1].strip().removesuffix('="'))
        if new is None:
            missing.append(attribute)
            return ""
        return attribute[1] + _escaped(new, attribute[2]) + attribute[3]

    tag = ATTRIBUTE.sub(put, found[0])
    if not missing:
        return tag
    return "" if found[1] in ("link", "meta") else OF_LINKS.sub("", tag)


def _escaped(new, old):
    """Return an address as markup has it: as it was, if it is the same."""
    return old if new is None or new == unescape(old) else escape(new)


def _told(attribute, lead):
    """Return what a page tells its script, with the addresses of the site and its pages as `lead` puts them."""
    told = json.loads(unescape(attribute))
    told["base"] = lead(told["base"] + "/").removesuffix("/")
    told["pages"] = {kind: pattern and lead(pattern) for kind, pattern in told["pages"].items()}
    return escape(json.dumps(told, ensure_ascii=False, separators=(",", ":")))
