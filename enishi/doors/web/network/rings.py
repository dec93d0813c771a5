"""How many people stand how far away, drawn as rings of dots around the viewer.

The people of one organization stand together in a sector of the rings. The dots say how
many; a small inner ring says also who. The same numbers stand in a table beside the picture,
and the names in the list below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING

from enishi.rooms.network.types import Degree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from enishi.rooms.network.types import Reach

CENTRE = 340.0
#: Inner and outer radius of each ring, radius of its dots, and how many it has room for.
_RINGS = {
    Degree.FIRST: (92.0, 130.0, 5.0, 60),
    Degree.SECOND: (158.0, 214.0, 4.0, 150),
    Degree.THIRD: (240.0, 290.0, 2.6, 300),
}
#: Where sectors begin and end, where their names stand, and the gap between two of them.
_INNER, _OUTER, _LABEL, _NUMBER, _GAP = 68.0, 306.0, 322.0, 232.0, 0.05
#: The golden ratio: dots lie evenly and without a raster, however many there are.
_GOLDEN = (5**0.5 - 1) / 2
#: So many names stand around the inner ring without touching.
MOST_NAMES = 10
_MOST_SECTORS = 6
_LEAST_ANGLE = 0.4
_UNDER = 22.0
_SIDE = 0.35


@dataclass(frozen=True, slots=True)
class Group:
    """People who stand together: the names of those at the 1st degree, and how many more."""

    name: str
    first: tuple[str, ...]
    second: int

    @property
    def count(self) -> int:
        """Everybody in it."""
        return len(self.first) + self.second


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
class Sector:
    """A part of the rings for one group; without a number it is for all who are in none."""

    number: int
    name: str
    first: int
    second: int
    shape: str
    label: Dot
    anchor: str
    mark: Dot


@dataclass(frozen=True, slots=True)
class Rings:
    """The picture and its numbers."""

    rings: tuple[Ring, ...]
    sectors: tuple[Sector, ...]
    is_third_exact: bool
    are_second_placed: bool

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

    @property
    def groups(self) -> tuple[Sector, ...]:
        """The sectors that have a name."""
        return tuple(sector for sector in self.sectors if sector.number)


def make_rings(
    reach: Reach,
    groups: Sequence[Group] = (),
    names: Sequence[str] = (),
    *,
    are_second_placed: bool = True,
) -> Rings:
    """Rings for so many people at each degree.

    A ring with more people than it has room for is drawn full.

    Parameters
    ----------
    groups
        The people of organizations, the largest first; everybody in one of them at most.
    names
        Connections in no group. All names are written, if they are few enough.
    are_second_placed
        Whether the groups tell who of the 2nd degree is in them.

    Examples
    --------
    >>> from enishi.rooms.network.types import Reach
    >>> make_rings(Reach(2, 0, 900, True)).total
    902
    """
    shown = list(groups[:_MOST_SECTORS])
    rest_names = (*names, *(name for group in groups[_MOST_SECTORS:] for name in group.first))
    placed = sum(len(group.first) for group in shown), sum(group.second for group in shown)
    rest = reach.first - placed[0], reach.second - placed[1]
    is_named = reach.first <= MOST_NAMES and len(rest_names) == rest[0]
    is_named = is_named and all(all(group.first) for group in groups)
    angles = list(
        _angles([*(group.count for group in shown), *([sum(rest)] * (sum(rest) > 0))])
    )
    firsts = [(len(group.first), group.first) for group in shown] + [(rest[0], rest_names)]
    seconds = [group.second for group in shown] + [rest[1]]
    inner = tuple(
        dot
        for (count, who), angle in zip(firsts, angles, strict=False)
        for dot in _dots(
            *(Degree.FIRST, count, angle, reach.first, who if is_named else ()),
        )
    )
    middle = tuple(
        dot
        for count, angle in zip(seconds, angles, strict=False)
        for dot in _dots(Degree.SECOND, count, angle, reach.second)
    )
    outer = tuple(_dots(Degree.THIRD, reach.third, (0.0, 2 * pi), reach.third))
    sectors = [
        _sector(number, shown[number - 1] if number <= len(shown) else None, rest, angle)
        for number, angle in enumerate(angles, start=1)
    ]
    return Rings(
        rings=(
            _ring(Degree.FIRST, reach.first, inner, larger=1.4 if is_named else 1.0),
            _ring(Degree.SECOND, reach.second, middle),
            _ring(Degree.THIRD, reach.third, outer),
        ),
        sectors=tuple(sectors) if shown else (),
        is_third_exact=reach.is_third_exact,
        are_second_placed=are_second_placed,
    )


def _angles(counts: Sequence[int]) -> Iterator[tuple[float, float]]:
    """Where the sector of each count begins and ends, clockwise from the top."""
    if len(counts) < 2:  # noqa: PLR2004 - one is no sector but the whole
        yield 0.0, 2 * pi
        return
    # By the root: a group four times as large is twice as wide, and the small ones are seen.
    roots = [sqrt(count) for count in counts]
    free = 2 * pi - len(counts) * (_GAP + _LEAST_ANGLE)
    start = -pi / 2
    for root in roots:
        width = _LEAST_ANGLE + free * root / sum(roots)
        yield start, start + width
        start += width + _GAP


def _dots(
    degree: Degree,
    count: int,
    angle: tuple[float, float],
    of_all: int,
    names: Sequence[str] = (),
) -> Iterator[Dot]:
    inner, outer, _radius, room = _RINGS[degree]
    drawn = count if of_all <= room else -(-count * room // of_all)
    low, high = angle
    if names:
        for nth, name in enumerate(names):
            at = low + (high - low) * (nth + 0.5) / len(names)
            yield _dot(at, (inner + outer) / 2, name)
        return
    edge = 0.04 if high - low < 2 * pi else 0.0
    for nth in range(drawn):
        part = (nth * _GOLDEN + 0.5 + degree / 7) % 1.0
        # By area, not by distance: the outer edge has more room than the inner one.
        distance = sqrt(inner**2 + (outer**2 - inner**2) * (nth + 0.5) / drawn)
        yield _dot(low + edge + (high - low - 2 * edge) * part, distance)


def _ring(degree: Degree, count: int, dots: tuple[Dot, ...], larger: float = 1.0) -> Ring:
    _inner, outer, radius, _room = _RINGS[degree]
    return Ring(degree, count, f"{outer:.1f}", f"{radius * larger:.1f}", dots)


def _sector(
    number: int, group: Group | None, rest: tuple[int, int], angle: tuple[float, float]
) -> Sector:
    low, high = angle
    is_wide = int(high - low > pi)
    corners = [
        _dot(at, far)
        for far, at in zip((_INNER,) * 2 + (_OUTER,) * 2, (low, high, high, low), strict=True)
    ]
    one, two, three, four = (f"{corner.x} {corner.y}" for corner in corners)
    shape = f"M{one}A68 68 0 {is_wide} 1 {two}L{three}A306 306 0 {is_wide} 0 {four}Z"
    middle = (low + high) / 2
    side = cos(middle)
    anchor = "middle" if abs(side) < _SIDE else "start" if side > 0 else "end"
    return Sector(
        number=number if group else 0,
        name=group.name if group else "",
        first=len(group.first) if group else rest[0],
        second=group.second if group else rest[1],
        shape=shape,
        label=_dot(middle, _LABEL + 8 * max(0.0, sin(middle))),
        anchor=anchor,
        mark=_dot(middle, _NUMBER),
    )


def _dot(angle: float, distance: float, name: str = "") -> Dot:
    x, y = CENTRE + distance * cos(angle), CENTRE + distance * sin(angle)
    return Dot(f"{x:.1f}", f"{y:.1f}", name, f"{y + _UNDER:.1f}")
