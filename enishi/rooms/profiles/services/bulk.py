"""Many records at once, for a house that is filled by a program."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db import transaction

from enishi.engines.formats.public_ids import public_id
from enishi.ground.rows import insert_rows
from enishi.rooms.profiles.models import Entry, Profile
from enishi.rooms.profiles.types import Visibility

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from enishi.rooms.profiles.types import NewEntry

_PROFILE = (
    *("member_id", "portrait", "portrait_visibility", "has_public_page", "is_indexable"),
    *("has_structured_data", "default_visibility", "updated_at"),
)
_WORDS = (
    *("title_ja", "title_en", "organization_ja", "organization_en", "place_ja", "place_en"),
    *("text_ja", "text_en", "url", "starts", "ends", "is_current"),
)
_ENTRY = (
    *("member_id", "kind", "position", "organization_id", *_WORDS, "details", "public_id"),
    *("visibility", "text_visibility", "confirmed_on", "created_at", "updated_at"),
)


@transaction.atomic
def bulk_add_records(
    *,
    records: Mapping[int, Sequence[NewEntry]],
    organizations: Mapping[str, int],
    at: datetime,
) -> None:
    """Write whole records of members who have none yet, in one short transaction.

    A record that shows anything to everyone gets a public page. Nothing is announced:
    whoever calls builds the index afterwards. Pass some hundreds of members at a time.

    Parameters
    ----------
    records
        Member id → entries, in the order of the record within each kind.
    organizations
        Name, in either language → id of an organization the house knows.
    """
    members = str(Visibility.MEMBERS)
    insert_rows(
        Profile,
        _PROFILE,
        (
            (member_id, "", members, _is_public(entries), False, False, members, at)
            for member_id, entries in records.items()
        ),
    )
    insert_rows(
        Entry,
        _ENTRY,
        (
            row
            for member_id, entries in records.items()
            for row in _rows(member_id, entries, organizations, at)
        ),
    )


def _is_public(entries: Iterable[NewEntry]) -> bool:
    return any(entry.fields.visibility == Visibility.EVERYONE for entry in entries)


def _rows(
    member_id: int, entries: Sequence[NewEntry], organizations: Mapping[str, int], at: datetime
) -> Iterator[tuple[Any, ...]]:
    counts: Counter[str] = Counter()
    for new in entries:
        counts[new.kind] += 1
        words = new.fields
        known = organizations.get(words.organization_ja)
        yield (
            *(member_id, str(new.kind), counts[new.kind]),
            known or organizations.get(words.organization_en),
            *(getattr(words, name) for name in _WORDS),
            dict(words.details),
            public_id(words.url),
            str(words.visibility or Visibility.MEMBERS),
            str(words.text_visibility or Visibility.MEMBERS),
            *(words.confirmed_on, at, at),
        )
