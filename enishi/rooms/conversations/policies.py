"""What may be said in a conversation."""

from __future__ import annotations

from enishi.rooms.conversations.errors import EmptyMessage, MessageTooLong
from enishi.rooms.conversations.types import LONGEST_MESSAGE


def checked_body(body: str) -> str:
    """`body` without the blank lines around it.

    Raises
    ------
    EmptyMessage
        Nothing is left.
    MessageTooLong
        There are more than `LONGEST_MESSAGE` characters.
    """
    words = body.replace("\r\n", "\n").strip()
    if not words:
        raise EmptyMessage
    if len(words) > LONGEST_MESSAGE:
        raise MessageTooLong
    return words
