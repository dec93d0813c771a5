"""Writes: tell a member of something, plan and send mail within their budget, stop it."""

from enishi.rooms.notifications.services.mailing import send_outgoing_mail
from enishi.rooms.notifications.services.planning import plan_mail
from enishi.rooms.notifications.services.telling import (
    erase_notices,
    forget_old_notices,
    mark_notices_read,
    open_notice,
    resume_mail,
    set_mail_terms,
    stop_mail,
    tell,
)

__all__ = [
    "erase_notices",
    "forget_old_notices",
    "mark_notices_read",
    "open_notice",
    "plan_mail",
    "resume_mail",
    "send_outgoing_mail",
    "set_mail_terms",
    "stop_mail",
    "tell",
]
