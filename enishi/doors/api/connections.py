"""One's connections and invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from ninja import Router, Status

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.people import people_for
from enishi.doors.api.schemas import (
    REFUSALS,
    Cursor,
    Invitation,
    Invitations,
    NewInvitation,
    People,
)
from enishi.ground.paging import newest_first, part_of
from enishi.rooms.connections import queries, services
from enishi.rooms.members.types import Scope
from enishi.rooms.profiles.queries import get_person_for
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from enishi.ground.paging import Page
    from enishi.rooms.connections import models
    from enishi.rooms.members.models import Member

router = Router(tags=["connections"])
PAGE_SIZE = 50


@router.get(
    "connections",
    response={200: People, **REFUSALS},
    auth=needs(Scope.CONNECTIONS_READ),
    summary="My connections",
)
def read_connections(request: MemberRequest, cursor: Cursor = "") -> People:
    """Whom one is connected to, in the order of their readings."""
    page = part_of(queries.connections_of(request.user), cursor=cursor, size=PAGE_SIZE)
    ids = [tie.member_id for tie in page.items]
    people = people_for(request.user, ids)
    return People(
        items=[people[one] for one in ids if one in people], next_cursor=page.next_cursor
    )


@router.delete(
    "connections/{handle}",
    response={204: None, **REFUSALS},
    auth=needs(Scope.CONNECTIONS_WRITE, Limit.TIES),
    summary="Remove a connection",
)
def disconnect(request: MemberRequest, handle: str) -> Status[None]:
    """End a connection; the other side is not told."""
    member = get_person_for(request.user, handle).member
    services.disconnect(by=request.user, member_id=member.pk)
    return Status(204, None)


@router.get(
    "invitations",
    response={200: Invitations, **REFUSALS},
    auth=needs(Scope.CONNECTIONS_READ),
    summary="Invitations to me",
)
def read_invitations(request: MemberRequest, cursor: Cursor = "") -> Invitations:
    """Open invitations one may answer."""
    page = newest_first(queries.invitations_for(request.user), cursor=cursor, size=PAGE_SIZE)
    return _shown(request.user, page, [row.inviter_id for row in page.items])


@router.get(
    "invitations/sent",
    response={200: Invitations, **REFUSALS},
    auth=needs(Scope.CONNECTIONS_READ),
    summary="Invitations I sent",
)
def read_sent_invitations(request: MemberRequest, cursor: Cursor = "") -> Invitations:
    """Invitations one may withdraw; those that were declined stand among them."""
    page = newest_first(queries.sent_invitations(request.user), cursor=cursor, size=PAGE_SIZE)
    return _shown(request.user, page, [row.invitee_id for row in page.items])


@router.delete(
    "invitations/{invitation_id}",
    response={204: None, **REFUSALS},
    auth=needs(Scope.CONNECTIONS_WRITE, Limit.TIES),
    summary="Withdraw an invitation",
)
def withdraw_invitation(request: MemberRequest, invitation_id: int) -> Status[None]:
    """Take one's invitation back."""
    services.withdraw_invitation(
        by=request.user, invitation_id=invitation_id, at=timezone.now()
    )
    return Status(204, None)


@router.post(
    "members/{handle}/invitation",
    response={204: None, **REFUSALS},
    auth=needs(Scope.CONNECTIONS_WRITE, Limit.INVITATIONS),
    summary="Invite somebody to connect",
)
def invite(request: MemberRequest, handle: str, new: NewInvitation) -> Status[None]:
    """Ask a member to connect."""
    member = get_person_for(request.user, handle).member
    services.invite(by=request.user, invitee_id=member.pk, note=new.note, at=timezone.now())
    return Status(204, None)


@router.post(
    "invitations/{invitation_id}/accept",
    response={204: None, **REFUSALS},
    auth=needs(Scope.CONNECTIONS_WRITE, Limit.TIES),
    summary="Accept an invitation",
)
def accept_invitation(request: MemberRequest, invitation_id: int) -> Status[None]:
    """Accept, and be connected."""
    services.accept_invitation(by=request.user, invitation_id=invitation_id, at=timezone.now())
    return Status(204, None)


@router.post(
    "invitations/{invitation_id}/decline",
    response={204: None, **REFUSALS},
    auth=needs(Scope.CONNECTIONS_WRITE, Limit.TIES),
    summary="Decline an invitation",
)
def decline_invitation(request: MemberRequest, invitation_id: int) -> Status[None]:
    """Decline; the other side is not told."""
    services.decline_invitation(by=request.user, invitation_id=invitation_id, at=timezone.now())
    return Status(204, None)


@router.post(
    "invitations/{invitation_id}/reopen",
    response={204: None, **REFUSALS},
    auth=needs(Scope.CONNECTIONS_WRITE, Limit.TIES),
    summary="Take a decline back",
)
def reopen_invitation(request: MemberRequest, invitation_id: int) -> Status[None]:
    """Let a declined invitation wait for an answer again."""
    services.reopen_invitation(by=request.user, invitation_id=invitation_id)
    return Status(204, None)


def _shown(viewer: Member, page: Page[models.Invitation], others: list[int]) -> Invitations:
    """Invitations with the other of their two people, where that one is there."""
    people = people_for(viewer, others)
    items = [
        Invitation(id=row.pk, person=people[other], note=row.note, sent_at=row.sent_at)
        for row, other in zip(page.items, others, strict=True)
        if other in people
    ]
    return Invitations(items=items, next_cursor=page.next_cursor)
