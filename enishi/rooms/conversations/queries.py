"""Reads. The first argument is the viewer, who takes part or finds nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
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
from enishi.rooms.conversations.models import (
    Attachment,
    Conversation,
    ConversationQuerySet,
    Message,
    MessageQuerySet,
    Participation,
    ParticipationQuerySet,
    ShowsReading,
    Unsent,
)
from enishi.rooms.conversations.own_data import own_data
from enishi.rooms.conversations.telling import told_at_for
from enishi.rooms.conversations.types import (
    MOST_FOUND,
    FoundMessage,
    Mark,
    MessagePage,
    SeenConversation,
    SeenFile,
    SeenMessage,
    UnsentMessage,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from enishi.rooms.members.models import Member

__all__ = ["own_data"]

_SEEN = ("id", "other_id", "last_body", "last_author_id", "last_message_at", "unread")
_STANDING = ("unsent", "read_until", "is_muted", "can_write")
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
    conversations = Conversation.objects.visible_to(viewer).annotate(
        told_at=told_at_for(viewer)
    )
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
    for conversation in _seen(viewer, found.annotate(told_at=told_at_for(viewer))):
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
    messages = _said_in(viewer, conversation_id)
    if before_id is not None:
        messages = messages.filter(pk__lt=before_id)
    if after_id is not None:
        messages = messages.filter(pk__gt=after_id)
    newest = list(messages.order_by("-pk")[: limit + 1])
    return MessagePage(
        messages=tuple(_shown(one) for one in reversed(newest[:limit])),
        has_earlier=len(newest) > limit,
    )


def get_message_for(viewer: Member, conversation_id: int, message_id: int) -> SeenMessage:
    """One message of a conversation. One query.

    Raises
    ------
    NotFound
        It is not there for `viewer` to read.
    """
    for message in _said_in(viewer, conversation_id).filter(pk=message_id):
        return _shown(message)
    raise NotFound


def get_mark_of(viewer: Member, conversation_id: int) -> Mark:
    """What tells whether a conversation changed for `viewer`. One query.

    Raises
    ------
    NotFound
        There is none to see.
    """
    taken = Participation.objects.filter(conversation=OuterRef("conversation"))
    others = taken.exclude(member=viewer).there_for(viewer.pk)
    said = _said_in(viewer, conversation_id)
    rows = said.order_by("-pk").annotate(read=_read_by_all(viewer, others))
    row = rows.values_list("pk", "author_id", "sent_at", "read").first()
    if row is None:
        raise NotFound
    newest_id, author_id, sent_at, read_until = row
    is_read = author_id == viewer.pk and read_until is not None and sent_at <= read_until
    return Mark(newest_id, is_read=is_read)


def unsent_of(viewer: Member, conversation_id: int) -> list[UnsentMessage]:
    """What `viewer` wrote there and can still take back, oldest first. Two queries."""
    own = Unsent.objects.filter(author=viewer, conversation_id=conversation_id)
    return [
        UnsentMessage(
            id=one.pk,
            body=one.body,
            file_names=tuple(file.name for file in one.attachments.all()),
        )
        for one in own.prefetch_related("attachments").order_by("pk")
    ]


def search_messages(viewer: Member, words: str) -> list[FoundMessage]:
    """The newest messages `viewer` may read that have all of `words`. One query."""
    asked = words.split()[:10]
    if not asked:
        return []
    messages = Message.objects.said_to(viewer.pk).filter(
        conversation__in=Conversation.objects.visible_to(viewer)
    )
    for word in asked:
        messages = messages.filter(body__icontains=word)
    return [
        FoundMessage(
            id=one.pk,
            conversation_id=one.conversation_id,
            author_id=one.author_id,
            body=one.body,
            sent_at=one.sent_at,
        )
        for one in messages.order_by("-pk")[:MOST_FOUND]
    ]


def get_attachment_for(
    viewer: Member, conversation_id: int, attachment_id: int
) -> tuple[str, bytes]:
    """Name and content of a file in a conversation `viewer` takes part in.

    Raises
    ------
    NotFound
        Also when it is in somebody else's, of somebody hidden, or not delivered yet.
    """
    said = _said_in(viewer, conversation_id)
    found = Attachment.objects.filter(pk=attachment_id, message__in=said).first()
    if found is None or not default_storage.exists(found.path):
        raise NotFound
    with default_storage.open(found.path) as file:
        return found.name, bytes(file.read())


def shows_reading(member: Member) -> bool:
    """Whether `member` lets others know what they have read."""
    return ShowsReading.objects.filter(member=member).exists()


def count_unread(member_id: int, conversation_id: int) -> int:
    """How many messages of the others `member_id` has not seen in this conversation."""
    own = Participation.objects.filter(member_id=member_id, conversation_id=conversation_id)
    unseen = Message.objects.said_to(member_id).filter(
        conversation_id=conversation_id, sent_at__gt=_or_long_ago(own.values("read_until")[:1])
    )
    return unseen.exclude(author_id=member_id).count()


def tellable_ids(member_id: int, conversation_id: int) -> list[int]:
    """Who is told that `member_id` wrote: the others who are there, and did not mute it."""
    others = Participation.objects.filter(
        conversation_id=conversation_id, left_at=None, muted_at=None
    ).there_for(member_id)
    return list(others.exclude(member_id=member_id).values_list("member_id", flat=True))


def _said_in(viewer: Member, conversation_id: int) -> MessageQuerySet:
    """What `viewer` may read of one conversation."""
    visible = Conversation.objects.visible_to(viewer).filter(pk=conversation_id)
    return Message.objects.said_to(viewer.pk).filter(conversation__in=visible)


def _shown(message: Message) -> SeenMessage:
    return SeenMessage(
        id=message.pk,
        author_id=message.author_id,
        body=message.body,
        sent_at=message.sent_at,
        files=tuple(SeenFile(**file) for file in message.files),
    )


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
            **_standing(viewer, taken, others),
        )
        .values_list(*_SEEN[:4], "told_at", "unread", *_STANDING)
    )
    names = (*_SEEN, *_STANDING)
    return [SeenConversation(**dict(zip(names, row, strict=True))) for row in rows]


def _standing(
    viewer: Member, taken: ParticipationQuerySet, others: ParticipationQuerySet
) -> dict[str, Any]:
    """How `viewer` stands with a conversation, beside its words."""
    unsent = Unsent.objects.filter(conversation=OuterRef("pk"), author=viewer)
    counts = unsent.order_by().values("conversation").values_list(Count("pk"))
    return {
        "unsent": Coalesce(Subquery(counts, output_field=IntegerField()), 0),
        "read_until": _read_by_all(viewer, others),
        "is_muted": Exists(taken.filter(member=viewer, muted_at__isnull=False)),
        "can_write": Exists(others.filter(left_at=None)),
    }


def _read_by_all(viewer: Member, others: ParticipationQuerySet) -> Case:
    """By when the slowest of `others` read, if all let it be known; None if one never did."""
    silent = others.exclude(member__in=ShowsReading.objects.values("member"))
    shown = Exists(ShowsReading.objects.filter(member=viewer)) & ~Exists(silent)
    slowest = others.order_by(F("read_until").asc(nulls_first=True)).values("read_until")[:1]
    return Case(When(shown, then=Subquery(slowest)), default=None)


def _or_long_ago(moment: QuerySet[Participation, Any]) -> Coalesce:
    return Coalesce(Subquery(moment), Value(LONG_AGO, output_field=DateTimeField()))
