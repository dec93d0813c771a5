"""Whom one blocked: the two do not exist for each other."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from ninja import Router, Schema, Status

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.people import name_of
from enishi.doors.api.schemas import REFUSALS, Name
from enishi.rooms.connections import queries, services
from enishi.rooms.members.queries import get_present_member, present_members
from enishi.rooms.members.types import Scope
from enishi.rooms.upkeep.types import Limit

router = Router(tags=["connections"])


class Blocked(Schema):
    """Somebody one blocked."""

    handle: str
    name: Name
    since: datetime


@router.get(
    "/blocks",
    response={200: list[Blocked], **REFUSALS},
    auth=needs(Scope.CONNECTIONS_READ),
    summary="Whom I blocked",
)
def read_blocks(request: MemberRequest) -> list[Blocked]:
    """Everybody one blocked who is in the house, the newest first."""
    blocks = queries.blocked_by(request.user)
    members = present_members(block.member_id for block in blocks)
    return [
        Blocked(handle=member.handle, name=name_of(member), since=block.since)
        for block in blocks
        if (member := members.get(block.member_id))
    ]


@router.put(
    "/blocks/{handle}",
    response={204: None, **REFUSALS},
    auth=needs(Scope.CONNECTIONS_WRITE, Limit.TIES),
    summary="Block somebody",
)
def block(request: MemberRequest, handle: str) -> Status[None]:
    """From now on the two do not exist for each other; nobody is told."""
    member = get_present_member(handle)
    services.block(by=request.user, member_id=member.pk, at=timezone.now())
    return Status(204, None)


@router.delete(
    "/blocks/{handle}",
    response={204: None, **REFUSALS},
    auth=needs(Scope.CONNECTIONS_WRITE, Limit.TIES),
    summary="Lift a block",
)
def unblock(request: MemberRequest, handle: str) -> Status[None]:
    """The two may meet again, and are not connected."""
    member = get_present_member(handle)
    services.unblock(by=request.user, member_id=member.pk)
    return Status(204, None)
