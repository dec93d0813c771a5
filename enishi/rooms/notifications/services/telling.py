"""Rows that say what a member is told, and whether by mail too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.rooms.notifications.models import MailStop, Notice, OutgoingMail
from enishi.rooms.notifications.queries import wants_mail

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member
    from enishi.rooms.notifications.types import NoticeKind


def tell(
    *, member_id: int, kind: NoticeKind, about_id: int, subject_id: int, at: datetime
) -> None:
    """Tell `member_id` what `about_id` did: a notice and, unless stopped, a mail."""
    Notice.objects.create(
        member_id=member_id,
        kind=kind,
        about_id=about_id,
        subject_id=subject_id,
        created_at=at,
    )
    if wants_mail(member_id):
        OutgoingMail.objects.create(
            member_id=member_id,
            kind=kind,
            context={"about_id": about_id, "subject_id": subject_id},
            created_at=at,
        )


def mark_notices_read(*, by: Member, at: datetime) -> None:
    """`by` has seen their notices."""
    Notice.objects.filter(member=by, read_at=None).update(read_at=at)


def stop_mail(*, member_id: int, at: datetime) -> None:
    """Send `member_id` no more mail, also not what already waits."""
    MailStop.objects.get_or_create(member_id=member_id, defaults={"since": at})
    OutgoingMail.objects.filter(member_id=member_id, sent_at=None).delete()


def resume_mail(*, member_id: int) -> None:
    """Send `member_id` mail again, from the next thing that happens."""
    MailStop.objects.filter(member_id=member_id).delete()
