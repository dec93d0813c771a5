"""Reads. The first argument is the viewer, who takes part or finds nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, DateTimeField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from enishi.ground.errors import NotFound
from enishi.ground.paging import in_chunks
from enishi.ground.take_out import Table
from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.conversations.models import (
    Conversation,
    ConversationQuerySet,
    Message,
    Participation,
)
from enishi.rooms.conversations.types import MessagePage, SeenConversation, SeenMessage
from enishi.rooms.members.queries import PERSON, named, present_members

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.members.models import Member

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def conversations_of(
    viewer: Member, *, before: datetime | None = None, limit: int = 30
) -> list[SeenConversation]:
    """The conversations of `viewer`, the liveliest first. One query.

    Parameters
    ----------
    before
        Only those whose last message is older: the next page.
    """
    conversations = Conversation.objects.visible_to(viewer)
    if before:
        conversations = conversations.filter(last_message_at__lt=before)
    return _seen(viewer, conversations.order_by("-last_message_at", "-pk")[:limit])


def get_conversation_for(viewer: Member, conversation_id: int) -> SeenConversation:
    """The conversation, if `viewer` takes part in it. One query.

    Raises
    ------
    NotFound
        Also when it is somebody else's, or its other participant is gone or hidden.
    """
    found = Conversation.objects.visible_to(viewer).filter(pk=conversation_id)
    for conversation in _seen(viewer, found):
        return conversation
    raise NotFound


def messages_of(
    viewer: Member,
    conversation_id: int,
    *,
    before_id: int | None = None,
    after_id: int | None = None,
    limit: int = 50,
) -> MessagePage:
    """The newest messages of a conversation, or those before or after one. One query."""
    messages = Message.objects.filter(
        conversation__in=Conversation.objects.visible_to(viewer).filter(pk=conversation_id)
    )
    if before_id is not None:
        messages = messages.filter(pk__lt=before_id)
    if after_id is not None:
        messages = messages.filter(pk__gt=after_id)
    newest = list(messages.order_by("-pk")[: limit + 1])
    return MessagePage(
        messages=tuple(
            SeenMessage(id=one.pk, author_id=one.author_id, body=one.body, sent_at=one.sent_at)
            for one in reversed(newest[:limit])
        ),
        has_earlier=len(newest) > limit,
    )


def newest_message_id(viewer: Member, conversation_id: int) -> int | None:
    """What tells whether a conversation changed; None when there is none to see. One query."""
    return (
        Message.objects.filter(
            conversation__in=Conversation.objects.visible_to(viewer).filter(pk=conversation_id)
        )
        .order_by("-pk")
        .values_list("pk", flat=True)
        .first()
    )


def count_unread(member_id: int, conversation_id: int) -> int:
    """How many messages of the other `member_id` has not seen in this conversation."""
    own = Participation.objects.filter(member_id=member_id, conversation_id=conversation_id)
    unseen = Message.objects.filter(
        conversation_id=conversation_id, sent_at__gt=_or_long_ago(own.values("read_until")[:1])
    )
    return unseen.exclude(author_id=member_id).count()


def partner_ids(member_id: int, conversation_id: int) -> list[int]:
    """The other participants of a conversation."""
    others = Participation.objects.filter(conversation_id=conversation_id)
    return list(others.exclude(member_id=member_id).values_list("member_id", flat=True))


def own_data(member: Member, at: datetime) -> Iterator[Part]:  # noqa: ARG001 - as every teller
    """The member's conversations for the take-out, and every message they may read.

    Of a conversation whose other side is gone or hidden their own words remain theirs.
    """
    yield Table(
        name="conversations",
        columns=("id", *PERSON, "began_at", "last_message_at", "read_until"),
        rows=_told_conversations(member),
    )
    yield Table(
        name="messages",
        columns=("conversation", *PERSON, "sent_at", "body"),
        rows=_told_messages(member),
    )


def _told_conversations(member: Member) -> Iterator[Row]:
    for taking, other, is_shown in _takings(member):
        row = taking.conversation
        if is_shown:
            dates = (row.created_at, row.last_message_at, taking.read_until)
            yield (row.pk, *named(other), *dates)


def _told_messages(member: Member) -> Iterator[Row]:
    """By conversation, each in its order: so that an index finds them among everybody's."""
    for taking, other, is_shown in _takings(member):
        authors = {member.pk: named(member), other.pk if other else 0: named(other)}
        messages = Message.objects.filter(conversation_id=taking.conversation_id)
        for page in in_chunks(messages if is_shown else messages.filter(author=member)):
            for row in page:
                author = authors.get(row.author_id or 0, named(None))
                yield (row.conversation_id, *author, row.sent_at, row.body)


def _takings(member: Member) -> Iterator[tuple[Participation, Member | None, bool]]:
    """Where `member` takes part, with the other side, and whether the conversation is there."""
    shown = set(Conversation.objects.visible_to(member).values_list("pk", flat=True))
    own = Participation.objects.filter(member=member).select_related("conversation")
    for page in in_chunks(own):
        others = dict(
            Participation.objects.filter(conversation__in=[one.conversation_id for one in page])
            .exclude(member=member)
            .values_list("conversation_id", "member_id")
        )
        people = present_members(others.values(), but=hidden_from(member.pk, field="pk"))
        for one in page:
            other = people.get(others.get(one.conversation_id, 0))
            yield one, other, one.conversation_id in shown


def _seen(viewer: Member, conversations: ConversationQuerySet) -> list[SeenConversation]:
    taken = Participation.objects.filter(conversation=OuterRef("pk"))
    newest = Message.objects.filter(conversation=OuterRef("pk")).order_by("-pk")
    read_until = _or_long_ago(taken.filter(member=viewer).values("read_until")[:1])
    unseen = Q(messages__sent_at__gt=F("seen_until")) & ~Q(messages__author=viewer)
    rows = (
        conversations.annotate(seen_until=read_until)
        .annotate(
            other_id=Subquery(taken.exclude(member=viewer).values("member_id")[:1]),
            last_body=Subquery(newest.values("body")[:1]),
            last_author_id=Subquery(newest.values("author_id")[:1]),
            unread=Count("messages", filter=unseen),
        )
        .values("id", "other_id", "last_body", "last_author_id", "last_message_at", "unread")
    )
    return [SeenConversation(**row) for row in rows]


def _or_long_ago(moment: QuerySet[Participation, Any]) -> Coalesce:
    return Coalesce(Subquery(moment), Value(LONG_AGO, output_field=DateTimeField()))
