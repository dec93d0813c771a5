"""Rows that say what a member is told, what they opened, and how they take mail."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from enishi.rooms.notifications.errors import MailTermsRefused
from enishi.rooms.notifications.models import (
    GIVE_UP,
    MailSetting,
    MailStop,
    Notice,
    OutgoingMail,
    days_mask,
)
from enishi.rooms.notifications.queries import get_notice_for, mail_terms_of, wants_mail
from enishi.rooms.notifications.types import EVERY_KIND, MOST_MAILS, MailTerms, NoticeKind

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member
    from enishi.rooms.notifications.types import SeenNotice

#: How long the house remembers what it told.
KEPT = timedelta(days=90)
LAST_HOUR = 23


def tell(
    *,
    member_id: int,
    kind: NoticeKind,
    about_id: int | None,
    subject_id: int | None,
    at: datetime,
) -> None:
    """Tell `member_id` what `about_id` did: in the house, and by mail if they take any.

    One row says both: it is kept with the fact, and the planner finds it whatever happens.
    """
    Notice.objects.create(
        member_id=member_id,
        kind=kind,
        about_id=about_id,
        subject_id=subject_id,
        created_at=at,
        mail_at=at if wants_mail(member_id, kind) else None,
    )


def open_notice(*, by: Member, notice_id: int, at: datetime) -> SeenNotice:
    """`by` opens a notice; no mail tells of it any more.

    Raises
    ------
    NotFound
        It was told to somebody else, or what it tells of is no more.
    """
    notice = get_notice_for(by, notice_id)
    _read(by, at, pk=notice.id)
    return notice


def mark_notices_read(*, by: Member, at: datetime) -> None:
    """`by` has seen their notices."""
    _read(by, at)


def _read(by: Member, at: datetime, **only: int) -> None:
    Notice.objects.unread().filter(member=by, **only).update(read_at=at, mail_at=None)


@transaction.atomic
def set_mail_terms(*, by: Member, terms: MailTerms, at: datetime) -> None:
    """`by` says how many mails they take, and when. It holds for what waits already.

    Who had stopped all mail takes it up again by this.

    Raises
    ------
    MailTermsRefused
        Nobody could keep them.
    """
    is_possible = terms.days and 0 <= terms.hour <= LAST_HOUR
    if not is_possible or not 0 <= terms.mails_a_week <= MOST_MAILS:
        raise MailTermsRefused
    MailSetting.objects.update_or_create(
        member=by,
        defaults={
            "mails_a_week": terms.mails_a_week,
            "days": days_mask(terms.days),
            "hour": terms.hour,
            "stopped_kinds": sorted(terms.stopped),
        },
    )
    MailStop.objects.filter(member=by).delete()
    if not terms.mails_a_week:
        _stop_waiting(member_id=by.pk)
    Notice.objects.for_mail().filter(member=by).update(mail_at=at)


@transaction.atomic
def stop_mail(*, member_id: int, kind: str = EVERY_KIND, at: datetime) -> None:
    """Send `member_id` no more mail, or none about `kind`; also not what already waits."""
    if kind:
        stopped = mail_terms_of(member_id).stopped | {NoticeKind(kind)}
        _keep_stopped(member_id, stopped)
    else:
        MailStop.objects.get_or_create(member_id=member_id, defaults={"since": at})
    _stop_waiting(member_id=member_id, kind=kind)


@transaction.atomic
def resume_mail(*, member_id: int, kind: str = EVERY_KIND) -> None:
    """Send `member_id` mail again, or about `kind`, from the next thing that happens."""
    if kind:
        stopped = mail_terms_of(member_id).stopped - {NoticeKind(kind)}
        _keep_stopped(member_id, stopped)
    else:
        MailStop.objects.filter(member_id=member_id).delete()


def _stop_waiting(*, member_id: int, kind: str = EVERY_KIND) -> None:
    """Let no mail tell of what waits; a mail nobody has tried to send yet is not sent."""
    waiting = Notice.objects.for_mail().filter(member_id=member_id)
    waiting.filter(**({"kind": kind} if kind else {})).update(mail_at=None)
    untried = OutgoingMail.objects.filter(member_id=member_id, sent_at=None, tries=0)
    if kind:
        untried = untried.filter(kind=kind)
    untried.delete()


@transaction.atomic
def forget_old_notices(*, at: datetime) -> int:
    """Forget what was told ninety days ago, and mail that nobody took for two weeks."""
    mails = OutgoingMail.objects.filter(sent_at=None, created_at__lt=at - GIVE_UP)
    forgotten, _ = mails.delete()
    for table in (Notice, OutgoingMail):
        count, _ = table.objects.filter(created_at__lt=at - KEPT).delete()
        forgotten += count
    return forgotten


@transaction.atomic
def erase_notices(*, member_id: int) -> None:
    """Forget what somebody was told, and what was told of them: they left for good."""
    Notice.objects.filter(Q(member_id=member_id) | Q(about_id=member_id)).delete()
    for table in (OutgoingMail, MailSetting, MailStop):
        table.objects.filter(member_id=member_id).delete()


def _keep_stopped(member_id: int, kinds: frozenset[NoticeKind]) -> None:
    MailSetting.objects.update_or_create(
        member_id=member_id, defaults={"stopped_kinds": sorted(kinds)}
    )
