"""Keep what was begun, and throw it away."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction

from enishi.ground.errors import NotFound
from enishi.rooms.approaches.errors import TooManyDrafts, ToSelf
from enishi.rooms.approaches.models import SavedDraft
from enishi.rooms.approaches.types import MOST_DRAFTS
from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.members.queries import present_members

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.approaches.types import Written
    from enishi.rooms.members.models import Member


@transaction.atomic
def keep_draft(*, by: Member, recipient_id: int, written: Written, at: datetime) -> None:
    """Keep what `by` has written to somebody so far; the last keeping counts.

    Raises
    ------
    NotFound
        Nobody of this id is in the house, or a block stands between.
    ToSelf
        It is to oneself.
    TooManyDrafts
        `by` keeps as many as the house bears.
    """
    if recipient_id == by.pk:
        raise ToSelf
    if not present_members([recipient_id], but=hidden_from(by.pk, field="pk")):
        raise NotFound
    others = SavedDraft.objects.filter(sender=by).exclude(recipient_id=recipient_id)
    if others.count() >= MOST_DRAFTS:
        raise TooManyDrafts
    SavedDraft.objects.update_or_create(
        sender=by,
        recipient_id=recipient_id,
        defaults={"written": asdict(written), "saved_at": at},
    )


def discard_draft(*, by: Member, recipient_id: int) -> None:
    """Throw away what `by` has begun to write to somebody; nothing happens without one."""
    SavedDraft.objects.filter(sender=by, recipient_id=recipient_id).delete()
