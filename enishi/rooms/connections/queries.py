"""Reads. The first argument is the viewer, or the id of the member whose ties are meant.

The functions that return a `Q` speak of a field `member_id` of any table; they are what
visibility is made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from enishi.ground.errors import NotFound
from enishi.rooms.connections.models import Block, Connection, Invitation, InvitationQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enishi.rooms.members.models import Member


def connected_to(member_id: int, *, field: str = "member_id") -> Q:
    """Rows whose `field` is connected to `member_id`."""
    return Q(
        **{f"{field}__in": Connection.objects.filter(low_id=member_id).values("high_id")}
    ) | Q(**{f"{field}__in": Connection.objects.filter(high_id=member_id).values("low_id")})


def within_second_degree_of(member_id: int, *, field: str = "member_id") -> Q:
    """Rows whose `field` is connected to `member_id`, or to one of their connections."""
    low = connected_to(member_id, field="low_id")
    high = connected_to(member_id, field="high_id")
    return (
        connected_to(member_id, field=field)
        | Q(**{f"{field}__in": Connection.objects.filter(low).values("high_id")})
        | Q(**{f"{field}__in": Connection.objects.filter(high).values("low_id")})
    ) & ~Q(**{field: member_id})


def hidden_from(member_id: int, *, field: str = "member_id") -> Q:
    """Rows whose `field` blocked `member_id` or was blocked by them."""
    return Q(
        **{f"{field}__in": Block.objects.filter(blocker_id=member_id).values("blocked_id")}
    ) | Q(**{f"{field}__in": Block.objects.filter(blocked_id=member_id).values("blocker_id")})


def hidden_ids(member_id: int) -> frozenset[int]:
    """The members hidden from `member_id` by a block, either way. One query."""
    pairs = Block.objects.filter(Q(blocker_id=member_id) | Q(blocked_id=member_id)).values_list(
        "blocker_id", "blocked_id"
    )
    return frozenset(one for pair in pairs for one in pair) - {member_id}


def are_hidden(one_id: int, other_id: int) -> bool:
    """Whether a block stands between two members."""
    return Block.objects.filter(
        Q(blocker_id=one_id, blocked_id=other_id) | Q(blocker_id=other_id, blocked_id=one_id)
    ).exists()


def connection_ids_of(member_id: int) -> frozenset[int]:
    """The members connected to `member_id`. One query."""
    pairs = Connection.objects.of(member_id).values_list("low_id", "high_id")
    return frozenset(one for pair in pairs for one in pair) - {member_id}


def ties_within(member_ids: Iterable[int]) -> list[tuple[int, int]]:
    """The connections whose ends are both among `member_ids`, as (low, high)."""
    ids = list(member_ids)
    return list(
        Connection.objects.filter(low_id__in=ids, high_id__in=ids).values_list(
            "low_id", "high_id"
        )
    )


def invitations_for(viewer: Member) -> InvitationQuerySet:
    """Open invitations `viewer` may answer, newest first."""
    return (
        Invitation.objects.open()
        .sent_to(viewer)
        .exclude(hidden_from(viewer.pk, field="inviter_id"))
        .select_related("inviter")
        .order_by("-pk")
    )


def get_invitation_for(viewer: Member, invitation_id: int) -> Invitation:
    """The invitation, open or not, if `viewer` is its invitee.

    Raises
    ------
    NotFound
        Also when it was sent to somebody else, or its inviter is hidden by a block.
    """
    invitation = (
        Invitation.objects.sent_to(viewer)
        .exclude(hidden_from(viewer.pk, field="inviter_id"))
        .filter(pk=invitation_id)
        .first()
    )
    if invitation is None:
        raise NotFound
    return invitation
