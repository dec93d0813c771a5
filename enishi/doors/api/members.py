"""Other members and their records."""

from __future__ import annotations

from django.http import FileResponse
from ninja import Router

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.people import people_for
from enishi.doors.api.schemas import REFUSALS, Cursor, Entry, Person, Posts, Record, Tie
from enishi.rooms.members.types import Scope
from enishi.rooms.network.queries import tie_to
from enishi.rooms.profiles.queries import (
    get_person_for,
    get_portrait_for,
    posts_of,
    record_of,
)
from enishi.rooms.upkeep.types import Limit

PAGE_SIZE = 50
router = Router(tags=["members"], auth=needs(Scope.MEMBERS_READ, Limit.PEOPLE))


@router.get("/{handle}", response={200: Person, **REFUSALS}, summary="One member")
def read_member(request: MemberRequest, handle: str) -> Person:
    """A member, with their degree."""
    member = get_person_for(request.user, handle).member
    return people_for(request.user, [member.pk])[member.pk]


@router.get("/{handle}/tie", response={200: Tie, **REFUSALS}, summary="How we are tied")
def read_tie(request: MemberRequest, handle: str) -> Tie:
    """The thread between the two, and whom both know: only people who agree to be shown."""
    member = get_person_for(request.user, handle).member
    tie = tie_to(request.user, member.pk)
    people = people_for(
        request.user, {*tie.mutuals, *(pk for path in tie.paths for pk in path)}
    )
    return Tie(
        degree=tie.degree.shown,
        paths=[[people[pk] for pk in path] for path in tie.paths if people.keys() >= {*path}],
        mutuals=[people[pk] for pk in tie.mutuals if pk in people],
    )


@router.get("/{handle}/record", response={200: Record, **REFUSALS}, summary="Their record")
def read_record(request: MemberRequest, handle: str) -> Record:
    """What the token's member may see of a record."""
    member = get_person_for(request.user, handle).member
    return Record(
        handle=member.handle,
        entries=[Entry.from_orm(one) for one in record_of(request.user, member.pk)],
    )


@router.get(
    "/{handle}/portrait/{size}",
    response=dict(REFUSALS),
    summary="Their portrait",
    openapi_extra={
        "responses": {
            200: {
                "description": "A square WebP picture.",
                "content": {"image/webp": {"schema": {"type": "string"}}},
            }
        }
    },
)
def read_portrait(request: MemberRequest, handle: str, size: int) -> FileResponse:
    """Their portrait, 128 or 512 pixels wide; 404 where there is none one may see."""
    picture = get_portrait_for(request.user, handle, size)
    return FileResponse(picture, content_type="image/webp")


@router.get("/{handle}/posts", response={200: Posts, **REFUSALS}, summary="Their posts")
def read_posts(request: MemberRequest, handle: str, cursor: Cursor = "") -> Posts:
    """Posts of their blogs that the token's member may see, newest first."""
    member = get_person_for(request.user, handle).member
    page = posts_of(request.user, member.pk, cursor=cursor, size=PAGE_SIZE)
    items = [Entry.from_orm(one) for one in page.items]
    return Posts(items=items, next_cursor=page.next_cursor)
