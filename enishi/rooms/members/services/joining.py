"""How people come into the house: sign up, confirm the mail address, be let in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from enishi.ground.errors import NotFound
from enishi.ground.events import announce
from enishi.ground.ids import random_id
from enishi.rooms.members.errors import HouseClosed, InvitationUsed, NotWaiting
from enishi.rooms.members.events import MemberJoined
from enishi.rooms.members.models import JoiningInvitation, Member
from enishi.rooms.members.policies import check_is_operator
from enishi.rooms.members.queries import get_house
from enishi.rooms.members.types import Joining, Status

if TYPE_CHECKING:
    from datetime import datetime

INVITATION_DAYS = 14
INVITATION_CODE_LENGTH = 16
UNCONFIRMED_HOURS = 1


@transaction.atomic
def join_house(*, member: Member, invitation_code: str = "", at: datetime) -> Member:
    """Keep somebody who signed up. Nobody sees them until their mail address is confirmed.

    Parameters
    ----------
    member
        Not kept yet; with names, mail address, language and a password set.
    invitation_code
        Needed where one joins by invitation; elsewhere it lets them in without waiting.

    Raises
    ------
    HouseClosed
        One joins by invitation, and there is none.
    InvitationUsed
        Somebody was quicker, or it is too old, or it is for another mail address.
    """
    if not invitation_code and get_house().joining == Joining.INVITATION:
        raise HouseClosed
    member.status = Status.NEW
    member.joined_at = at
    member.full_clean(exclude=["password"])
    member.save()
    if invitation_code:
        _claim_invitation(invitation_code, member, at)
    return member


def _claim_invitation(code: str, member: Member, at: datetime) -> None:
    claimed = (
        JoiningInvitation.objects.usable(at=at)
        .filter(code=code, email__in=["", member.email])
        .update(used_by=member, used_at=at)
    )
    if not claimed:
        raise InvitationUsed


@transaction.atomic
def confirm_mail(*, member_id: int, at: datetime) -> None:
    """Somebody new entered the code of their mail: they are in, or they wait to be let in.

    Does nothing for those who are in the house already and only changed their address.
    """
    is_invited = JoiningInvitation.objects.filter(used_by_id=member_id).exists()
    waits = get_house().joining == Joining.APPROVAL and not is_invited
    status = Status.WAITING if waits else Status.ACTIVE
    confirmed = Member.objects.filter(pk=member_id, status=Status.NEW).update(
        status=status, joined_at=at
    )
    if confirmed and status == Status.ACTIVE:
        announce(MemberJoined(member_id=member_id))


@transaction.atomic
def forget_unconfirmed(*, email: str = "", at: datetime) -> int:
    """Forget sign-ups whose code was never entered; with `email`, only that address's.

    So that nobody can keep an address that is not theirs. Invitations they used may be used
    again.
    """
    before = at - timedelta(hours=UNCONFIRMED_HOURS)
    stale = Member.objects.get_queryset().never_confirmed(before=before)
    if email:
        stale = stale.filter(email=email)
    ids = list(stale.values_list("pk", flat=True))
    JoiningInvitation.objects.filter(used_by__in=ids).update(used_by=None, used_at=None)
    Member.objects.filter(pk__in=ids).delete()
    return len(ids)


@transaction.atomic
def invite_to_house(*, by: Member, email: str = "", at: datetime) -> JoiningInvitation:
    """An operator makes a code that lets one person in; with `email`, only that person."""
    check_is_operator(by)
    return JoiningInvitation.objects.create(
        code=random_id(INVITATION_CODE_LENGTH),
        email=email.lower(),
        invited_by=by,
        created_at=at,
        expires_at=at + timedelta(days=INVITATION_DAYS),
    )


@transaction.atomic
def withdraw_joining_invitation(*, by: Member, invitation_id: int) -> None:
    """An operator takes back an invitation that nobody has used.

    Raises
    ------
    NotFound
        There is no such invitation, or somebody came in by it.
    """
    check_is_operator(by)
    deleted, _ = JoiningInvitation.objects.filter(pk=invitation_id, used_at=None).delete()
    if not deleted:
        raise NotFound


@transaction.atomic
def approve_member(*, by: Member, member_id: int, at: datetime) -> None:
    """An operator lets somebody in who waits.

    Raises
    ------
    NotWaiting
        Another operator was quicker, or they went away.
    """
    check_is_operator(by)
    approved = Member.objects.filter(pk=member_id, status=Status.WAITING).update(
        status=Status.ACTIVE, joined_at=at
    )
    if not approved:
        raise NotWaiting
    announce(MemberJoined(member_id=member_id))


@transaction.atomic
def decline_member(*, by: Member, member_id: int) -> None:
    """An operator does not let somebody in who waits; what they wrote is deleted.

    Raises
    ------
    NotWaiting
        Another operator was quicker, or they went away.
    """
    check_is_operator(by)
    waiting = Member.objects.filter(pk=member_id, status=Status.WAITING).first()
    if waiting is None:
        raise NotWaiting
    waiting.delete()
