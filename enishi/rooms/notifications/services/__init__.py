"""Writes: tell a member of something, send the mail that waits, stop and resume it."""

from enishi.rooms.notifications.services.mailing import send_outgoing_mail
from enishi.rooms.notifications.services.telling import (
    mark_notices_read,
    resume_mail,
    stop_mail,
    tell,
)

__all__ = [
    "mark_notices_read",
    "resume_mail",
    "send_outgoing_mail",
    "stop_mail",
    "tell",
]
