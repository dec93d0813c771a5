"""Write: at once, or after some seconds in which it can be taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q

from enishi.ground.errors import NotFound
from enishi.ground.events import announce
from enishi.ground.ids import random_id
from enishi.rooms.conversations.errors import NobodyLeft, TooLateToTakeBack, TooManyFiles
from enishi.rooms.conversations.events import MessageSent
from enishi.rooms.conversations.files import checked_file
from enishi.rooms.conversations.models import (
    Attachment,
    Conversation,
    Message,
    Participation,
    Unsent,
)
from enishi.rooms.conversations.policies import checked_body
from enishi.rooms.conversations.queries import get_conversation_for
from enishi.rooms.conversations.types import MOST_FILES, UNDO_WINDOW

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from enishi.rooms.conversations.types import SentFile
    from enishi.rooms.members.models import Member


@transaction.atomic
def send_message(*, by: Member, conversation_id: int, body: str, at: datetime) -> int:
    """`by` writes in a conversation, at once; answer the id of the message.

    Raises
    ------
    NotFound
        `by` takes no part in it, or the other is gone or hidden.
    NobodyLeft
        Everybody else has left it.
    EmptyMessage, MessageTooLong
        It has no words, or too many.
    """
    conversation = get_conversation_for(by, conversation_id)
    if not conversation.can_write:
        raise NobodyLeft
    message = Message.objects.create(
        conversation_id=conversation.id, author=by, body=checked_body(body), sent_at=at
    )
    _tell(message, by)
    return message.pk


def write_message(
    *,
    by: Member,
    conversation_id: int,
    body: str,
    files: Sequence[SentFile] = (),
    at: datetime,
) -> int:
    """`by` writes in a conversation; it is delivered after `UNDO_WINDOW`. Its id until then.

    Raises
    ------
    NotFound
        `by` takes no part in it, or the other is gone or hidden.
    NobodyLeft
        Everybody else has left it.
    EmptyMessage, MessageTooLong, TooManyFiles, FileTooHeavy, FileNotTaken
        It cannot be sent as it is.
    """
    conversation = get_conversation_for(by, conversation_id)
    if not conversation.can_write:
        raise NobodyLeft
    if len(files) > MOST_FILES:
        raise TooManyFiles
    words = checked_body(body)
    kept = [checked_file(one) for one in files]
    # Files first, and outside the transaction: writing them is slow.
    paths = [default_storage.save(_path(), ContentFile(one.content)) for one in kept]
    with transaction.atomic():
        unsent = Unsent.objects.create(
            conversation_id=conversation.id, author=by, body=words, due_at=at + UNDO_WINDOW
        )
        Attachment.objects.bulk_create(
            Attachment(
                conversation_id=conversation.id,
                author=by,
                unsent=unsent,
                name=one.name,
                bytes=len(one.content),
                path=path,
            )
            for one, path in zip(kept, paths, strict=True)
        )
        _see_until(by, conversation.id, at)
    return unsent.pk


@transaction.atomic
def take_back_message(*, by: Member, conversation_id: int, unsent_id: int) -> str:
    """`by` takes a message back before it is delivered; answer its words.

    Raises
    ------
    TooLateToTakeBack
        It has been delivered, or `by` wrote no such message there.
    """
    own = Unsent.objects.filter(pk=unsent_id, author=by, conversation_id=conversation_id)
    words = own.values_list("body", flat=True).first()
    files = list(Attachment.objects.filter(unsent_id=unsent_id, author=by))
    if words is None or not own.delete()[0]:
        raise TooLateToTakeBack
    remove_files(attachments=files)
    return str(words)


def deliver_messages(*, at: datetime, conversation_id: int | None = None) -> int:
    """Deliver what can no longer be taken back; answer how many. May run twice, or late."""
    due = Unsent.objects.filter(due_at__lte=at).order_by("due_at", "pk")
    if conversation_id is not None:
        due = due.filter(conversation_id=conversation_id)
    return sum(_deliver(unsent, at) for unsent in due.select_related("author")[:500])


@transaction.atomic
def _deliver(unsent: Unsent, at: datetime) -> bool:
    attached = list(Attachment.objects.filter(unsent=unsent))
    # Claim first: the tick of the minute and a reader may both be at it.
    if not Unsent.objects.filter(pk=unsent.pk).delete()[0]:
        return False
    try:
        can_write = get_conversation_for(unsent.author, unsent.conversation_id).can_write
    except NotFound:
        can_write = False
    if not can_write:  # gone, hidden or alone since
        remove_files(attachments=attached)
        return False
    message = Message.objects.create(
        conversation_id=unsent.conversation_id,
        author=unsent.author,
        body=unsent.body,
        sent_at=at,
        files=[{"id": one.pk, "name": one.name, "bytes": one.bytes} for one in attached],
    )
    Attachment.objects.filter(pk__in=[one.pk for one in attached]).update(message=message)
    _tell(message, unsent.author)
    return True


def mark_read(*, by: Member, conversation_id: int, at: datetime) -> None:
    """`by` has seen everything that was written until `at`."""
    _see_until(by, conversation_id, at)


def remove_files(*, attachments: Iterable[Attachment]) -> None:
    """Take attachments away, with their files once that is committed."""
    rows = list(attachments)
    Attachment.objects.filter(pk__in=[one.pk for one in rows]).delete()
    for one in rows:
        transaction.on_commit(partial(default_storage.delete, one.path))


def _tell(message: Message, author: Member) -> None:
    talks = Conversation.objects.filter(pk=message.conversation_id)
    talks.update(last_message_at=message.sent_at)
    _see_until(author, message.conversation_id, message.sent_at)
    announce(
        MessageSent(
            message_id=message.pk,
            conversation_id=message.conversation_id,
            author_id=author.pk,
        )
    )


def _see_until(by: Member, conversation_id: int, at: datetime) -> None:
    own = Participation.objects.filter(member=by, conversation_id=conversation_id)
    own.filter(Q(read_until=None) | Q(read_until__lt=at)).update(read_until=at)


def _path() -> str:
    return f"attachments/{random_id(20)}"
