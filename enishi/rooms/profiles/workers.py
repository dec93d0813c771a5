"""How many people work where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from enishi.rooms.profiles.models import Entry
from enishi.rooms.profiles.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enishi.rooms.members.models import Member


def count_workers(viewer: Member, organization_ids: Iterable[int]) -> dict[int, int]:
    """How many people currently work at each organization, as far as `viewer` may see.

    One query; an organization where nobody does is left out.
    """
    entries = Entry.objects.filter(
        organization_id__in=list(organization_ids), kind=Kind.POSITION, is_current=True
    )
    workers = entries.visible_to(viewer).order_by().values("organization_id")
    return {
        row["organization_id"]: row["people"]
        for row in workers.annotate(people=Count("member_id", distinct=True))
    }
