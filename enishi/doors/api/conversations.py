"""Conversations: read, write, take back; mute and leave."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import File, Form, Query, Router, Schema, Status, UploadedFile
from pydantic import Field

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.people import people_for
from enishi.doors.api.schemas import REFUSALS, Cursor, Person, Sent
from enishi.ground.downloads import to_be_saved
from enishi.ground.paging import UnreadableCursor, read_cursor, write_cursor
from enishi.rooms.conversations import queries, services
from enishi.rooms.conversations.files import received_file
from enishi.rooms.conversations.types import UNDO_WINDOW
from enishi.rooms.members.types import Scope
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enishi.rooms.conversations.types import SeenConversation

router = Router(tags=["conversations"])
PAGE_SIZE = 30


class Conversation(Schema):
    """A thread of messages."""

    id: int
    people: list[Person] = Field(description="The others who are there for one.")
    last_body: str
    last_message_at: datetime
    unread: int
    is_muted: bool
    can_write: bool


class Conversations(Schema):
    """A page of conversations, the liveliest first."""

    items: list[Conversation]
    next_cursor: str


class AttachedFile(Schema):
    """A file that goes with a message."""

    id: int
    name: str
    bytes: int


class Message(Schema):
    """What somebody wrote."""

    id: int
    author: str | None = Field(description="Their handle; null if they left the house.")
    body: str
    sent_at: datetime
    files: list[AttachedFile]


class Messages(Schema):
    """Some messages, oldest first; `before` the first of them goes further back."""

    items: list[Message]
    has_earlier: bool


class FoundMessage(Schema):
    """A message that has the words one looked for."""

    id: int
    conversation_id: int
    author: str | None = Field(description="Their handle; null if they left the house.")
    body: str
    sent_at: datetime


class MessageSent(Sent):
    """A message to write."""

    body: str = Field(min_length=1, max_length=5000)


class Unsent(Schema):
    """A message that can be taken back for some seconds, and is delivered then."""

    id: int
    due_at: datetime


@router.get(
    "conversations",
    response={200: Conversations, **REFUSALS},
    auth=needs(Scope.MESSAGES_READ),
    summary="My conversations",
)
def read_conversations(request: MemberRequest, cursor: Cursor = "") -> Conversations:
    """Whom one talks with, the liveliest first."""
    found = queries.conversations_of(
        request.user, before=_moment(cursor) if cursor else None, limit=PAGE_SIZE + 1
    )
    talks = found[:PAGE_SIZE]
    others = queries.others_in(request.user, [talk.id for talk in talks])
    people = people_for(request.user, {pk for row in others.values() for pk in row})
    more = len(found) > PAGE_SIZE
    return Conversations(
        items=[_shown(talk, [people[pk] for pk in others[talk.id]]) for talk in talks],
        next_cursor=write_cursor(talks[-1].last_message_at.isoformat()) if more else "",
    )


@router.get(
    "conversations/found",
    response={200: list[FoundMessage], **REFUSALS},
    auth=needs(Scope.MESSAGES_READ, Limit.SEARCH),
    summary="Search my messages",
)
def find_messages(
    request: MemberRequest, words: Annotated[str, Query(min_length=1, max_length=100)]
) -> list[FoundMessage]:
    """The newest messages one may read that have all of `words`."""
    found = queries.search_messages(request.user, words)
    authors = people_for(request.user, {one.author_id or 0 for one in found})
    return [
        FoundMessage(
            id=one.id,
            conversation_id=one.conversation_id,
            author=authors[one.author_id].handle if one.author_id in authors else None,
            body=one.body,
            sent_at=one.sent_at,
        )
        for one in found
    ]


@router.get(
    "conversations/{conversation_id}/messages",
    response={200: Messages, **REFUSALS},
    auth=needs(Scope.MESSAGES_READ),
    summary="The messages of a conversation",
)
def read_messages(
    request: MemberRequest,
    conversation_id: int,
    before: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
) -> Messages:
    """The newest messages, or those before one. Reading them marks nothing as read."""
    talk = queries.get_conversation_for(request.user, conversation_id)
    page = queries.messages_of(request.user, talk.id, before_id=before)
    authors = people_for(request.user, {one.author_id or 0 for one in page.messages})
    return Messages(
        items=[
            Message(
                id=one.id,
                author=authors[one.author_id].handle if one.author_id in authors else None,
                body=one.body,
                sent_at=one.sent_at,
                files=[AttachedFile.from_orm(file) for file in one.files],
            )
            for one in page.messages
        ],
        has_earlier=page.has_earlier,
    )


@router.post(
    "conversations/{conversation_id}/messages",
    response={202: Unsent, **REFUSALS},
    auth=needs(Scope.MESSAGES_WRITE, Limit.MESSAGES),
    summary="Write a message",
)
def write_message(
    request: MemberRequest, conversation_id: int, message: MessageSent
) -> Status[Unsent]:
    """Write; it is delivered after some seconds, in which it can be taken back."""
    return _written(request, conversation_id, message.body)


@router.post(
    "conversations/{conversation_id}/messages/with-files",
    response={202: Unsent, **REFUSALS},
    auth=needs(Scope.MESSAGES_WRITE, Limit.MESSAGES),
    summary="Write a message with files",
)
def write_message_with_files(
    request: MemberRequest,
    conversation_id: int,
    body: Annotated[str, Form(min_length=1, max_length=5000)],
    files: Annotated[list[UploadedFile], File(description="Up to three, of 5 MB each.")],
) -> Status[Unsent]:
    """Write as a form of several parts; the files leave, or are taken back, with the message.

    PDF, pictures, plain text and office documents without macros; pictures are drawn anew.
    """
    return _written(request, conversation_id, body, files)


@router.get(
    "conversations/{conversation_id}/files/{file_id}",
    response=dict(REFUSALS),
    auth=needs(Scope.MESSAGES_READ),
    summary="A file of a conversation",
    openapi_extra={
        "responses": {
            200: {
                "description": "The file, to be saved.",
                "content": {"application/octet-stream": {"schema": {"type": "string"}}},
            }
        }
    },
)
def read_file(request: MemberRequest, conversation_id: int, file_id: int) -> HttpResponse:
    """A file that goes with a message, for who takes part in the conversation."""
    return to_be_saved(*queries.get_attachment_for(request.user, conversation_id, file_id))


@router.delete(
    "conversations/{conversation_id}/unsent/{unsent_id}",
    response={204: None, **REFUSALS},
    auth=needs(Scope.MESSAGES_WRITE, Limit.MESSAGES),
    summary="Take a message back",
)
def take_message_back(
    request: MemberRequest, conversation_id: int, unsent_id: int
) -> Status[None]:
    """Take back what is not delivered yet."""
    talk = queries.get_conversation_for(request.user, conversation_id)
    services.take_back_message(by=request.user, conversation_id=talk.id, unsent_id=unsent_id)
    return Status(204, None)


@router.post(
    "conversations/{conversation_id}/read",
    response={204: None, **REFUSALS},
    auth=needs(Scope.MESSAGES_WRITE, Limit.MESSAGES),
    summary="Mark a conversation as read",
)
def mark_conversation_read(request: MemberRequest, conversation_id: int) -> Status[None]:
    """Say that everything in it has been read."""
    talk = queries.get_conversation_for(request.user, conversation_id)
    services.mark_read(by=request.user, conversation_id=talk.id, at=timezone.now())
    return Status(204, None)


@router.put(
    "conversations/{conversation_id}/mute",
    response={204: None, **REFUSALS},
    auth=needs(Scope.MESSAGES_WRITE, Limit.SETTINGS),
    summary="Mute a conversation",
)
def mute_conversation(request: MemberRequest, conversation_id: int) -> Status[None]:
    """Be told of no new message in it."""
    services.mute_conversation(
        by=request.user, conversation_id=conversation_id, at=timezone.now()
    )
    return Status(204, None)


@router.delete(
    "conversations/{conversation_id}/mute",
    response={204: None, **REFUSALS},
    auth=needs(Scope.MESSAGES_WRITE, Limit.SETTINGS),
    summary="Hear of a conversation again",
)
def unmute_conversation(request: MemberRequest, conversation_id: int) -> Status[None]:
    """Be told of new messages again."""
    services.unmute_conversation(by=request.user, conversation_id=conversation_id)
    return Status(204, None)


@router.post(
    "conversations/{conversation_id}/leave",
    response={204: None, **REFUSALS},
    auth=needs(Scope.MESSAGES_WRITE, Limit.SETTINGS),
    summary="Leave a conversation for good",
)
def leave_conversation(request: MemberRequest, conversation_id: int) -> Status[None]:
    """Leave; nothing more of it reaches one."""
    services.leave_conversation(
        by=request.user, conversation_id=conversation_id, at=timezone.now()
    )
    return Status(204, None)


def _written(
    request: MemberRequest,
    conversation_id: int,
    body: str,
    files: Sequence[UploadedFile] = (),
) -> Status[Unsent]:
    now = timezone.now()
    unsent_id = services.write_message(
        by=request.user,
        conversation_id=conversation_id,
        body=body,
        files=[received_file(one) for one in files],
        at=now,
    )
    return Status(202, Unsent(id=unsent_id, due_at=now + UNDO_WINDOW))


def _shown(talk: SeenConversation, people: list[Person]) -> Conversation:
    return Conversation(
        id=talk.id,
        people=people,
        last_body=talk.last_body,
        last_message_at=talk.last_message_at,
        unread=talk.unread,
        is_muted=talk.is_muted,
        can_write=talk.can_write,
    )


def _moment(cursor: str) -> datetime:
    try:
        return datetime.fromisoformat(read_cursor(cursor))
    except (TypeError, ValueError):
        raise UnreadableCursor from None
