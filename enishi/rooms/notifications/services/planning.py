"""Asks the planner for everybody something waits for, and writes down the mails it answers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from enishi.rooms.members.queries import present_members
from enishi.rooms.notifications.models import MailSetting, Notice, OutgoingMail
from enishi.rooms.notifications.policies import next_look, plan_mails, zone_of
from enishi.rooms.notifications.queries import mail_terms_of
from enishi.rooms.notifications.types import DIGEST

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from enishi.rooms.notifications.policies import Mail

#: So many members are planned for in one turn; the others in the next.
BATCH = 500
#: A week by anybody's clock, and an hour that a change of clocks adds.
LOOKED_BACK = timedelta(days=8)


def plan_mail(*, at: datetime) -> int:
    """Plan the mails that leave at `at`, within each member's budget; answer how many.

    May be called from several processes at once, and again after any crash.
    """
    due = Notice.objects.for_mail().filter(mail_at__lte=at).order_by("member_id")
    members = due.values_list("member_id", flat=True).distinct()[:BATCH]
    return sum(_plan_for(member_id, at) for member_id in list(members))


@transaction.atomic
def _plan_for(member_id: int, at: datetime) -> int:
    # Write first: whoever plans for the same member at the same time waits here until this
    # is committed, and then reads what was planned.
    MailSetting.objects.get_or_create(member_id=member_id)
    MailSetting.objects.filter(pk=member_id).update(planned_at=at)
    terms = mail_terms_of(member_id)
    member = present_members([member_id]).get(member_id)
    notices = {one.pk: one for one in _waiting(member_id)}
    told_of = {
        pk: one.waiting
        for pk, one in notices.items()
        if member and not one.read_at and terms.takes(one.known_kind)
    }
    _look_again(notices.keys() - told_of.keys(), None)
    waiting = list(told_of.values())
    if member is None or not waiting:
        return 0
    zone, sent = zone_of(member.time_zone), _sent(member_id, at)
    mails = plan_mails(waiting, sent=sent, terms=terms, zone=zone, at=at)
    for mail in mails:
        _write(mail, notices[mail[0]], at)
    told = {pk for mail in mails for pk in mail}
    rest = [one for one in waiting if one.id not in told]
    if rest:
        sent += [None] * len(mails)
        again = next_look(rest, sent=sent, terms=terms, zone=zone, at=at)
        _look_again([one.id for one in rest], again)
    return len(mails)


def _waiting(member_id: int) -> list[Notice]:
    return list(Notice.objects.for_mail().filter(member_id=member_id).order_by("pk"))


def _sent(member_id: int, at: datetime) -> list[datetime | None]:
    lately = Q(sent_at=None) | Q(sent_at__gt=at - LOOKED_BACK)
    mails = OutgoingMail.objects.filter(lately, member_id=member_id)
    return list(mails.values_list("sent_at", flat=True))


def _write(mail: Mail, first: Notice, at: datetime) -> None:
    row = OutgoingMail.objects.create(
        member_id=first.member_id,
        kind=first.kind if len(mail) == 1 else DIGEST,
        created_at=at,
        due_at=at,
    )
    Notice.objects.filter(pk__in=mail).update(mail=row, mail_at=None)


def _look_again(ids: Iterable[int], at: datetime | None) -> None:
    # Not what was opened meanwhile: no mail is to tell of that.
    Notice.objects.for_mail().filter(pk__in=list(ids)).update(mail_at=at)
