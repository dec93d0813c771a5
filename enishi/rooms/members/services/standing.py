"""Who is put out of the house by an operator, and let in again."""

from __future__ import annotations

from django.db import transaction

from enishi.ground.errors import NotFound
from enishi.ground.events import announce
from enishi.rooms.members.errors import OwnStanding
from enishi.rooms.members.events import MemberJoined, MemberLeft
from enishi.rooms.members.models import Member
from enishi.rooms.members.policies import check_is_operator
from enishi.rooms.members.services.leaving import end_sessions
from enishi.rooms.members.types import Status


@transaction.atomic
def suspend_member(*, by: Member, member_id: int) -> None:
    """An operator puts somebody out for now: signed out everywhere, seen nowhere.

    Raises
    ------
    OwnStanding
        One does not suspend oneself.
    NotFound
        There is nobody of that number in the house.
    """
    check_is_operator(by)
    if member_id == by.pk:
        raise OwnStanding
    member = Member.objects.present().filter(pk=member_id).first()
    if member is None:
        raise NotFound
    Member.objects.filter(pk=member_id).update(status=Status.SUSPENDED)
    end_sessions(member=member)
    announce(MemberLeft(member_id=member_id))


@transaction.atomic
def restore_member(*, by: Member, member_id: int) -> None:
    """An operator lets somebody in again who was suspended.

    Raises
    ------
    NotFound
        Nobody of that number is suspended.
    """
    check_is_operator(by)
    suspended = Member.objects.filter(pk=member_id, status=Status.SUSPENDED)
    if not suspended.update(status=Status.ACTIVE):
        raise NotFound
    announce(MemberJoined(member_id=member_id))
