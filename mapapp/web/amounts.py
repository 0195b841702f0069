"""How much of a place lies in a unit, in the visitor's language: metres, square metres, shares, least and most."""

from datetime import datetime, timedelta, timezone

SQUARE_KM = 1_000_000
BEIJING = timezone(timedelta(hours=8))


class Amounts:
    """The amounts of one answer, whose `sites` are given, in the words of a visit."""

    def __init__(self, visit, sites):
        self._visit = visit
        self._sites = sites

    def of(self, part):
        """Return how much of its site a part is, as drawn: `895 m · 62.5%`; of a point, whether it is inside."""
        site = self._sites[part["site"]]
        if site["kind"] == "point":
            return self._point(part)
        if not part["share"]:
            return self._visit.say("dossier.not_drawn")
        return f"{self.measure(site['kind'], part['measure'])} · {share(part['share'])}"

    def between(self, part):
        """Return the least and the most that a part may be: `0–1,432 m`; nothing for a point."""
        site = self._sites[part["site"]]
        if site["kind"] == "point":
            return ""
        low, high = number(part["low"]), self.measure(site["kind"], part["high"])
        return self._visit.say("dossier.between", low=low, high=high)

    def measure(self, kind, amount):
        """Return a length or an area with its unit."""
        return f"{number(amount)} {'m²' if kind == 'area' else 'm'}"

    def area(self, square_metres):
        """Return the area of a unit in square kilometres, or a dash where it is not known."""
        return "—" if square_metres is None else f"{square_metres / SQUARE_KM:.2f}"

    def time(self, iso):
        """Return a moment (ISO 8601) as its day and hour at Beijing."""
        moment = datetime.fromisoformat(iso).astimezone(BEIJING)
        return self._visit.say("dossier.time", day=self._visit.day(moment.date().isoformat()), time=f"{moment:%H:%M}")

    def _point(self, part):
        sure = "surely" if part["low"] else "drawn" if part["share"] else "perhaps"
        return self._visit.say(f"dossier.point.{sure}")


def number(amount):
    """Return a number as digits in groups, without decimals.

    >>> number(1762052.5)
    '1,762,052'
    """
    return f"{amount:,.0f}"


def share(part):
    """Return a share as a percentage with one decimal.

    >>> share(0.625), share(0.0002)
    ('62.5%', '<0.1%')
    """
    return "<0.1%" if 0 < part < 0.001 else f"{part:.1%}"
