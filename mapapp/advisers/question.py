"""What advisers are asked."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """A name to be placed. `box`: west, south, east, north of the district, in WGS-84 degrees.

    `district`: its name, which goes before the place's where an adviser takes no box.
    """

    name: str
    district: str
    box: tuple

    @property
    def address(self):
        """The name as a Chinese address begins, from the larger to the smaller."""
        return self.name if self.name.startswith(self.district) else f"{self.district}{self.name}"
