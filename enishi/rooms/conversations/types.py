"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

#: The most characters one message may have.
LONGEST_MESSAGE = 5000


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
    """

    id: int
    other_id: int
    last_body: str
    last_author_id: int | None
    last_message_at: datetime
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenMessage:
    """One message, as it stands in a conversation."""

    id: int
    author_id: int | None
    body: str
    sent_at: datetime


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
