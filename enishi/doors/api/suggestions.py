"""People one may know, with what each part of the score gave and the reasons in words."""

from __future__ import annotations

from typing import Literal

from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.people import people_for
from enishi.doors.api.schemas import REFUSALS, Person, Sent
from enishi.rooms.members.queries import get_present_member
from enishi.rooms.members.types import Scope
from enishi.rooms.network.types import Degree
from enishi.rooms.suggestions import queries, services
from enishi.rooms.suggestions.sentences import named_in, reasons_in_words
from enishi.rooms.upkeep.types import Limit

router = Router(tags=["suggestions"])


class Suggestion(Schema):
    """Somebody the token's member may know."""

    person: Person
    score: float = Field(description="How likely, against the others of the same day only.")
    parts: dict[str, float] = Field(description="What each part gave; they sum up to `score`.")
    reasons: list[str] = Field(description="In the language of the request.")


class Suggestions(Schema):
    """The people of one day: at most five, and no more than three times each."""

    items: list[Suggestion]
    is_thin: bool = Field(description="There are few: the days repeat, then show nobody.")
    is_silent: bool = Field(description="The member wants nobody suggested to them.")


class Rest(Sent):
    """For how long somebody is not to be suggested."""

    time: Literal["thirty_days", "for_good"] = "thirty_days"


@router.get(
    "suggestions",
    response={200: Suggestions, **REFUSALS},
    auth=needs(Scope.CONNECTIONS_READ),
    summary="People I may know",
)
def read_suggestions(request: MemberRequest) -> Suggestions:
    """The people of today; reading them counts as having seen them, once a day."""
    now = timezone.localtime()
    found = queries.suggestions_for(request.user, now)
    # Names in a sentence stand without a degree.
    degrees = dict.fromkeys(named_in(found.people), Degree.BEYOND)
    degrees |= {one.member_id: one.degree for one in found.people}
    people = people_for(request.user, degrees, degrees=degrees)
    names = {member_id: person.name.written for member_id, person in people.items()}
    items = [
        Suggestion(
            person=people[one.member_id],
            score=round(one.score, 4),
            parts={name: round(value, 4) for name, value in one.parts.items()},
            reasons=reasons_in_words(one, names),
        )
        for one in found.people
        if one.member_id in people
    ]
    services.note_shown(by=request.user, member_ids=found.fresh_ids, on=now.date())
    return Suggestions(items=items, is_thin=found.is_thin, is_silent=found.is_silent)


@router.put(
    "suggestions/{handle}/rest",
    response={204: None, **REFUSALS},
    auth=needs(Scope.CONNECTIONS_WRITE, Limit.SUGGESTIONS),
    summary="Set somebody aside",
)
def set_aside(request: MemberRequest, handle: str, rest: Rest) -> Status[None]:
    """Do not suggest a member for thirty days, or never again; they are not told."""
    member = get_present_member(handle)
    dismiss = {
        "thirty_days": services.dismiss_for_now,
        "for_good": services.dismiss_for_good,
    }[rest.time]
    dismiss(by=request.user, member_id=member.pk, at=timezone.now())
    return Status(204, None)


@router.delete(
    "suggestions/{handle}/rest",
    response={204: None, **REFUSALS},
    auth=needs(Scope.CONNECTIONS_WRITE, Limit.SUGGESTIONS),
    summary="Suggest somebody again",
)
def suggest_again(request: MemberRequest, handle: str) -> Status[None]:
    """Take it back that somebody was set aside."""
    member = get_present_member(handle)
    services.suggest_again(by=request.user, member_id=member.pk)
    return Status(204, None)


@router.put(
    "suggestions/silence",
    response={204: None, **REFUSALS},
    auth=needs(Scope.CONNECTIONS_WRITE, Limit.SUGGESTIONS),
    summary="Suggest nobody to me",
)
def be_silent(request: MemberRequest) -> Status[None]:
    """Suggest nobody to the token's member any more."""
    services.suggest_nobody(by=request.user, at=timezone.now())
    return Status(204, None)


@router.delete(
    "suggestions/silence",
    response={204: None, **REFUSALS},
    auth=needs(Scope.CONNECTIONS_WRITE, Limit.SUGGESTIONS),
    summary="Suggest people to me again",
)
def be_heard(request: MemberRequest) -> Status[None]:
    """Suggest people to the token's member again."""
    services.suggest_people(by=request.user)
    return Status(204, None)
