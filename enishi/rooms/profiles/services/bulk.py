"""Many records at once, for a house that is filled by a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from enishi.rooms.profiles.models import Entry, Profile
from enishi.rooms.profiles.types import Visibility

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from enishi.rooms.profiles.types import NewEntry

CHUNK = 2_000


@transaction.atomic
def bulk_add_records(
    *,
    records: Mapping[int, Sequence[NewEntry]],
    organizations: Mapping[str, int],
    at: datetime,
) -> None:
    """Write whole records of members who have none yet, in one short transaction.

    A record with a headline open to everyone gets a public page. Nothing is announced:
    whoever calls builds the index afterwards. Pass some hundreds of members at a time.

    Parameters
    ----------
    records
        Member id → entries, in the order of the record within each kind.
    organizations
        Name, in either language → id of an organization the house knows.
    """
    Profile.objects.bulk_create(
        Profile(member_id=member_id, has_public_page=_is_public(entries), updated_at=at)
        for member_id, entries in records.items()
    )
    Entry.objects.bulk_create(
        (
            entry
            for member_id, entries in records.items()
            for entry in _entries(member_id, entries, organizations, at)
        ),
        batch_size=CHUNK,
    )


def _is_public(entries: Iterable[NewEntry]) -> bool:
    return any(entry.fields.visibility == Visibility.EVERYONE for entry in entries)


def _entries(
    member_id: int, entries: Sequence[NewEntry], organizations: Mapping[str, int], at: datetime
) -> Iterable[Entry]:
    counts: dict[str, int] = {}
    for new in entries:
        counts[new.kind] = counts.get(new.kind, 0) + 1
        yield _entry(member_id, new, counts[new.kind], organizations, at)


def _entry(
    member_id: int,
    new: NewEntry,
    number: int,
    organizations: Mapping[str, int],
    at: datetime,
) -> Entry:
    words = new.fields
    known = organizations.get(words.organization_ja) or organizations.get(
        words.organization_en
    )
    return Entry(
        member_id=member_id,
        kind=new.kind,
        position=number,
        title_ja=words.title_ja,
        title_en=words.title_en,
        organization_id=known,
        organization_ja=words.organization_ja,
        organization_en=words.organization_en,
        place_ja=words.place_ja,
        place_en=words.place_en,
        text_ja=words.text_ja,
        text_en=words.text_en,
        url=words.url,
        starts=words.starts,
        ends=words.ends,
        is_current=words.is_current,
        details=dict(words.details),
        visibility=words.visibility or Visibility.MEMBERS,
        text_visibility=words.text_visibility or Visibility.MEMBERS,
        confirmed_on=words.confirmed_on,
        created_at=at,
        updated_at=at,
    )
