"""Reads. The first argument is the viewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing

from enishi.ground.errors import NotFound
from enishi.ground.paging import in_chunks
from enishi.ground.take_out import Facts, Table
from enishi.rooms.approaches.queries import received_by
from enishi.rooms.members.queries import PERSON, named, present_members
from enishi.rooms.notifications.models import MailStop, Notice, OutgoingMail
from enishi.rooms.notifications.types import NoticeKind, SeenNotice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from enishi.ground.take_out import Part, Row
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


def own_data(member: Member, at: datetime) -> Iterator[Part]:  # noqa: ARG001 - as every teller
    """What the member was told, for the take-out, and the mails that really left."""
    stop = MailStop.objects.filter(member=member).first()
    yield Facts(name="mail", facts={"stopped_since": stop.since if stop else None})
    yield Table(
        name="notices",
        columns=("kind", *PERSON, "created_at", "read_at"),
        rows=_told_notices(member),
    )
    yield Table(
        name="mails",
        columns=("kind", "sent_at"),
        rows=OutgoingMail.objects.filter(member=member, sent_at__isnull=False)
        .order_by("pk")
        .values_list("kind", "sent_at"),
    )


def _told_notices(member: Member) -> Iterator[Row]:
    """Without those of approaches that their senders took back: these were never there."""
    notices = Notice.objects.visible_to(member)
    for page in in_chunks(notices):
        there = set(
            received_by(member)
            .filter(pk__in=[one.subject_id for one in page if one.kind == NoticeKind.APPROACH])
            .values_list("pk", flat=True)
        )
        people = present_members({one.about_id for one in page if one.about_id is not None})
        for row in page:
            if row.kind != NoticeKind.APPROACH or row.subject_id in there:
                about = named(people.get(row.about_id or 0))
                yield (row.kind, *about, row.created_at, row.read_at)
