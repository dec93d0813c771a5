"""Approaches: sent, received, answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.people import people_for
from enishi.doors.api.schemas import (
    REFUSALS,
    Answer,
    Approach,
    Approaches,
    Cursor,
    NewApproach,
    Person,
    Reason,
)
from enishi.ground.errors import DomainError
from enishi.ground.paging import newest_first
from enishi.rooms.approaches import queries, services
from enishi.rooms.approaches.types import Draft, Origin
from enishi.rooms.members.types import Scope
from enishi.rooms.profiles.queries import get_person_for
from enishi.rooms.profiles.types import LineRef
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from enishi.rooms.approaches.models import Approach as Row
    from enishi.rooms.members.models import Member

router = Router(tags=["approaches"])
PAGE_SIZE = 50


class UnreadableLine(DomainError):
    """A reference to a line that does not have the form of one."""

    code = "approaches.unreadable_line"
    message = _("A line is written as entry:language:number, for example 12:ja:0.")
    status = 422


def shown(row: Row, viewer: Member, people: dict[int, Person]) -> Approach:
    """One approach as the API shows it."""
    return Approach(
        id=row.pk,
        person=people[row.other_id(viewer)],
        purpose=row.purpose,
        subject=row.subject,
        message=row.message,
        fee_yen=row.fee_yen,
        minutes=row.minutes,
        state=row.state_for(viewer, timezone.now()),
        sent_at=row.sent_at,
        reasons=[Reason.from_orm(reason) for reason in row.reasons.all()],
    )


@router.get(
    "",
    response={200: Approaches, **REFUSALS},
    auth=needs(Scope.APPROACHES_READ),
    summary="Approaches to me, or by me",
)
def read_approaches(
    request: MemberRequest,
    box: Literal["received", "sent"] = "received",
    cursor: Cursor = "",
) -> Approaches:
    """Approaches, newest first."""
    viewer = request.user
    rows = queries.received_by(viewer) if box == "received" else queries.sent_by(viewer)
    page = newest_first(rows, cursor=cursor, size=PAGE_SIZE)
    people = people_for(viewer, {row.other_id(viewer) for row in page.items})
    items = [shown(row, viewer, people) for row in page.items]
    return Approaches(items=items, next_cursor=page.next_cursor)


@router.get(
    "/{approach_id}",
    response={200: Approach, **REFUSALS},
    auth=needs(Scope.APPROACHES_READ),
    summary="One approach",
)
def read_approach(request: MemberRequest, approach_id: int) -> Approach:
    """An approach, for its two sides."""
    return _one(request, approach_id)


@router.post(
    "",
    response={201: Approach, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.APPROACHES),
    summary="Approach somebody",
)
def send_approach(request: MemberRequest, new: NewApproach) -> Status[Approach]:
    """Write to a stranger, with one to three lines of their record as the reason."""
    lines = tuple(line for line in map(LineRef.parse, new.lines) if line is not None)
    if len(lines) != len(new.lines):
        raise UnreadableLine
    draft = Draft(
        recipient_id=get_person_for(request.user, new.to).member.pk,
        purpose=new.purpose,
        subject=new.subject,
        message=new.message,
        lines=lines,
        fee_yen=new.fee_yen,
        minutes=new.minutes,
        origin=Origin.PAGE,
    )
    approach = services.send_approach(by=request.user, draft=draft, at=timezone.now())
    return Status(201, _one(request, approach.pk))


@router.post(
    "/{approach_id}/answer",
    response={200: Approach, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.ANSWERS),
    summary="Answer an approach",
)
def answer_approach(request: MemberRequest, approach_id: int, answer: Answer) -> Approach:
    """Answer; a conversation begins."""
    services.answer_approach(
        by=request.user, approach_id=approach_id, message=answer.message, at=timezone.now()
    )
    return _one(request, approach_id)


@router.post(
    "/{approach_id}/decline",
    response={200: Approach, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.ANSWERS),
    summary="Decline an approach",
)
def decline_approach(request: MemberRequest, approach_id: int) -> Approach:
    """Decline politely."""
    services.decline_approach(by=request.user, approach_id=approach_id, at=timezone.now())
    return _one(request, approach_id)


def _one(request: MemberRequest, approach_id: int) -> Approach:
    viewer = request.user
    row = queries.get_approach_for(viewer, approach_id)
    return shown(row, viewer, people_for(viewer, [row.other_id(viewer)]))
