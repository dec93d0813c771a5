"""Reads. The first argument is the viewer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.core import signing
from django.db.models import Min

from enishi.ground.errors import NotFound
from enishi.ground.paging import Page, newest_first
from enishi.rooms.notifications.models import MailSetting, MailStop, Notice, OutgoingMail
from enishi.rooms.notifications.standing import standing_of
from enishi.rooms.notifications.types import (
    EVERY_KIND,
    MailTerms,
    NoticeKind,
    Outbox,
    SeenNotice,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from enishi.rooms.members.models import Member

_SALT = "enishi.notifications.stop"
#: So far back a mark of something new is looked for.
MARKED = 50


def notices_for(viewer: Member, *, cursor: str = "", size: int = 50) -> Page[SeenNotice]:
    """What `viewer` was told, newest first. A fixed number of queries.

    What is no more – an approach taken back, an invitation that was answered – is left out,
    so a page may hold fewer than `size`.
    """
    page = newest_first(Notice.objects.visible_to(viewer), cursor=cursor, size=size)
    return Page(_seen(viewer, page.items), page.next_cursor)


def get_notice_for(viewer: Member, notice_id: int) -> SeenNotice:
    """One notice of `viewer`.

    Raises
    ------
    NotFound
        Also when what it tells of is no more, or was told to somebody else.
    """
    for notice in _seen(viewer, Notice.objects.visible_to(viewer).filter(pk=notice_id)):
        return notice
    raise NotFound


def has_news(viewer: Member) -> bool:
    """Whether `viewer` was told something that they have neither opened nor settled."""
    unread = Notice.objects.visible_to(viewer).unread().order_by("-pk")[:MARKED]
    return any(notice.is_new for notice in _seen(viewer, unread))


def _seen(viewer: Member, notices: Iterable[Notice]) -> list[SeenNotice]:
    rows = list(notices)
    standing = standing_of(viewer, {row.subject for row in rows})
    return [
        SeenNotice(
            id=row.pk,
            kind=row.known_kind,
            about_id=row.about_id,
            subject_id=row.subject_id,
            created_at=row.created_at,
            is_new=row.read_at is None and standing[row.subject],
        )
        for row in rows
        if row.subject in standing
    ]


# What a member says about mail.


def mail_terms_of(member_id: int) -> MailTerms:
    """The terms of `member_id`: their own, or those of everybody. Two queries.

    Who stopped all mail has a budget of none, until they take it up again.
    """
    return mail_terms_of_all([member_id])[member_id]


def mail_terms_of_all(member_ids: Iterable[int]) -> dict[int, MailTerms]:
    """The terms of each of `member_ids`. Two queries."""
    ids = list(member_ids)
    said = {row.pk: row.terms for row in MailSetting.objects.filter(pk__in=ids)}
    stopped = set(MailStop.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return {
        pk: replace(terms, mails_a_week=0) if pk in stopped else terms
        for pk in ids
        for terms in (said.get(pk, MailTerms()),)
    }


def wants_mail(member_id: int, kind: str = EVERY_KIND) -> bool:
    """Whether `member_id` takes mail about what happens in the house, or about one kind."""
    terms = mail_terms_of(member_id)
    return terms.takes(NoticeKind(kind)) if kind else terms.mails_a_week > 0


def stop_token(member_id: int, kind: str = EVERY_KIND) -> str:
    """What the address in a mail carries, so that its reader can stop the mail."""
    return signing.dumps([member_id, kind], salt=_SALT)


def read_stop_token(token: str) -> tuple[int, str]:
    """Whose mail the holder of `token` may stop, and of which kind.

    Raises
    ------
    NotFound
        It was not made here.
    """
    try:
        told = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise NotFound from None
    member_id, kind = told if isinstance(told, list) else (told, EVERY_KIND)
    if kind and kind not in NoticeKind.values:
        raise NotFound
    return int(member_id), kind


# What the house sees of itself.


def is_mail_due(at: datetime) -> bool:
    """Whether a mail is to be sent that nobody is sending. One query."""
    return OutgoingMail.objects.due(at).exists()


def outbox(at: datetime) -> Outbox:
    """What has not left the house at `at`. Two queries."""
    unsent = OutgoingMail.objects.filter(sent_at=None, created_at__lte=at)
    oldest = unsent.aggregate(at=Min("created_at"))["at"]
    return Outbox(
        unsent=unsent.count() if oldest else 0,
        oldest_at=oldest,
        for_digests=Notice.objects.for_mail().count(),
    )
