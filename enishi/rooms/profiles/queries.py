"""Reads of the record. The first argument is the viewer; None is a guest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, When

from enishi.rooms.profiles.models import Entry, EntryQuerySet, Profile
from enishi.rooms.profiles.types import SINGLE, Kind, SeenEntry, Together

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from enishi.rooms.members.models import Member
    from enishi.rooms.network.types import Degree
    from enishi.rooms.profiles.types import LineRef

_ALWAYS = [
    "id",
    "member_id",
    "title_ja",
    "title_en",
    "organization_ja",
    "organization_en",
    "organization_id",
    "place_ja",
    "place_en",
    "url",
    "starts",
    "ends",
    "is_current",
    "details",
    "confirmed_on",
]


def record_of(viewer: Member | None, member_id: int) -> list[SeenEntry]:
    """The entries of `member_id` that `viewer` may see, in the order of the record."""
    return _seen(Entry.objects.of(member_id).visible_to(viewer))


def record_as(member_id: int, degree: Degree | None) -> list[SeenEntry]:
    """The record of `member_id` as somebody at `degree` would see it."""
    return _seen(Entry.objects.of(member_id).seen_at(degree))


def entries_for(viewer: Member | None, entry_ids: Iterable[int]) -> dict[int, SeenEntry]:
    """Those of `entry_ids` that `viewer` may see, by id. One query."""
    entries = Entry.objects.filter(pk__in=list(entry_ids)).visible_to(viewer)
    return {entry.id: entry for entry in _seen(entries)}


def headlines_for(viewer: Member | None, member_ids: Iterable[int]) -> dict[int, SeenEntry]:
    """The visible headline of each of `member_ids`, by member. One query."""
    entries = Entry.objects.filter(member_id__in=list(member_ids), kind=Kind.HEADLINE)
    return {entry.member_id: entry for entry in _seen(entries.visible_to(viewer))}


def portraits_for(viewer: Member | None, member_ids: Iterable[int]) -> dict[int, str]:
    """The address of each portrait that `viewer` may see, by member. One query."""
    profiles = Profile.objects.filter(member_id__in=list(member_ids)).exclude(portrait="")
    return {profile.member_id: profile.portrait.url for profile in profiles.visible_to(viewer)}


def line_for(viewer: Member | None, line: LineRef) -> tuple[SeenEntry, str] | None:
    """The entry and the words of one line, if `viewer` may see it and it has words."""
    entry = entries_for(viewer, [line.entry_id]).get(line.entry_id)
    if entry is None:
        return None
    words = words_of(entry, line)
    return (entry, words) if words else None


def words_of(entry: SeenEntry, line: LineRef) -> str:
    """The words `line` points at in an entry somebody sees; empty if there are none."""
    if line.number < 0:
        return str(getattr(entry, f"title_{line.language}"))
    lines = entry.lines(line.language)
    return lines[line.number] if line.number < len(lines) else ""


def colleagues_of(viewer: Member, today: date) -> dict[int, Together]:
    """Who was at the same organization in the same years, by what `viewer` may see. One query.

    Of several places or times, the one they shared longest.
    """
    entries = list(_at_organizations_of(viewer))
    own = [entry for entry in entries if entry.member_id == viewer.pk]
    found: dict[int, Together] = {}
    for entry in entries:
        for mine in own if entry.member_id != viewer.pk else ():
            shared = _together(mine, entry, today.year)
            known = found.get(entry.member_id)
            if shared and (known is None or shared.years > known.years):
                found[entry.member_id] = shared
    return found


def _at_organizations_of(viewer: Member) -> EntryQuerySet:
    """Dated positions and schools at the organizations of `viewer`, their own among them."""
    dated = Entry.objects.filter(kind__in=(Kind.POSITION, Kind.EDUCATION)).exclude(starts="")
    places = dated.filter(member=viewer, organization__isnull=False).values("organization_id")
    return (
        dated.filter(organization_id__in=places)
        .visible_to(viewer)
        .defer("text_ja", "text_en", "details")
        # The viewer's own first: they are needed whatever is cut off behind.
        .order_by(Case(When(member=viewer, then=0), default=1), "-pk")[:2000]
    )


def _together(mine: Entry, theirs: Entry, this_year: int) -> Together | None:
    if mine.organization_id is None or mine.organization_id != theirs.organization_id:
        return None
    (my_first, my_last), (first, last) = _years(mine, this_year), _years(theirs, this_year)
    first, last = max(my_first, first), min(my_last, last)
    if first > last:
        return None
    return Together(
        organization_id=mine.organization_id,
        kind=Kind(mine.kind),
        organization_ja=mine.organization_ja,
        organization_en=mine.organization_en,
        first_year=first,
        last_year=last,
    )


def _years(entry: Entry, this_year: int) -> tuple[int, int]:
    """The first and last year of an entry that has a beginning."""
    first = int(entry.starts[:4])
    if entry.is_current:
        return first, max(first, this_year)
    return first, int(entry.ends[:4]) if entry.ends else first


def _seen(entries: EntryQuerySet) -> list[SeenEntry]:
    return [_see(entry) for entry in entries]


def _see(entry: Entry) -> SeenEntry:
    # A single entry (headline …) is nothing but its text: the entry's own visibility
    # decides, and there is no second one to ask.
    shown = entry.kind in SINGLE or entry.text_is_shown  # type: ignore[attr-defined]
    return SeenEntry(
        kind=Kind(entry.kind),
        text_ja=entry.text_ja if shown else "",
        text_en=entry.text_en if shown else "",
        **{name: getattr(entry, name) for name in _ALWAYS},
    )
