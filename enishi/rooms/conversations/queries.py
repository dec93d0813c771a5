"""Reads. The first argument is the viewer, who takes part or finds nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Subquery,
    TextField,
    Value,
    When,
)
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
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.members.models import Member

_SEEN = ("id", "other_id", "last_body", "last_author_id", "last_message_at", "unread")
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
    conversations = Conversation.objects.visible_to(viewer).annotate(told_at=_told_at(viewer))
    if before:
        conversations = conversations.filter(told_at__lt=before)
    return _seen(viewer, conversations.order_by("-told_at", "-pk")[:limit])


def get_conversation_for(viewer: Member, conversation_id: int) -> SeenConversation:
    """The conversation, if `viewer` takes part in it. One query.

    Raises
    ------
    NotFound
        Also when it is somebody else's, or its other participant is gone or hidden.
    """
    found = Conversation.objects.visible_to(viewer).filter(pk=conversation_id)
    for conversation in _seen(viewer, found.annotate(told_at=_told_at(viewer))):
        return conversation
    raise NotFound


def others_in(viewer: Member, conversation_ids: Iterable[int]) -> dict[int, list[int]]:
    """Those who are there for `viewer` in each of their conversations. One query."""
    others: dict[int, list[int]] = {pk: [] for pk in conversation_ids}
    taken = Participation.objects.filter(conversation_id__in=list(others))
    pairs = taken.exclude(member=viewer).there_for(viewer.pk).order_by("pk")
    for conversation_id, member_id in pairs.values_list("conversation_id", "member_id"):
        others[conversation_id].append(member_id)
    return others


def messages_of(
    viewer: Member,
    conversation_id: int,
    *,
    before_id: int | None = None,
    after_id: int | None = None,
    limit: int = 50,
) -> MessagePage:
    """The newest messages of a conversation, or those before or after one. One query."""
    messages = Message.objects.said_to(viewer.pk).filter(
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
        Message.objects.said_to(viewer.pk)
        .filter(
            conversation__in=Conversation.objects.visible_to(viewer).filter(pk=conversation_id)
        )
        .order_by("-pk")
        .values_list("pk", flat=True)
        .first()
    )


def count_unread(member_id: int, conversation_id: int) -> int:
    """How many messages of the others `member_id` has not seen in this conversation."""
    own = Participation.objects.filter(member_id=member_id, conversation_id=conversation_id)
    unseen = Message.objects.said_to(member_id).filter(
        conversation_id=conversation_id, sent_at__gt=_or_long_ago(own.values("read_until")[:1])
    )
    return unseen.exclude(author_id=member_id).count()


def partner_ids(member_id: int, conversation_id: int) -> list[int]:
    """The other participants of a conversation who are there for `member_id`."""
    others = Participation.objects.filter(conversation_id=conversation_id).there_for(member_id)
    return list(others.exclude(member_id=member_id).values_list("member_id", flat=True))


def own_data(member: Member, at: datetime) -> Iterator[Part]:  # noqa: ARG001 - as every teller
    """The member's conversations for the take-out, and every message they may read.

    Of a conversation whose other sides are gone or hidden their own words remain theirs.
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
    """One row for each of the others in it."""
    for taking, others, told_at in _takings(member):
        row = taking.conversation
        for other in others if told_at else ():
            dates = (row.created_at, told_at, taking.read_until)
            yield (row.pk, *named(other), *dates)


def _told_messages(member: Member) -> Iterator[Row]:
    """By conversation, each in its order: so that an index finds them among everybody's."""
    for taking, others, told_at in _takings(member):
        authors = {one.pk: named(one) for one in (member, *others)}
        told = Message.objects.filter(conversation_id=taking.conversation_id)
        for page in in_chunks(
            told.said_to(member.pk) if told_at else told.filter(author=member)
        ):
            for row in page:
                author = authors.get(row.author_id or 0, named(None))
                yield (row.conversation_id, *author, row.sent_at, row.body)


def _takings(member: Member) -> Iterator[tuple[Participation, list[Member], datetime | None]]:
    """Where `member` takes part, who else is there, and until when they are told; or None."""
    shown = Conversation.objects.visible_to(member).annotate(told_at=_told_at(member))
    told = dict(shown.values_list("pk", "told_at"))
    own = Participation.objects.filter(member=member).select_related("conversation")
    for page in in_chunks(own):
        others: dict[int, list[int]] = {one.conversation_id: [] for one in page}
        rows = Participation.objects.filter(conversation__in=others).exclude(member=member)
        for conversation_id, other_id in rows.values_list("conversation_id", "member_id"):
            others[conversation_id].append(other_id)
        ids = {pk for row in others.values() for pk in row}
        people = present_members(ids, but=hidden_from(member.pk, field="pk"))
        for one in page:
            there = [people[pk] for pk in others[one.conversation_id] if pk in people]
            yield one, there, told.get(one.conversation_id)


def _seen(viewer: Member, conversations: ConversationQuerySet) -> list[SeenConversation]:
    taken = Participation.objects.filter(conversation=OuterRef("pk"))
    others = taken.exclude(member=viewer).there_for(viewer.pk).order_by("pk")
    said = Message.objects.said_to(viewer.pk).filter(conversation=OuterRef("pk"))
    newest = said.order_by("-pk")
    read_until = _or_long_ago(taken.filter(member=viewer).values("read_until")[:1])
    unseen = said.exclude(author=viewer).filter(sent_at__gt=OuterRef("seen_until"))
    counts = unseen.order_by().values("conversation").values_list(Count("pk"))
    rows = (
        conversations.annotate(seen_until=read_until)
        .annotate(
            other_id=Subquery(others.values("member_id")[:1]),
            last_body=Coalesce(
                Subquery(newest.values("body")[:1]), Value("", output_field=TextField())
            ),
            last_author_id=Subquery(newest.values("author_id")[:1]),
            unread=Coalesce(Subquery(counts, output_field=IntegerField()), 0),
        )
        .values_list("id", "other_id", "last_body", "last_author_id", "told_at", "unread")
    )
    return [SeenConversation(**dict(zip(_SEEN, row, strict=True))) for row in rows]


def _told_at(viewer: Member) -> Case:
    """When something was last written that `viewer` is told of.

    The same as when anything was, unless somebody in the conversation is not there for them.
    """
    taken = Participation.objects.filter(conversation=OuterRef("pk")).exclude(member=viewer)
    missing = taken.exclude(pk__in=Participation.objects.there_for(viewer.pk).values("pk"))
    said = Message.objects.said_to(viewer.pk).filter(conversation=OuterRef("pk"))
    newest = Coalesce(Subquery(said.order_by("-pk").values("sent_at")[:1]), F("created_at"))
    return Case(When(Exists(missing), then=newest), default=F("last_message_at"))


def _or_long_ago(moment: QuerySet[Participation, Any]) -> Coalesce:
    return Coalesce(Subquery(moment), Value(LONG_AGO, output_field=DateTimeField()))
