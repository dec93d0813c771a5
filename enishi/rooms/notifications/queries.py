"""Reads. The first argument is the viewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.rooms.notifications.models import MailStop, Notice
from enishi.rooms.notifications.types import NoticeKind, SeenNotice

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member


def notices_for(viewer: Member, *, limit: int = 50) -> list[SeenNotice]:
    """What `viewer` was told lately, newest first. One query."""
    return [
        SeenNotice(
            id=notice.pk,
            kind=NoticeKind(notice.kind),
            about_id=notice.about_id,
            subject_id=notice.subject_id,
            created_at=notice.created_at,
            is_read=notice.read_at is not None,
        )
        for notice in Notice.objects.visible_to(viewer).order_by("-pk")[:limit]
    ]


def wants_mail(member_id: int) -> bool:
    """Whether `member_id` takes mail about what happens in the house."""
    return not MailStop.objects.filter(member_id=member_id).exists()
