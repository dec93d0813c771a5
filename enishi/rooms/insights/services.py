"""Verbs: remember who found whom, and forget it in time."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from enishi.rooms.insights.models import Appearance, Visit
from enishi.rooms.insights.types import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from enishi.rooms.members.models import Member

_QUERY_LENGTH = 200


@transaction.atomic
def record_visit(
    *,
    viewer: Member,
    member_id: int,
    query: str = "",
    entry_id: int | None = None,
    at: datetime,
) -> None:
    """Remember that `viewer` opened a member's page, once a day.

    The search they say they come from is believed only when it did show them this member:
    an address anybody can write must not become a message to somebody.
    """
    if member_id == viewer.pk:
        return
    day = at.astimezone(UTC).date()
    visit = Visit(viewer=viewer, member_id=member_id, at=at, on=day)
    Visit.objects.bulk_create([visit], ignore_conflicts=True)
    found = _appearance(viewer, member_id, query, entry_id) if query else None
    if found is not None:
        Visit.objects.filter(viewer=viewer, member_id=member_id, on=day, query="").update(
            query=found.query, entry_id=found.entry_id
        )


def _appearance(
    viewer: Member, member_id: int, query: str, entry_id: int | None
) -> Appearance | None:
    shown = Appearance.objects.filter(
        viewer=viewer, member_id=member_id, query=query[:_QUERY_LENGTH]
    )
    by_entry = shown.filter(entry_id=entry_id).first() if entry_id else None
    return by_entry or shown.order_by("-at").first()


@transaction.atomic
def record_appearances(
    *, viewer_id: int, query: str, hits: Iterable[tuple[int, int]], at: datetime
) -> None:
    """Remember whom a search showed, and by which entry; once a day, person and query."""
    day = at.astimezone(UTC).date()
    query = query.strip()[:_QUERY_LENGTH]
    Appearance.objects.bulk_create(
        [
            Appearance(
                viewer_id=viewer_id,
                member_id=member_id,
                entry_id=entry_id,
                query=query,
                at=at,
                on=day,
            )
            for member_id, entry_id in hits
            if query and member_id != viewer_id
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def forget_old_views(*, at: datetime) -> int:
    """Forget what is older than ninety days; returns how much that was."""
    return sum(
        table.objects.filter(at__lt=at - KEPT).delete()[0] for table in (Appearance, Visit)
    )


@transaction.atomic
def erase_views(*, member_id: int) -> None:
    """Forget who found somebody and whom they looked at: they left for good."""
    for table in (Appearance, Visit):
        table.objects.filter(Q(member_id=member_id) | Q(viewer_id=member_id)).delete()
