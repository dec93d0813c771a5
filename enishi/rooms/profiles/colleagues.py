"""Who was where at the same time, by what somebody may see."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Case, When

from enishi.rooms.profiles.models import Entry
from enishi.rooms.profiles.types import STAYS, Kind, Together

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.models import EntryQuerySet
    from enishi.rooms.profiles.types import SeenEntry


def places_of(member: Member) -> EntryQuerySet:
    """The member's own dated positions and schools at organizations: a query to build on."""
    dated = Entry.objects.filter(member=member, kind__in=STAYS, organization__isnull=False)
    return dated.exclude(starts="").order_by()


def colleagues_of(
    viewer: Member, places: Iterable[int], today: date
) -> dict[int, tuple[Together, ...]]:
    """Who was at one of `places` in the same years, by what `viewer` may see. One query.

    For each of them every place and time they shared, the longest first.

    Parameters
    ----------
    places
        The viewer's own: what `places_of` finds. As a subquery of this one it would lead
        SQLite to look at every member of the house.
    """
    stays = _stays_at(viewer, set(places), today.year)
    there: dict[int, set[int]] = {}
    own: dict[int, list[_Stay]] = {}
    for stay in stays:
        there.setdefault(stay.organization_id, set()).add(stay.member_id)
        if stay.member_id == viewer.pk:
            own.setdefault(stay.organization_id, []).append(stay)
    found: dict[int, list[Together]] = {}
    for stay in stays:
        for mine in own.get(stay.organization_id, ()) if stay.member_id != viewer.pk else ():
            if shared := _together(mine, stay, len(there[stay.organization_id])):
                found.setdefault(stay.member_id, []).append(shared)
    return {
        member_id: tuple(sorted(shared, key=lambda one: -one.years))
        for member_id, shared in found.items()
    }


def together_in(
    entries: Iterable[SeenEntry], pairs: Iterable[tuple[int, int]], today: date
) -> dict[tuple[int, int], Together]:
    """Where the two of each pair were at the same time, by these `entries` of theirs.

    The longest such time of each; no pair is there of whom nothing is known. No query.
    """
    own: dict[int, list[_Stay]] = {}
    for entry in entries:
        if entry.kind in STAYS and entry.organization_id and entry.starts:
            own.setdefault(entry.member_id, []).append(_stay_in(entry, today.year))
    found: dict[tuple[int, int], Together] = {}
    for one, other in set(pairs):
        shared = [
            together
            for mine, theirs in product(own.get(one, ()), own.get(other, ()))
            if mine.organization_id == theirs.organization_id
            and (together := _together(mine, theirs, people=2))
        ]
        if shared:
            found[one, other] = max(shared, key=lambda together: together.years)
    return found


class _Stay(NamedTuple):
    """Somebody was at an organization from one year to another."""

    member_id: int
    organization_id: int
    kind: str
    organization_ja: str
    organization_en: str
    first: int
    last: int


def _stays_at(viewer: Member, places: set[int], this_year: int) -> list[_Stay]:
    """Dated positions and schools there, those of `viewer` among them."""
    rows = (
        Entry.objects.filter(organization_id__in=places, kind__in=STAYS)
        .exclude(starts="")
        .named_to(viewer)
        # The viewer's own first: they are needed whatever is cut off behind.
        .order_by(Case(When(member=viewer, then=0), default=1), "-pk")
        .values_list(*_Stay._fields[:5], "starts", "ends", "is_current")[:2000]
    )
    stays: list[_Stay] = []
    for *named, starts, ends, is_current in rows if places else ():
        years = _years(starts, ends, is_current=is_current, this_year=this_year)
        stays.append(_Stay._make((*named, *years)))
    return stays


def _stay_in(entry: SeenEntry, this_year: int) -> _Stay:
    named = (getattr(entry, name) for name in _Stay._fields[:5])
    years = _years(entry.starts, entry.ends, is_current=entry.is_current, this_year=this_year)
    return _Stay._make((*named, *years))


def _together(mine: _Stay, theirs: _Stay, people: int) -> Together | None:
    first, last = max(mine.first, theirs.first), min(mine.last, theirs.last)
    if first > last:
        return None
    return Together(
        organization_id=mine.organization_id,
        kind=Kind(mine.kind) if mine.kind == theirs.kind else Kind.POSITION,
        organization_ja=mine.organization_ja,
        organization_en=mine.organization_en,
        first_year=first,
        last_year=last,
        people=people,
    )


def _years(starts: str, ends: str, *, is_current: bool, this_year: int) -> tuple[int, int]:
    """The first and last year of an entry that has a beginning."""
    first = int(starts[:4])
    if is_current:
        return first, max(first, this_year)
    return first, int(ends[:4]) if ends else first
