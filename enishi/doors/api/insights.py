"""Who found the token's member, why now, and whether offers come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from ninja import Router

from enishi.doors.api import insight_schemas as schemas
from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.people import people_for
from enishi.doors.api.schemas import REFUSALS, Cursor
from enishi.ground.paging import newest_first, part_of
from enishi.rooms.insights import queries, services
from enishi.rooms.insights.types import KEPT, Aim, Look
from enishi.rooms.members.types import Scope
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from enishi.doors.api.schemas import Person
    from enishi.rooms.insights.types import Board, Chain

router = Router(tags=["offers"])
PAGE_SIZE = 50


@router.get(
    "/looking",
    response={200: schemas.Look, **REFUSALS},
    auth=needs(Scope.ME_READ),
    summary="How do I look at others?",
)
def read_looking(request: MemberRequest) -> Look:
    """By name or privately, and what for."""
    return queries.look_of(request.user)


@router.put(
    "/looking",
    response={200: schemas.Look, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.SETTINGS),
    summary="Look at others by name, or privately",
)
def set_looking(request: MemberRequest, new: schemas.NewLook) -> Look:
    """Counts from now on; what was stays as it was."""
    services.set_looking(by=request.user, look=Look(new.manner, new.aim))
    return queries.look_of(request.user)


@router.get(
    "/found",
    response={200: schemas.Visits, **REFUSALS},
    auth=needs(Scope.ME_READ),
    summary="Who opened my record",
)
def read_found(request: MemberRequest, cursor: Cursor = "") -> schemas.Visits:
    """By name, within ninety days, the same person once a day."""
    viewer = request.user
    page = newest_first(
        queries.visits_to(viewer, timezone.now()), cursor=cursor, size=PAGE_SIZE
    )
    people = people_for(viewer, {visit.viewer_id for visit in page.items})
    items = [
        schemas.Visit(
            person=people[visit.viewer_id],
            at=visit.at,
            aim=Aim(visit.aim),
            query=visit.query,
            entry_id=visit.entry_id,
        )
        for visit in page.items
        if visit.viewer_id in people
    ]
    return schemas.Visits(items=items, next_cursor=page.next_cursor)


@router.get(
    "/found/counted",
    response={200: schemas.Counted, **REFUSALS},
    auth=needs(Scope.ME_READ),
    summary="Who found me, in numbers",
)
def read_counted(request: MemberRequest) -> schemas.Counted:
    """Searches that showed me, and visits without a name, within ninety days."""
    viewer, now = request.user, timezone.now()
    searchers = queries.searchers_of(viewer, now - KEPT)
    return schemas.Counted(
        searchers=searchers.people,
        queries=[
            schemas.Asked(query=query, people=people) for query, people in searchers.queries
        ],
        workplaces=[
            schemas.Workplace.from_orm(place)
            for place in queries.workplaces_of_searchers(viewer, now - KEPT)
        ],
        unnamed_viewers=queries.unnamed_viewers_of(viewer, now),
    )


@router.get(
    "/offers",
    response={200: schemas.Board, **REFUSALS},
    auth=needs(Scope.ME_READ),
    summary="Do offers come?",
)
def read_offers(request: MemberRequest) -> Board:
    """Thirteen weeks: found, opened, approached, answered; and what would bring more."""
    return queries.board_for(request.user, timezone.now())


@router.get(
    "/offers/why-now",
    response={200: schemas.Chains, **REFUSALS},
    auth=needs(Scope.APPROACHES_READ),
    summary="Why did approaches come when they did?",
)
def read_why_now(request: MemberRequest, cursor: Cursor = "") -> schemas.Chains:
    """Own edits, searches, visits, approaches."""
    viewer = request.user
    ledger = queries.ledger_for(viewer, timezone.now())
    page = part_of(ledger.chains, cursor=cursor, size=PAGE_SIZE)
    people = people_for(viewer, {one.approach.sender_id for one in page.items})
    items = [_shown(one, people) for one in page.items if one.approach.sender_id in people]
    return schemas.Chains(items=items, next_cursor=page.next_cursor)


def _shown(chain: Chain, people: dict[int, Person]) -> schemas.Chain:
    return schemas.Chain(
        approach_id=chain.approach.id,
        person=people[chain.approach.sender_id],
        received_at=chain.approach.received_at,
        edit=schemas.Edit.from_orm(chain.edit) if chain.edit else None,
        searches=schemas.Crowd.from_orm(chain.searches),
        visited_at=chain.visit.at if chain.visit else None,
        query=chain.query,
    )
