"""Introductions: asked for, passed on, accepted, declined."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.people import language_of_request
from enishi.doors.api.schemas import REFUSALS, Cursor, Line, Reason, Sent
from enishi.ground.errors import NotFound
from enishi.ground.paging import newest_first
from enishi.rooms.introductions import queries, services
from enishi.rooms.introductions.types import Draft, KindWords, Role, Standing
from enishi.rooms.members.queries import present_members
from enishi.rooms.members.types import Scope
from enishi.rooms.network.queries import tie_to
from enishi.rooms.profiles.quotes import Quote
from enishi.rooms.profiles.types import LineRef
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enishi.rooms.introductions.types import SeenIntroduction
    from enishi.rooms.members.models import Member

router = Router(tags=["introductions"])
PAGE_SIZE = 50
Handle = Annotated[str, Field(max_length=30)]


class Named(Schema):
    """Somebody on the way."""

    handle: str
    name: str = Field(description="As a page in the language of the request writes it.")


class Words(Schema):
    """What an introducer wrote as they passed it on."""

    handle: str
    words: str


class Introduction(Schema):
    """An introduction, as the token's member may know it.

    To its requester nothing changes until all are together, or until it is over.
    """

    id: int
    role: Role
    standing: Standing
    people: list[Named] = Field(description="Requester, introducers in order, recipient.")
    note: str = Field(description="To the introducers; empty for the recipient.")
    message: str = Field(description="To the recipient.")
    reasons: list[Reason]
    said: list[Words]
    kind_words: KindWords | None
    asked_at: datetime
    ends_at: datetime


class Introductions(Schema):
    """A page of introductions."""

    items: list[Introduction]
    next_cursor: str


class Ways(Schema):
    """The ways to somebody, each as introducers in order; the best first."""

    items: list[list[Named]]


class NewIntroduction(Sent):
    """A request to be introduced."""

    to: Handle = Field(description="The recipient's handle.")
    way: list[Handle] = Field(
        description="The introducers' handles, in order: one of the ways on offer.",
        min_length=1,
        max_length=2,
    )
    note: str = Field(min_length=20, max_length=600)
    message: str = Field(min_length=20, max_length=1200)
    lines: list[Line] = Field(
        description="One to three lines of their record, as `entry:language:number`.",
        min_length=1,
        max_length=3,
    )


class Forwarded(Sent):
    """An introducer's own words."""

    words: str = Field(min_length=1, max_length=600)


class Accepted(Sent):
    """A first word, or none."""

    message: str = Field("", max_length=5000)


class Declined(Sent):
    """What is left for the end, unsigned; or nothing."""

    kind_words: KindWords | None = None


@router.get(
    "",
    response={200: Introductions, **REFUSALS},
    auth=needs(Scope.INTRODUCTIONS_READ),
    summary="Introductions I have a part in",
)
def read_introductions(
    request: MemberRequest, box: Literal["received", "asked"] = "received", cursor: Cursor = ""
) -> Introductions:
    """What one asked for, or what came to one as introducer or recipient; newest first."""
    viewer = request.user
    rows = queries.brought_to(viewer) if box == "received" else queries.asked_by(viewer)
    page = newest_first(rows, cursor=cursor, size=PAGE_SIZE)
    seen = queries.see_all(viewer, page.items, at=timezone.now())
    return Introductions(items=shown(seen), next_cursor=page.next_cursor)


@router.get(
    "/ways/{handle}",
    response={200: Ways, **REFUSALS},
    auth=needs(Scope.INTRODUCTIONS_READ, Limit.PEOPLE),
    summary="Who could introduce me to somebody",
)
def read_ways(request: MemberRequest, handle: str) -> Ways:
    """The best few ways that everybody on them agrees to show."""
    recipient = queries.get_recipient_for(request.user, handle)
    ways = queries.ways_along(tie_to(request.user, recipient.pk))
    people = present_members({pk for way in ways for pk in way})
    return Ways(items=[[_named(people[pk]) for pk in way] for way in ways])


@router.get(
    "/{introduction_id}",
    response={200: Introduction, **REFUSALS},
    auth=needs(Scope.INTRODUCTIONS_READ),
    summary="One introduction",
)
def read_introduction(request: MemberRequest, introduction_id: int) -> Introduction:
    """An introduction, for those it has reached."""
    return _one(request, introduction_id)


