"""The colophon in a visitor's words: as lines for paper and pictures, and one by one for pages."""

from mapapp.publish.message import message_address


def lines(colophon, visit):
    """Return the sentences that stand on every sheet, card and picture, in the language of a visit.

    The approval number comes first, or that none is stated; what else the operator has not stated is left out.
    """
    stated = [
        visit.say("colophon.owner.line", owner=colophon.owner) if colophon.owner else "",
        visit.say("colophon.contact.line", contact=colophon.reached_at) if colophon.contact else "",
        visit.say("colophon.imprint.line", imprint=colophon.imprint) if colophon.imprint else "",
    ]
    return [approval(colophon, visit), *filter(None, stated), *(credit(one, visit) for one in colophon.credits)]


def approval(colophon, visit):
    """Return the approval number, or that none is stated."""
    if colophon.approval:
        return visit.say("colophon.approval", number=colophon.approval)
    return visit.say("colophon.approval.none")


def credit(credit, visit):
    """Return the words of a `Credit`."""
    return visit.say(credit.key, **dict(credit.values)) if credit.key else credit.text


def contact_address(contact):
    """Return the address that opens an empty message to whoever answers for the map."""
    return message_address(contact, "", "") if contact.startswith("https://") else f"mailto:{contact}"
