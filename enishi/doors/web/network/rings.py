"""How many people stand how far away, drawn as rings of dots around the viewer.

The dots say how many; a small inner ring says also who. The same numbers stand in a table
beside the picture, and the names in the list below it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING

from enishi.rooms.network.types import Degree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CENTRE = 340.0
#: Inner and outer radius of each ring, radius of its dots, and how many it has room for.
_RINGS = {
    Degree.FIRST: (92.0, 130.0, 5.0, 60),
    Degree.SECOND: (158.0, 214.0, 4.0, 150),
    Degree.THIRD: (240.0, 290.0, 2.6, 300),
}
#: The golden angle: dots lie as the seeds of a sunflower, evenly and without a raster.
_GOLDEN = pi * (3 - 5**0.5)
#: So many names stand around the inner ring without touching.
_MOST_NAMES = 10
_UNDER = 22.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One dot, in the units of the drawing; words, so that no locale writes a comma."""

    x: str
    y: str
    name: str = ""
    name_y: str = ""


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


def make_rings(counts: Mapping[Degree, int], names: Sequence[str] = ()) -> Rings:
    """Rings for so many people at each degree.

    A ring with more people than it has room for is drawn full. `names` are those of the
    connections; they are written when they are all of them, and few enough.

    Examples
    --------
    >>> make_rings({Degree.FIRST: 2, Degree.SECOND: 0, Degree.THIRD: 900}).total
    902
    """
    first = counts.get(Degree.FIRST, 0)
    rings = [_ring(degree, counts.get(degree, 0)) for degree in _RINGS]
    if names and len(names) == first <= _MOST_NAMES:
        rings[0] = _named(rings[0], names)
    return Rings(tuple(rings))


def _ring(degree: Degree, count: int) -> Ring:
    inner, outer, radius, room = _RINGS[degree]
    drawn = min(count, room)
    # By area, not by distance: the outer edge has more room than the inner one.
    dots = tuple(
        _dot(
            nth * _GOLDEN + degree,
            sqrt(inner**2 + (outer**2 - inner**2) * (nth + 0.5) / drawn),
        )
        for nth in range(drawn)
    )
    return Ring(degree, count, f"{outer:.1f}", f"{radius:.1f}", dots)


def _named(ring: Ring, names: Sequence[str]) -> Ring:
    """The inner ring with everybody at the same distance, and their name under the dot."""
    inner, outer, radius, _ = _RINGS[ring.degree]
    turn = 2 * pi / len(names)
    # Half a step off the vertical: nobody stands right above or below “You”.
    dots = (
        _dot((nth + 0.5) * turn - pi / 2, (inner + outer) / 2, name)
        for nth, name in enumerate(names)
    )
    return replace(ring, dots=tuple(dots), dot_radius=f"{radius * 1.4:.1f}")


def _dot(angle: float, distance: float, name: str = "") -> Dot:
    x, y = CENTRE + distance * cos(angle), CENTRE + distance * sin(angle)
    return Dot(f"{x:.1f}", f"{y:.1f}", name, f"{y + _UNDER:.1f}")
