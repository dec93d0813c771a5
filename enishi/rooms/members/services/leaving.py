"""Going away by one's own wish: what is forgotten, and how ways in are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from enishi.ground.events import announce
from enishi.ground.ids import random_id
from enishi.rooms.members.errors import WrongPassword
from enishi.rooms.members.events import MemberErased, MemberLeft
from enishi.rooms.members.models import AccessToken, JoiningInvitation, Member
from enishi.rooms.members.types import Language, NameOrder, Status

if TYPE_CHECKING:
    from datetime import datetime

NAMELESS: dict[str, object] = {
    "family_kanji": "",
    "given_kanji": "",
    "kanji_order": NameOrder.FAMILY_FIRST,
    "family_kana": "",
    "given_kana": "",
    "kana_order": NameOrder.FAMILY_FIRST,
    "family_romaji": "",
    "given_romaji": "",
    "romaji_order": NameOrder.GIVEN_FIRST,
    "language": Language.JA,
    "time_zone": "Asia/Tokyo",
    "show_in_threads": False,
    "is_suggestable": False,
    "is_staff": False,
    "is_superuser": False,
    "last_login": None,
}


@transaction.atomic
def leave_house(*, by: Member, password: str, at: datetime) -> None:
    """`by` leaves. Nothing is kept that says who they were; the row stays for its number.

    Sessions and tokens end at once. Other rooms forget what they hold when they hear of it.

    Raises
    ------
    WrongPassword
        Nothing has changed.
    """
    if not by.check_password(password):
        raise WrongPassword
    end_sessions(member=by)
    _forget_ways_in(by)
    for name, value in NAMELESS.items():
        setattr(by, name, value)
    by.email = f"{random_id()}@left.invalid"
    by.handle = random_id()
    by.status = Status.LEFT
    by.left_at = at
    by.set_unusable_password()
    by.save()
    announce(MemberErased(member_id=by.pk))
    announce(MemberLeft(member_id=by.pk))


def _forget_ways_in(member: Member) -> None:
    AccessToken.objects.filter(member=member).delete()
    Authenticator.objects.filter(user=member).delete()
    EmailAddress.objects.filter(user=member).delete()
    JoiningInvitation.objects.filter(
        Q(used_by=member) | Q(invited_by=member, used_at=None) | Q(email=member.email)
    ).delete()


def end_sessions(*, member: Member) -> None:
    """Sign `member` out of every browser."""
    sessions = UserSession.objects.filter(user=member)
    keys = list(sessions.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    sessions.delete()
