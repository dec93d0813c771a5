"""Mute, leave, let reading be known; and forget somebody who left the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from enishi.ground.errors import NotFound
from enishi.rooms.conversations.models import (
    Attachment,
    Message,
    Participation,
    ShowsReading,
    Unsent,
)
from enishi.rooms.conversations.queries import get_conversation_for
from enishi.rooms.conversations.services.sending import remove_files

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from enishi.rooms.members.models import Member


def mute_conversation(*, by: Member, conversation_id: int, at: datetime) -> None:
    """Tell `by` of no new message in it; they find them in their inbox.

    Raises
    ------
    NotFound
        `by` takes no part in it.
    """
    _part_of(by, conversation_id).update(muted_at=at)


def unmute_conversation(*, by: Member, conversation_id: int) -> None:
    """Tell `by` of new messages in it again.

    Raises
    ------
    NotFound
        `by` takes no part in it.
    """
    _part_of(by, conversation_id).update(muted_at=None)


@transaction.atomic
def leave_conversation(*, by: Member, conversation_id: int, at: datetime) -> None:
    """`by` leaves for good: it is gone for them, and the others read that they left.

    Raises
    ------
    NotFound
        `by` takes no part in it.
    """
    get_conversation_for(by, conversation_id)
    left = Participation.objects.filter(
        member=by, conversation_id=conversation_id, left_at=None
    )
    if not left.update(left_at=at):
        raise NotFound
    unsent = Unsent.objects.filter(author=by, conversation_id=conversation_id)
    remove_files(attachments=Attachment.objects.filter(unsent__in=unsent))
    unsent.delete()


def show_reading(*, by: Member, at: datetime) -> None:
    """Let others know what `by` has read, and `by` what they have."""
    ShowsReading.objects.get_or_create(member=by, defaults={"since": at})


def hide_reading(*, by: Member) -> None:
    """Let nobody know what `by` has read."""
    ShowsReading.objects.filter(member=by).delete()


@transaction.atomic
def erase_messages(*, member_id: int) -> None:
    """Forget what somebody wrote and sent; what others wrote stays theirs."""
    remove_files(attachments=Attachment.objects.filter(author_id=member_id))
    Unsent.objects.filter(author_id=member_id).delete()
    Message.objects.filter(author_id=member_id).delete()
    Participation.objects.filter(member_id=member_id).delete()
    ShowsReading.objects.filter(member_id=member_id).delete()


def _part_of(by: Member, conversation_id: int) -> QuerySet[Participation]:
    get_conversation_for(by, conversation_id)
    return Participation.objects.filter(member=by, conversation_id=conversation_id)
