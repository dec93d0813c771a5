"""How many people stand how far away, drawn as rings of dots around the viewer.

The dots say how many, not who; the same numbers stand in a table beside the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import TYPE_CHECKING

from enishi.rooms.network.types import Degree

if TYPE_CHECKING:
    from collections.abc import Mapping

CENTRE = 340.0
#: Inner and outer radius of each ring, radius of its dots, and how many it has room for.
_RINGS = {
    Degree.FIRST: (92.0, 130.0, 5.0, 60),
    Degree.SECOND: (158.0, 214.0, 4.0, 150),
    Degree.THIRD: (240.0, 290.0, 2.6, 300),
}
_GOLDEN = pi * (3 - 5**0.5)


@dataclass(frozen=True, slots=True)
class Dot:
    """One dot, in the units of the drawing; words, so that no locale writes a comma."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Ring:
    """One degree: its circle and its dots."""

    degree: Degree
    count: int
    radius: str
    dot_radius: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Rings:
    """The picture and its numbers."""

    rings: tuple[Ring, ...]

    @property
    def total(self) -> int:
        """Everybody up to the third degree."""
        return sum(ring.count for ring in self.rings)

    def count(self, degree: Degree) -> int:
        """How many stand at one degree."""
        return next(ring.count for ring in self.rings if ring.degree is degree)

    @property
    def first(self) -> int:
        """How many stand at the 1st degree."""
        return self.count(Degree.FIRST)

    @property
    def second(self) -> int:
        """How many stand at the 2nd degree."""
        return self.count(Degree.SECOND)

    @property
    def third(self) -> int:
        """How many stand at the 3rd degree."""
        return self.count(Degree.THIRD)


def make_rings(counts: Mapping[Degree, int]) -> Rings:
    """Rings for so many people at each degree.

    A ring with more people than it has room for is drawn full.

    Examples
    --------
    >>> make_rings({Degree.FIRST: 2, Degree.SECOND: 0, Degree.THIRD: 900}).total
    902
    """
    return Rings(tuple(_ring(degree, counts.get(degree, 0)) for degree in _RINGS))


def _ring(degree: Degree, count: int) -> Ring:
    inner, outer, radius, room = _RINGS[degree]
    drawn = min(count, room)
    # The golden angle never lines dots up, whatever their number: even without a raster.
    places = (
        (index * _GOLDEN + degree, inner + (outer - inner) * ((index * 0.618) % 1))
        for index in range(drawn)
    )
    dots = tuple(
        Dot(f"{CENTRE + r * cos(angle):.1f}", f"{CENTRE + r * sin(angle):.1f}")
        for angle, r in places
    )
    return Ring(degree, count, f"{outer:.1f}", f"{radius:.1f}", dots)
