"""Reads. The first argument is the viewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing

from enishi.ground.errors import NotFound
from enishi.rooms.notifications.models import MailStop, Notice
from enishi.rooms.notifications.types import NoticeKind, SeenNotice

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member

_SALT = "enishi.notifications.stop"


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


def stop_token(member_id: int) -> str:
    """What the address in a mail carries, so that its reader can stop the mail."""
    return signing.dumps(member_id, salt=_SALT)


def member_of_stop_token(token: str) -> int:
    """Whose mail the holder of `token` may stop.

    Raises
    ------
    NotFound
        It was not made here.
    """
    try:
        return int(signing.loads(token, salt=_SALT))
    except signing.BadSignature:
        raise NotFound from None
