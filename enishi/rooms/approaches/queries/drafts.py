"""What a member has begun to write, and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.rooms.approaches.models import SavedDraft
from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.members.types import Status

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from enishi.rooms.members.models import Member


def drafts_of(viewer: Member) -> QuerySet[SavedDraft]:
    """The drafts of `viewer` to people who are there for them, newest first."""
    there = SavedDraft.objects.filter(sender=viewer, recipient__status=Status.ACTIVE)
    return there.exclude(hidden_from(viewer.pk, field="recipient_id")).order_by("-saved_at")


def find_draft(viewer: Member, member_id: int) -> SavedDraft | None:
    """What `viewer` has begun to write to `member_id`. One query."""
    return drafts_of(viewer).filter(recipient_id=member_id).first()
