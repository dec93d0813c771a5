"""Search by evidence."""

from __future__ import annotations

from typing import Annotated

from django.utils import timezone
from ninja import Query, Router

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.people import people_for
from enishi.doors.api.schemas import REFUSALS, Cursor, Evidence, Hit, Hits
from enishi.rooms.discovery import queries, services
from enishi.rooms.discovery.types import DEGREES, Found, Narrowed
from enishi.rooms.members.types import Scope
from enishi.rooms.upkeep.types import Limit

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
    degree: Annotated[list[int], Query(default_factory=list, max_length=len(DEGREES))],
    organization: Annotated[list[int], Query(default_factory=list, max_length=20)],
    cursor: Cursor = "",
) -> Hits:
    """People whose records answer the words, best first, with the lines that do.

    Filters: `degree` (1, 2, or 3 for 3rd and beyond) and `organization` (ids, as in
    `organizations` of an answer), past or present; each may be given several times.
    """
    narrowed = Narrowed(frozenset(degree) & frozenset(DEGREES), frozenset(organization))
    answer = queries.search(
        request.user, q, narrowed=narrowed, cursor=cursor, on=timezone.localdate()
    )
    services.note_found(by=request.user, query=q, found=answer.found)
    people = people_for(request.user, [found.member_id for found in answer.found])
    return Hits(
        items=[
            Hit(person=people[found.member_id], evidence=_evidence(found))
            for found in answer.found
            if found.member_id in people
        ],
        total=answer.total,
        is_total_exact=answer.is_total_exact,
        organizations={str(key): count for key, count in answer.organizations.items()},
        next_cursor=answer.next_cursor,
    )


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
