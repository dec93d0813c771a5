"""Begin a conversation between people who agreed to talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from enishi.rooms.conversations.models import Conversation, Message, Participation
from enishi.rooms.conversations.policies import checked_body

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
