"""Whose record links to which public page: by that alone are people of elsewhere known here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from enishi.rooms.profiles.models import Entry, EntryQuerySet
from enishi.rooms.profiles.types import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import Model, QuerySet

    from enishi.rooms.members.models import Member

#: How many are asked for in one query.
_AT_ONCE = 1000


def members_at(viewer: Member, public_ids: Collection[str]) -> frozenset[int]:
    """Whose record links to one of these public pages, where `viewer` may see that link.

    `public_ids` are what `engines.formats.public_ids` makes of addresses. One query for each
    thousand of them.
    """
    wanted = list(public_ids)
    found: set[int] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        here = Entry.objects.filter(public_id__in=wanted[start : start + _AT_ONCE])
        found.update(_owners_of_links(viewer, here))
    return frozenset(found)


def links_to_a_public_page(
    viewer: Member, member_ids: Collection[int] | QuerySet[Model, Any]
) -> frozenset[int]:
    """Those of `member_ids`, or of the rows that hold them, who show `viewer` such a link.

    One query.
    """
    entries = Entry.objects.filter(member_id__in=member_ids).exclude(public_id="")
    return frozenset(_owners_of_links(viewer, entries))


def _owners_of_links(viewer: Member, entries: EntryQuerySet) -> Iterable[int]:
    """Only links say "this is me": the address of a reference is somebody else's."""
    links = entries.filter(kind__in=(Kind.LINK, Kind.CONTACT)).exclude(member=viewer)
    return links.visible_to(viewer).values_list("member_id", flat=True)
