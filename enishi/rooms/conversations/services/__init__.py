"""Writes: begin, write and take back, mark as read, mute, leave, forget."""

from enishi.rooms.conversations.services.keeping import (
    erase_messages,
    hide_reading,
    leave_conversation,
    mute_conversation,
    show_reading,
    unmute_conversation,
)
from enishi.rooms.conversations.services.sending import (
    deliver_messages,
    mark_read,
    send_message,
    take_back_message,
    write_message,
)
from enishi.rooms.conversations.services.starting import (
    start_conversation,
    start_shared_conversation,
)

__all__ = [
    "deliver_messages",
    "erase_messages",
    "hide_reading",
    "leave_conversation",
    "mark_read",
    "mute_conversation",
    "send_message",
    "show_reading",
    "start_conversation",
    "start_shared_conversation",
    "take_back_message",
    "unmute_conversation",
    "write_message",
]