@router.post(
    "",
    response={201: Introduction, **REFUSALS},
    auth=needs(Scope.INTRODUCTIONS_WRITE, Limit.APPROACHES),
    summary="Ask to be introduced to somebody",
)
def request_introduction(request: MemberRequest, new: NewIntroduction) -> Status[Introduction]:
    """Ask the first introducer, with one to three lines of the recipient's record."""
    viewer = request.user
    recipient = queries.get_recipient_for(viewer, new.to)
    ways = queries.ways_along(tie_to(viewer, recipient.pk))
    people = present_members({pk for way in ways for pk in way})
    by_handles = {tuple(people[pk].handle for pk in way): way for way in ways}
    draft = Draft(
        recipient_id=recipient.pk,
        way=by_handles.get(tuple(new.way), ()),
        note=new.note,
        message=new.message,
        lines=tuple(line for line in map(LineRef.parse, new.lines) if line is not None),
    )
    row = services.request_introduction(by=viewer, draft=draft, at=timezone.now())
    return Status(201, _one(request, row.pk))


@router.post(
    "/{introduction_id}/forward",
    response={200: Introduction, **REFUSALS},
    auth=needs(Scope.INTRODUCTIONS_WRITE, Limit.ANSWERS),
    summary="Pass an introduction on",
)
def forward_introduction(
    request: MemberRequest, introduction_id: int, said: Forwarded
) -> Introduction:
    """Pass it on to the next on the way, with words of one's own."""
    services.forward_introduction(
        by=request.user, introduction_id=introduction_id, words=said.words, at=timezone.now()
    )
    return _one(request, introduction_id)


@router.post(
    "/{introduction_id}/accept",
    response={200: Introduction, **REFUSALS},
    auth=needs(Scope.INTRODUCTIONS_WRITE, Limit.ANSWERS),
    summary="Accept an introduction",
)
def accept_introduction(
    request: MemberRequest, introduction_id: int, said: Accepted
) -> Introduction:
    """Accept; a conversation of all on the way begins."""
    services.accept_introduction(
        by=request.user,
        introduction_id=introduction_id,
        message=said.message,
        at=timezone.now(),
    )
    return _one(request, introduction_id)


@router.post(
    "/{introduction_id}/decline",
    response={200: Introduction, **REFUSALS},
    auth=needs(Scope.INTRODUCTIONS_WRITE, Limit.ANSWERS),
    summary="Decline an introduction",
)
def decline_introduction(
    request: MemberRequest, introduction_id: int, said: Declined
) -> Introduction:
    """Decline; nobody is told."""
    services.decline_introduction(
        by=request.user,
        introduction_id=introduction_id,
        words=said.kind_words,
        at=timezone.now(),
    )
    return _one(request, introduction_id)


@router.post(
    "/{introduction_id}/withdraw",
    response={200: Introduction, **REFUSALS},
    auth=needs(Scope.INTRODUCTIONS_WRITE, Limit.ANSWERS),
    summary="Take back what I asked",
)
def withdraw_introduction(request: MemberRequest, introduction_id: int) -> Introduction:
    """Withdraw; for the others it was never there."""
    services.withdraw_introduction(
        by=request.user, introduction_id=introduction_id, at=timezone.now()
    )
    return _one(request, introduction_id)


def shown(introductions: Iterable[SeenIntroduction]) -> list[Introduction]:
    """Each as the API shows it: people as they are today, to its requester as they were."""
    seen = list(introductions)
    live = {pk for one in seen if one.are_people_live for pk in one.present_ids}
    people = present_members(live) if live else {}
    return [
        _shown(one, people)
        for one in seen
        if not one.are_people_live or one.present_ids <= people.keys()
    ]


def _shown(seen: SeenIntroduction, people: dict[int, Member]) -> Introduction:
    if seen.are_people_live:
        named = [_named(people[pk]) for pk in seen.member_ids if pk is not None]
    else:
        language = language_of_request()
        named = [
            Named(handle=one.handle, name=one.name.written(language) or one.handle)
            for one in seen.called
        ]
    return Introduction(
        id=seen.id,
        role=seen.role,
        standing=seen.standing,
        people=named,
        note=seen.note,
        message=seen.message,
        reasons=[_reason(quote) for quote in seen.reasons],
        said=[Words(handle=named[one.place].handle, words=one.words) for one in seen.said],
        kind_words=seen.kind_words,
        asked_at=seen.asked_at,
        ends_at=seen.ends_at,
    )


def _reason(quote: Quote) -> Reason:
    names = ("text", "language", "organization", "starts", "ends")
    return Reason(**{name: getattr(quote, name) for name in names})


def _named(member: Member) -> Named:
    written = member.name.written(language_of_request())
    return Named(handle=member.handle, name=written or member.handle)


def _one(request: MemberRequest, introduction_id: int) -> Introduction:
    seen = queries.get_introduction_for(request.user, introduction_id, at=timezone.now())
    for introduction in shown([seen]):
        return introduction
    raise NotFound  # somebody went away since it was read
