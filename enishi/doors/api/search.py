"""Search by evidence."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.people import name_of, people_for
from enishi.doors.api.schemas import REFUSALS, Cursor, Evidence, Hit, Hits, Named, Parts
from enishi.engines.search import Order
from enishi.rooms.approaches.types import Purpose
from enishi.rooms.discovery import queries, services
from enishi.rooms.discovery.types import DEGREES, Found, Narrowed
from enishi.rooms.members.queries import present_members
from enishi.rooms.members.types import Scope
from enishi.rooms.upkeep.types import Limit


class Narrowing(Schema):
    """What a search is narrowed down to; lists may be given several times."""

    degree: list[int] = Field(
        default_factory=list,
        max_length=len(DEGREES),
        description="1, 2, or 3 for 3rd and beyond.",
    )
    organization: list[int] = Field(
        default_factory=list,
        max_length=20,
        description="Ids as in `organizations` of an answer, past or present.",
    )
    place: list[str] = Field(
        default_factory=list,
        max_length=20,
        description="Keys as in `places` of an answer, past or present.",
    )
    industry: list[str] = Field(
        default_factory=list,
        max_length=20,
        description="Letters as in `industries` of an answer, past or present.",
    )
    open_to: list[Purpose] = Field(
        default_factory=list,
        max_length=len(Purpose),
        description="People open to one of these.",
    )
    language: Literal["", "ja", "en"] = Field("", description="What a line is written in.")
    from_year: int = Field(0, ge=0, le=2100, description="Lines of this year or later.")
    to_year: int = Field(0, ge=0, le=2100, description="Lines of this year or earlier.")

    @property
    def narrowed(self) -> Narrowed:
        """As the room takes it."""
        return Narrowed(
            degrees=frozenset(self.degree) & frozenset(DEGREES),
            organization_ids=frozenset(self.organization),
            places=frozenset(self.place),
            industries=frozenset(self.industry),
            language=self.language,
            first_year=self.from_year,
            last_year=self.to_year,
            open_to=frozenset(self.open_to),
        )


router = Router(tags=["search"])


@router.get(
    "",
    response={200: Hits, **REFUSALS},
    auth=needs(Scope.SEARCH_READ, Limit.SEARCH),
    summary="Who knows this?",
)
def search(
    request: MemberRequest,
    q: Annotated[str, Query(max_length=1000)],
    narrowing: Annotated[Narrowing, Query()],
    order: Order = Order.RELEVANCE,
    cursor: Cursor = "",
) -> Hits:
    """People whose records answer the words, best first, with the lines that do.

    “Quotation marks” keep words together, `-word` leaves out people who have it in any line
    you may see, `OR` makes one of two words enough.
    """
    answer = queries.search(
        request.user,
        q,
        narrowed=narrowing.narrowed,
        order=order,
        cursor=cursor,
        at=timezone.now(),
    )
    services.note_found(by=request.user, query=q, found=answer.found)
    people = people_for(request.user, [found.member_id for found in answer.found])
    return Hits(
        items=[
            Hit(
                person=people[found.member_id],
                evidence=_evidence(found),
                is_related=found.is_related,
                parts=Parts(**asdict(found.parts)),
            )
            for found in answer.found
            if found.member_id in people
        ],
        total=answer.total,
        is_total_exact=answer.is_total_exact,
        is_loosened=answer.is_loosened,
        organizations={str(key): count for key, count in answer.organizations.items()},
        places=answer.places,
        industries=answer.industries,
        next_cursor=answer.next_cursor,
    )


@router.get(
    "/names",
    response={200: list[Named], **REFUSALS},
    auth=needs(Scope.SEARCH_READ, Limit.NAMES),
    summary="Whose name begins so?",
)
def search_names(
    request: MemberRequest, q: Annotated[str, Query(min_length=1, max_length=40)]
) -> list[Named]:
    """Up to eight people one of whose names begins like this, in kanji, kana or romaji.

    Whose name it is exactly comes first, then the nearest.
    """
    degrees = queries.people_named(request.user, q)
    members = present_members(degrees) if degrees else {}
    return [
        Named(handle=members[one].handle, name=name_of(members[one]), degree=degree.shown)
        for one, degree in degrees.items()
        if one in members
    ]


def _evidence(found: Found) -> list[Evidence]:
    return [
        Evidence(
            line=str(one.line),
            language=one.line.language,
            text=one.text,
            spans=list(one.spans),
            organization=one.entry.written("organization", one.line.language),
            starts=one.entry.starts,
            ends=one.entry.ends,
        )
        for one in found.evidence
    ]
