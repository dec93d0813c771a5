"""Writes: begin a conversation, write in it, mark it as read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from enishi.ground.events import announce
from enishi.rooms.conversations.events import MessageSent
from enishi.rooms.conversations.models import Conversation, Message, Participation
from enishi.rooms.conversations.policies import checked_body
from enishi.rooms.conversations.queries import get_conversation_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from enishi.rooms.conversations.types import Opening
    from enishi.rooms.members.models import Member


@transaction.atomic
def start_conversation(
    *, by: Member, with_id: int, openings: Sequence[Opening], at: datetime
) -> int:
    """`by` begins to talk with somebody, who agreed to it elsewhere; answer its id.

    Whoever asks for this has made sure that the two may talk, and announces it as what it
    was: an approach that was answered.

    Raises
    ------
    EmptyMessage, MessageTooLong
        One of the openings cannot stand as a message.
    """
    return start_shared_conversation(by=by, with_ids=[with_id], openings=openings, at=at)


@transaction.atomic
def start_shared_conversation(
    *, by: Member, with_ids: Sequence[int], openings: Sequence[Opening], at: datetime
) -> int:
    """`start_conversation` with several who agreed to talk together.

    Raises
    ------
    EmptyMessage, MessageTooLong
        One of the openings cannot stand as a message.
    """
    bodies = [checked_body(opening.body) for opening in openings]
    conversation = Conversation.objects.create(created_at=at, last_message_at=at)
    said = {one.author_id: one.said_at for one in sorted(openings, key=lambda one: one.said_at)}
    Participation.objects.bulk_create(
        [
            Participation(conversation=conversation, member=by, read_until=at),
            *(
                Participation(
                    conversation=conversation, member_id=other_id, read_until=said.get(other_id)
                )
                for other_id in with_ids
            ),
        ]
    )
    Message.objects.bulk_create(
        Message(
            conversation=conversation,
            author_id=opening.author_id,
            body=body,
            sent_at=opening.said_at,
        )
        for opening, body in zip(openings, bodies, strict=True)
    )
    return conversation.pk


@transaction.atomic
def send_message(*, by: Member, conversation_id: int, body: str, at: datetime) -> int:
    """`by` writes in a conversation; answer the id of the message.

    Raises
    ------
    NotFound
        `by` takes no part in it, or the other is gone or hidden.
    EmptyMessage, MessageTooLong
        It has no words, or too many.
    """
    conversation = get_conversation_for(by, conversation_id)
    message = Message.objects.create(
        conversation_id=conversation.id, author=by, body=checked_body(body), sent_at=at
    )
    Conversation.objects.filter(pk=conversation.id).update(last_message_at=at)
    _see_until(by, conversation.id, at)
    announce(
        MessageSent(message_id=message.pk, conversation_id=conversation.id, author_id=by.pk)
    )
    return message.pk


def mark_read(*, by: Member, conversation_id: int, at: datetime) -> None:
    """`by` has seen everything that was written until `at`."""
    _see_until(by, conversation_id, at)


def _see_until(by: Member, conversation_id: int, at: datetime) -> None:
    own = Participation.objects.filter(member=by, conversation_id=conversation_id)
    own.filter(Q(read_until=None) | Q(read_until__lt=at)).update(read_until=at)
