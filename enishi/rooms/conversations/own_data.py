"""What goes with a member who takes everything along."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage

from enishi.ground.paging import in_chunks
from enishi.ground.take_out import Attachment as File
from enishi.ground.take_out import Facts, Table
from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.conversations.models import (
    Attachment,
    Conversation,
    Message,
    Participation,
    ShowsReading,
)
from enishi.rooms.conversations.telling import told_at_for
from enishi.rooms.members.queries import PERSON, named, present_members

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.members.models import Member


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
        columns=("conversation", *PERSON, "sent_at", "body", "files"),
        rows=_told_messages(member),
    )
    shows = ShowsReading.objects.filter(member=member).first()
    yield Facts(name="reading", facts={"shown_since": shows.since if shows else None})
    for sent in Attachment.objects.filter(author=member, message__isnull=False).order_by("pk"):
        yield File(name=f"files/{sent.pk}-{sent.name}", read=partial(_content_of, sent.path))


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
                files = [file["name"] for file in row.files]
                yield (row.conversation_id, *author, row.sent_at, row.body, files)


def _takings(member: Member) -> Iterator[tuple[Participation, list[Member], datetime | None]]:
    """Where `member` takes part, who else is there, and until when they are told; or None."""
    shown = Conversation.objects.visible_to(member).annotate(told_at=told_at_for(member))
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


def _content_of(path: str) -> bytes:
    with default_storage.open(path) as file:
        return bytes(file.read())
