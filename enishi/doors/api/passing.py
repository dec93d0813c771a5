"""Passing on, and drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from ninja import Router, Status

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.approach_schemas import (
    Draft,
    Drafts,
    DraftSent,
    Passing,
    Passings,
    PassOn,
)
from enishi.doors.api.people import people_for
from enishi.doors.api.schemas import REFUSALS, Reason
from enishi.rooms.approaches import queries, services
from enishi.rooms.approaches.types import Written
from enishi.rooms.members.types import Scope
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from enishi.doors.api.schemas import Person
    from enishi.rooms.approaches.models import Passing as Row
    from enishi.rooms.approaches.models import SavedDraft

router = Router(tags=["approaches"])


@router.post(
    "approaches/{approach_id}/pass-on",
    response={204: None, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.ANSWERS),
    summary="Name somebody better",
)
def pass_on(request: MemberRequest, approach_id: int, named: PassOn) -> Status[None]:
    """Ask somebody better instead; only with their consent the sender learns of it."""
    to = queries.get_recipient_for(request.user, named.to)
    services.pass_on_approach(
        by=request.user, approach_id=approach_id, to_id=to.pk, at=timezone.now()
    )
    return Status(204, None)


@router.get(
    "passings",
    response={200: Passings, **REFUSALS},
    auth=needs(Scope.APPROACHES_READ),
    summary="Approaches I am asked to take over",
)
def read_passings(request: MemberRequest) -> Passings:
    """What others thought one could answer better."""
    rows = queries.passings_for(request.user, at=timezone.now()).prefetch_related(
        "approach__reasons"
    )
    pairs = {pk for row in rows for pk in (row.approach.sender_id, row.approach.recipient_id)}
    people = people_for(request.user, pairs)
    return Passings(items=[_passing(row, people) for row in rows])


@router.post(
    "passings/{passing_id}/take-over",
    response={204: None, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.ANSWERS),
    summary="Take an approach over",
)
def take_over(request: MemberRequest, passing_id: int) -> Status[None]:
    """Agree: the sender learns one's name, and it stands among the approaches received."""
    services.take_over_approach(by=request.user, passing_id=passing_id, at=timezone.now())
    return Status(204, None)


@router.post(
    "passings/{passing_id}/refuse",
    response={204: None, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.ANSWERS),
    summary="Rather not",
)
def refuse_passing(request: MemberRequest, passing_id: int) -> Status[None]:
    """Do not take it over; nobody is told."""
    services.refuse_passing(by=request.user, passing_id=passing_id, at=timezone.now())
    return Status(204, None)


@router.get(
    "drafts",
    response={200: Drafts, **REFUSALS},
    auth=needs(Scope.APPROACHES_READ),
    summary="My drafts",
)
def read_drafts(request: MemberRequest) -> Drafts:
    """What one has begun to write, and to whom."""
    rows = list(queries.drafts_of(request.user))
    people = people_for(request.user, [row.recipient_id for row in rows])
    return Drafts(items=[_draft(row, people[row.recipient_id]) for row in rows])


@router.put(
    "drafts/{handle}",
    response={204: None, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.DRAFTS),
    summary="Keep a draft",
)
def keep_draft(request: MemberRequest, handle: str, draft: DraftSent) -> Status[None]:
    """Keep what is written so far to a member; one draft each."""
    to = queries.get_recipient_for(request.user, handle)
    said = draft.model_dump()
    written = Written(**{**said, "lines": tuple(said["lines"])})
    services.keep_draft(by=request.user, recipient_id=to.pk, written=written, at=timezone.now())
    return Status(204, None)


@router.delete(
    "drafts/{handle}",
    response={204: None, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.DRAFTS),
    summary="Discard a draft",
)
def discard_draft(request: MemberRequest, handle: str) -> Status[None]:
    """Throw a draft away; nothing happens without one."""
    to = queries.get_recipient_for(request.user, handle)
    services.discard_draft(by=request.user, recipient_id=to.pk)
    return Status(204, None)


def _passing(row: Row, people: dict[int, Person]) -> Passing:
    approach = row.approach
    return Passing(
        id=row.pk,
        sender=people[approach.sender_id],
        passed_by=people[approach.recipient_id],
        purpose=approach.purpose,
        subject=approach.subject,
        message=approach.message,
        detail=approach.detail,
        fee_yen=approach.fee_yen,
        minutes=approach.minutes,
        expires_at=approach.course.expires_at,
        reasons=[Reason.from_orm(reason) for reason in approach.reasons.all()],
    )


def _draft(row: SavedDraft, to: Person) -> Draft:
    said = row.said
    return Draft(
        to=to,
        saved_at=row.saved_at,
        purpose=said.purpose,
        subject=said.subject,
        message=said.message,
        detail=said.detail,
        lines=list(said.lines),
        fee_yen=said.fee_yen,
        minutes=said.minutes,
    )
