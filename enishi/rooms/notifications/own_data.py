"""What goes with a member: what they were told, their mails and how they take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.ground.paging import in_chunks
from enishi.ground.take_out import Facts, Table
from enishi.rooms.members.queries import PERSON, named, present_members
from enishi.rooms.notifications.models import MailSetting, MailStop, Notice, OutgoingMail
from enishi.rooms.notifications.standing import standing_of
from enishi.rooms.notifications.types import MailTerms, NoticeKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.members.models import Member


def own_data(member: Member, at: datetime) -> Iterator[Part]:  # noqa: ARG001 - as every teller
    """What the member was told, for the take-out, and the mails that really left."""
    stop = MailStop.objects.filter(member=member).first()
    setting = MailSetting.objects.filter(member=member).first()
    terms = setting.terms if setting else MailTerms()
    yield Facts(
        name="mail",
        facts={
            "stopped_since": stop.since if stop else None,
            "mails_a_week": terms.mails_a_week,
            "days": ", ".join(day.name.lower() for day in sorted(terms.days)),
            "hour": terms.hour,
            "stopped_kinds": ", ".join(sorted(terms.stopped)),
        },
    )
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
    """Without those of what was taken back before it was answered: that was never there."""
    for page in in_chunks(Notice.objects.visible_to(member)):
        there = standing_of(member, {row.subject for row in page})
        people = present_members({one.about_id for one in page if one.about_id is not None})
        for row in page:
            if row.subject in there or row.known_kind is NoticeKind.INVITATION:
                about = named(people.get(row.about_id or 0))
                yield (row.kind, *about, row.created_at, row.read_at)
