"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

#: The most characters one message may have.
LONGEST_MESSAGE = 5000
#: How long a message can be taken back; only then it is delivered, and told of.
UNDO_WINDOW = timedelta(seconds=10)
MOST_FILES = 3
MOST_BYTES = 5_000_000
LONGEST_NAME = 120
#: How many messages a search answers with.
MOST_FOUND = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Words that were said before there was a conversation, and now begin it."""

    author_id: int
    body: str
    said_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenConversation:
    """A conversation as one of its participants sees it.

    Attributes
    ----------
    other_id
        The member they talk with; where there are more, `queries.others_in` has them all.
    last_body, last_author_id, last_message_at
        The newest message; the author is None once they left the house.
    unread
        How many messages of the other they have not seen.
    unsent
        How many of their own messages can still be taken back.
    read_until
        Until when all others have read, where everybody lets that be known; else None.
    is_muted
        Whether they are not told of new messages.
    can_write
        Whether somebody is left to write to.
    """

    id: int
    other_id: int
    last_body: str
    last_author_id: int | None
    last_message_at: datetime
    unread: int
    unsent: int = 0
    read_until: datetime | None = None
    is_muted: bool = False
    can_write: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFile:
    """A file that goes with a message."""

    id: int
    name: str
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """A file as it came in: its name is what somebody typed, its content what anybody made."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsentMessage:
    """A message its author can still take back."""

    id: int
    body: str
    file_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMessage:
    """A message that has the words somebody looked for."""

    id: int
    conversation_id: int
    author_id: int | None
    body: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """A state of a conversation, as somebody sees it: its newest message, and if it is read."""

    newest_id: int
    is_read: bool = False

    def __str__(self) -> str:
        return f"{self.newest_id}{'-read' if self.is_read else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenMessage:
    """One message, as it stands in a conversation."""

    id: int
    author_id: int | None
    body: str
    sent_at: datetime
    files: tuple[SeenFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    """Some messages, oldest first.

    Attributes
    ----------
    has_earlier
        Whether there are messages before the first of these.
    """

    messages: tuple[SeenMessage, ...]
    has_earlier: bool = False

    @property
    def first_id(self) -> int | None:
        """The oldest message here."""
        return self.messages[0].id if self.messages else None

    @property
    def last_id(self) -> int | None:
        """The newest message here."""
        return self.messages[-1].id if self.messages else None
