"""Approaches: sent, received, answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Router, Status

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.approach_schemas import (
    Answer,
    Approach,
    Approaches,
    Decline,
    NewApproach,
    PassedOn,
    SenderCard,
    Slots,
)
from enishi.doors.api.people import people_for
from enishi.doors.api.schemas import REFUSALS, Cursor, Person, Reason
from enishi.ground.errors import DomainError
from enishi.ground.paging import newest_first
from enishi.rooms.approaches import queries, services
from enishi.rooms.approaches.types import Draft, Origin, Sender
from enishi.rooms.members.types import Scope
from enishi.rooms.profiles.queries import get_person_for
from enishi.rooms.profiles.types import LineRef
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enishi.rooms.approaches.models import Approach as Row
    from enishi.rooms.approaches.types import SenderCard as Numbers
    from enishi.rooms.members.models import Member

router = Router(tags=["approaches"])
PAGE_SIZE = 50


class UnreadableLine(DomainError):
    """A reference to a line that does not have the form of one."""

    code = "approaches.unreadable_line"
    message = _("A line is written as entry:language:number, for example 12:ja:0.")
    status = 422


def shown(
    row: Row, viewer: Member, people: dict[int, Person], senders: dict[int, Sender]
) -> Approach:
    """One approach as the API shows it."""
    other = queries.passed_on_for(viewer, row, at=timezone.now())
    sender = senders.get(row.sender_id, Sender())
    passed_on = None
    if other is not None and other.recipient_id in people:
        passed_on = PassedOn(approach_id=other.pk, person=people[other.recipient_id])
    return Approach(
        id=row.pk,
        person=people[row.other_id(viewer)],
        purpose=row.purpose,
        subject=row.subject,
        message=row.message,
        detail=row.detail,
        origin=row.origin,
        origin_query=row.origin_query,
        passed_on=passed_on,
        fee_yen=row.fee_yen,
        minutes=row.minutes,
        state=row.state_for(viewer, timezone.now()),
        sender_card=card_shown(sender.card),
        sender_domain=sender.domain,
        sent_at=row.sent_at,
        expires_at=row.course.expires_at,
        reasons=[Reason.from_orm(reason) for reason in row.reasons.all()],
    )


def people_in(viewer: Member, rows: Iterable[Row]) -> set[int]:
    """Everybody who is named with `rows`."""
    now = timezone.now()
    passed = [queries.passed_on_for(viewer, row, at=now) for row in rows]
    return {row.other_id(viewer) for row in rows} | {one.recipient_id for one in passed if one}


def senders_in(viewer: Member, rows: Iterable[Row]) -> dict[int, Sender]:
    """What everybody shows who wrote one of `rows` to the viewer."""
    senders = {row.sender_id for row in rows} - {viewer.pk}
    return queries.senders_of(senders, at=timezone.now())


def card_shown(card: Numbers | None) -> SenderCard | None:
    """A sender card as the API shows it."""
    if card is None:
        return None
    usual = card.usual_answer
    return SenderCard(
        sent=card.sent,
        settled=card.settled,
        answered=card.answered,
        usual_answer_minutes=None if usual is None else round(usual.total_seconds() / 60),
        strangers_a_week=card.strangers_a_week,
        upheld=card.upheld,
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
    people = people_for(viewer, people_in(viewer, page.items))
    senders = senders_in(viewer, page.items)
    items = [shown(row, viewer, people, senders) for row in page.items]
    return Approaches(items=items, next_cursor=page.next_cursor)


@router.get(
    "/slots",
    response={200: Slots, **REFUSALS},
    auth=needs(Scope.APPROACHES_READ),
    summary="My slots",
)
def read_slots(request: MemberRequest) -> Slots:
    """How many approaches one may have open, and how many one more could be sent."""
    now = timezone.now()
    ledger = queries.ledger_of(request.user.pk, at=now)
    stake, own = queries.stake_of(ledger, at=now), queries.sender_of(ledger, at=now)
    return Slots(
        limit=stake.limit,
        held=stake.held,
        free=stake.free,
        answers=stake.answers,
        alike=stake.alike,
        upheld=stake.upheld,
        returns_at=stake.returns_at,
        card=card_shown(own.card),
        domain=own.domain,
    )


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
        detail=new.detail,
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
def decline_approach(
    request: MemberRequest, approach_id: int, decline: Decline | None = None
) -> Approach:
    """Decline politely, or without a word: for the sender it then ends with its time."""
    said = decline or Decline()
    services.decline_approach(
        by=request.user,
        approach_id=approach_id,
        words=None if said.silently else said.words,
        at=timezone.now(),
    )
    return _one(request, approach_id)


@router.post(
    "/{approach_id}/undo",
    response={200: Approach, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.ANSWERS),
    summary="Take a decline back",
)
def undo_decline(request: MemberRequest, approach_id: int) -> Approach:
    """Take a decline back while the sender does not know of it."""
    services.undo_decline(by=request.user, approach_id=approach_id, at=timezone.now())
    return _one(request, approach_id)


@router.post(
    "/{approach_id}/withdraw",
    response={200: Approach, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.ANSWERS),
    summary="Withdraw an approach",
)
def withdraw_approach(request: MemberRequest, approach_id: int) -> Approach:
    """Take back what one sent; its slot comes back after the rest."""
    services.withdraw_approach(by=request.user, approach_id=approach_id, at=timezone.now())
    return _one(request, approach_id)


def _one(request: MemberRequest, approach_id: int) -> Approach:
    viewer = request.user
    row = queries.get_approach_for(viewer, approach_id)
    people = people_for(viewer, people_in(viewer, [row]))
    return shown(row, viewer, people, senders_in(viewer, [row]))
