"""A message to the owner, written as far as we can write it: an address that opens it with its text filled in."""

from urllib.parse import quote

LONGEST = 1800
"""Characters of an address that every program still takes whole."""


def message_address(contact, subject, body):
    """Return the address that opens a message to `contact` with subject and text.

    `contact`: an e-mail address, or an https address with `{body}` and perhaps `{subject}` in it.
    A line ends with CRLF, and everything but letters, digits and `-._~` is percent-encoded UTF-8 (RFC 6068).
    """
    subject, body = _coded(subject), _coded("\r\n".join(body.splitlines()))
    if contact.startswith("https://"):
        return contact.replace("{subject}", subject).replace("{body}", body)
    return f"mailto:{contact}?subject={subject}&body={body}"


def shortest_needed(contact, messages):
    """Return the address of the first of `messages`, (subject, body) from long to short, that is not too long.

    Where all are, the last one's.
    """
    addresses = [message_address(contact, subject, body) for subject, body in messages]
    return next((address for address in addresses if len(address) <= LONGEST), addresses[-1])


def _coded(text):
    return quote(text, safe="")
