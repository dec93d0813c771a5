"""What one was told, and how many mails one takes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.people import people_for
from enishi.doors.api.schemas import REFUSALS, Cursor, Person, Sent
from enishi.rooms.members.types import Scope
from enishi.rooms.notifications import queries, services
from enishi.rooms.notifications.types import MOST_MAILS, MailTerms, NoticeKind, Weekday
from enishi.rooms.upkeep.types import Limit

router = Router(tags=["notices"])
PAGE_SIZE = 50


class Day(StrEnum):
    """A day of the week."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class Notice(Schema):
    """One thing the member was told."""

    id: int
    kind: NoticeKind
    person: Person | None = Field(description="Who acted; null where no name is told.")
    subject_id: int | None = Field(
        description="The approach, conversation or invitation it is about."
    )
    created_at: datetime
    is_new: bool = Field(description="Neither opened nor settled otherwise.")


class Notices(Schema):
    """A page of notices."""

    items: list[Notice]
    next_cursor: str


class Mail(Sent):
    """How many mails the member takes, and when."""

    mails_a_week: Annotated[int, Field(ge=0, le=MOST_MAILS)] = Field(
        description="The most in any seven days in a row; 0: notices stay in the house."
    )
    days: Annotated[list[Day], Field(min_length=1, max_length=7)] = Field(
        description="Days on which mail may come."
    )
    hour: Annotated[int, Field(ge=0, le=23)] = Field(
        description="From when on the digest may come, by the member's clock."
    )
    stopped: list[NoticeKind] = Field(
        default_factory=list, description="What no mail tells of.", max_length=50
    )


@router.get(
    "/notices",
    response={200: Notices, **REFUSALS},
    auth=needs(Scope.NOTICES_READ),
    summary="What I was told",
)
def read_notices(request: MemberRequest, cursor: Cursor = "") -> Notices:
    """Notices, newest first; a page may hold fewer than fifty."""
    page = queries.notices_for(request.user, cursor=cursor, size=PAGE_SIZE)
    people = people_for(request.user, {one.about_id for one in page.items if one.about_id})
    items = [
        Notice(
            id=one.id,
            kind=one.kind,
            person=people[one.about_id] if one.about_id else None,
            subject_id=one.subject_id,
            created_at=one.created_at,
            is_new=one.is_new,
        )
        for one in page.items
        if one.about_id is None or one.about_id in people
    ]
    return Notices(items=items, next_cursor=page.next_cursor)


@router.post(
    "/notices/read",
    response={204: None, **REFUSALS},
    auth=needs(Scope.NOTICES_WRITE, Limit.SETTINGS),
    summary="Mark my notices as read",
)
def mark_notices_read(request: MemberRequest) -> Status[None]:
    """Nothing of it is new any more, and no mail tells of it."""
    services.mark_notices_read(by=request.user, at=timezone.now())
    return Status(204, None)


@router.get(
    "/mail",
    response={200: Mail, **REFUSALS},
    auth=needs(Scope.ME_READ),
    summary="How many mails I take",
)
def read_mail_terms(request: MemberRequest) -> Mail:
    """How many mails one takes, and when."""
    return _shown(queries.mail_terms_of(request.user.pk))


@router.put(
    "/mail",
    response={200: Mail, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.SETTINGS),
    summary="Say how many mails I take",
)
def set_mail_terms(request: MemberRequest, said: Mail) -> Mail:
    """Say how many mails one takes, and when."""
    terms = MailTerms(
        mails_a_week=said.mails_a_week,
        days=frozenset(Weekday[day.name] for day in said.days),
        hour=said.hour,
        stopped=frozenset(said.stopped),
    )
    services.set_mail_terms(by=request.user, terms=terms, at=timezone.now())
    return _shown(queries.mail_terms_of(request.user.pk))


def _shown(terms: MailTerms) -> Mail:
    return Mail(
        mails_a_week=terms.mails_a_week,
        days=[Day[day.name] for day in sorted(terms.days)],
        hour=terms.hour,
        stopped=sorted(terms.stopped),
    )
