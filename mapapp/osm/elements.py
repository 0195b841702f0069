"""The elements of an extract: nodes, ways and relations, as it states them."""

from dataclasses import dataclass, field

import numpy

from mapapp.errors import ExtractTooFull

NODE, WAY, RELATION = "node", "way", "relation"
MOST = 2_000_000
"""How many ways, relations and nodes with tags an extract may hold; a district has some ten thousand."""
LARGEST_DEGREES = (180, 90)


@dataclass(frozen=True)
class Element:
    """`id`: (node, way or relation; number). `refs`: the nodes of a way, or the members of a relation: (id, role)."""

    id: tuple
    tags: dict
    refs: object = ()

    @property
    def ref(self):
        """Its id as it is written: `way/123`."""
        return "/".join(map(str, self.id))


@dataclass
class Elements:
    """What the extract at the path `file` holds. `tagged`: the nodes with tags; `ways`, `relations`: all, by number."""

    file: object
    tagged: dict = field(default_factory=dict)
    ways: dict = field(default_factory=dict)
    relations: dict = field(default_factory=dict)
    _numbers: list = field(default_factory=list)
    _degrees: list = field(default_factory=list)

    def add(self, element):
        """Add an element; of several with one id the first counts. Raises ExtractTooFull."""
        kind, number = element.id
        shelf = {NODE: self.tagged, WAY: self.ways, RELATION: self.relations}[kind]
        shelf.setdefault(number, element)
        if len(self.tagged) + len(self.ways) + len(self.relations) > MOST:
            raise ExtractTooFull(file=self.file, what_en=f"{MOST:,} elements", what_zh=f" {MOST:,} 个元素")

    def add_nodes(self, numbers, degrees):
        """Add nodes by number, an array (n,), with an array (n, 2) of longitude and latitude."""
        self._numbers.append(numbers)
        self._degrees.append(degrees)

    def settle(self):
        """Put the nodes in order, so that they can be found; of several with one number the first counts."""
        numbers = numpy.concatenate([numpy.empty(0, numpy.int64), *self._numbers])
        degrees = numpy.concatenate([numpy.empty((0, 2)), *self._degrees])
        sound = (numpy.abs(degrees) <= LARGEST_DEGREES).all(axis=1)
        self._numbers, first = numpy.unique(numbers[sound], return_index=True)
        self._degrees = degrees[sound][first]
        return self

    def named(self):
        """Return every element that has a tag `name`, or one that begins with it: nodes, ways, relations by number."""
        every = (*_by_number(self.tagged), *_by_number(self.ways), *_by_number(self.relations))
        return [one for one in every if any(key.startswith("name") for key in one.tags)]

    def count(self):
        """Return how many elements have tags."""
        return sum(bool(one.tags) for kind in (self.tagged, self.ways, self.relations) for one in kind.values())

    def degrees_of(self, numbers):
        """Return the degrees, an array (n, 2), of those of the nodes that are there, and the numbers of the others."""
        wanted = numpy.asarray(numbers, dtype=numpy.int64)
        if not len(self._numbers):
            return numpy.empty((0, 2)), wanted
        at = numpy.minimum(numpy.searchsorted(self._numbers, wanted), len(self._numbers) - 1)
        there = self._numbers[at] == wanted
        return self._degrees[at[there]], wanted[~there]


def _by_number(elements):
    return [elements[number] for number in sorted(elements)]
