"""Inviting the people whom a member ticked, one by one, through the verb everybody uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from enishi.ground.errors import DomainError, NotFound, TooMany
from enishi.rooms.connections.services import invite
from enishi.rooms.members.types import Status
from enishi.rooms.portability.types import Answer
from enishi.rooms.upkeep.services import count_act
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member
    from enishi.rooms.portability.models import Import


def invite_next(kept: Import, at: datetime) -> bool:
    """Invite the next person who was ticked; False when nobody is left.

    The mark and the invitation are of one transaction: nobody is invited twice, or forgotten.
    """
    wish = kept.matches.filter(is_chosen=True, answer="").order_by("pk").first()
    if wish is None:
        return False
    wish.answer = _answer(kept.member, wish.member_id, at)
    wish.save(update_fields=["answer"])
    return True


def _answer(by: Member, member_id: int, at: datetime) -> Answer:
    try:
        with transaction.atomic():
            _invite(by, member_id, at)
    except TooMany:
        return Answer.TOO_MANY
    except DomainError:
        return Answer.REFUSED
    return Answer.SENT


def _invite(by: Member, member_id: int, at: datetime) -> None:
    if by.status != Status.ACTIVE:  # suspended since they said so
        raise NotFound
    # Counted together with the invitations from pages and programs.
    count_act(limit=Limit.INVITATIONS, who=f"member {by.pk}", at=at)
    invite(by=by, invitee_id=member_id, at=at)
