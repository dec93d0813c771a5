"""Reads about members. What one member may know of another starts in `connections`."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import BooleanField, ExpressionWrapper, Q

from enishi.ground.errors import NotFound
from enishi.rooms.members.models import (
    AccessToken,
    House,
    JoiningInvitation,
    Member,
    MemberQuerySet,
)
from enishi.rooms.members.own_data import PERSON, named, own_data
from enishi.rooms.members.policies import check_is_operator
from enishi.rooms.members.types import Security, Status

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

__all__ = ["PERSON", "named", "own_data"]

SEARCHED = (
    "handle",
    "email",
    "family_kanji",
    "given_kanji",
    "family_kana",
    "given_kana",
    "family_romaji",
    "given_romaji",
)
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def get_house() -> House:
    """The house; made with its defaults when the operator has not set it yet."""
    return House.objects.filter(pk=1).first() or House(pk=1)


def is_house_empty() -> bool:
    """Whether nobody has ever joined."""
    return not Member.objects.all().exists()


def get_present_member(handle: str, *, but: Q | None = None) -> Member:
    """The member with this handle, if they are in the house and none of `but`.

    Raises
    ------
    NotFound
        Also for those who left, wait or are suspended.
    """
    member = _present_but(but).filter(handle=handle).first()
    if member is None:
        raise NotFound
    return member


def present_members(member_ids: Iterable[int], *, but: Q | None = None) -> dict[int, Member]:
    """Those of `member_ids` who are in the house, by id; without those of `but`. One query."""
    return _present_but(but).in_bulk(list(member_ids))


def count_present() -> int:
    """How many are in the house. One query."""
    return Member.objects.present().count()


def present_ids_after(member_id: int, size: int) -> list[int]:
    """The next `size` members in the house whose id is larger, by id. One query."""
    later = Member.objects.present().filter(pk__gt=member_id).order_by("pk")
    return list(later.values_list("pk", flat=True)[:size])


def shown_in_threads(member_ids: Iterable[int], *, but: Q) -> frozenset[int]:
    """Those of `member_ids` who are in the house and agree to stand on a path. One query."""
    members = _present_but(but).filter(pk__in=list(member_ids), show_in_threads=True)
    return frozenset(members.values_list("pk", flat=True))


def not_on_paths(*, hidden: Q) -> list[tuple[int, bool]]:
    """Members nobody may be led through, and whether they are not there at all. One query.

    Not there are those who are not in the house, and those of `hidden`.
    """
    gone = ~Q(status=Status.ACTIVE) | hidden
    members = Member.objects.filter(gone | Q(show_in_threads=False)).order_by()
    return list(members.values_list("pk", ExpressionWrapper(gone, BooleanField())))


def suggestable(member_ids: Iterable[int], *, but: Q, unless: Q) -> dict[int, bool]:
    """Those of `member_ids` who are in the house and may be suggested. One query.

    Those of `but` are left out; those of `unless` are in with False, everybody else with True.
    """
    members = _present_but(but).filter(pk__in=list(member_ids), is_suggestable=True)
    return dict(members.values_list("pk", ~ExpressionWrapper(unless, BooleanField())))


def _present_but(but: Q | None) -> MemberQuerySet:
    present = Member.objects.present()
    return present.exclude(but) if but is not None else present


def find_member_by_mail(email: str) -> Member | None:
    """Whoever signs in, or signed up, with this address."""
    return Member.objects.filter(email=email.lower()).first()


def confirmed_mail_of(member_ids: Iterable[int]) -> QuerySet[EmailAddress]:
    """The address each of `member_ids` signs in with, if it was confirmed."""
    confirmed: QuerySet[EmailAddress] = EmailAddress.objects.filter(
        user__in=list(member_ids), verified=True, primary=True
    )
    return confirmed


def is_handle_free(by: Member, handle: str) -> bool:
    """Whether `by` may take this handle."""
    return not Member.objects.exclude(pk=by.pk).filter(handle=handle).exists()


def find_usable_invitation(code: str, at: datetime) -> JoiningInvitation | None:
    """The invitation to the house with this code, if it still lets somebody in."""
    return JoiningInvitation.objects.usable(at=at).filter(code=code).first()


# What a member keeps: keys for programs, and the ways in.


def digest_of(secret: str) -> str:
    """What is kept of a key's secret. Its 256 random bits need neither salt nor slowness."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_token(secret: str, at: datetime) -> AccessToken | None:
    """The key with this secret, with its member, if both may still be used."""
    return (
        AccessToken.objects.select_related("member")
        .filter(digest=digest_of(secret), member__status=Status.ACTIVE)
        .filter(Q(expires_at=None) | Q(expires_at__gt=at))
        .first()
    )


def access_tokens_of(viewer: Member) -> QuerySet[AccessToken]:
    """The viewer's keys for programs, newest first."""
    return AccessToken.objects.filter(member=viewer).order_by("-created_at", "-pk")


def has_second_factor(member: Member) -> bool:
    """Whether `member` signs in with more than a password."""
    kept = Authenticator.objects.filter(user=member, type__in=SECOND_FACTORS)
    return bool(kept.exists())


def security_of(viewer: Member, at: datetime) -> Security:
    """How the viewer's way in is kept."""
    kept = list(Authenticator.objects.filter(user=viewer))
    codes = [one for one in kept if one.type == Authenticator.Type.RECOVERY_CODES]
    keys = UserSession.objects.filter(user=viewer).values("session_key")
    return Security(
        has_app=any(one.type == Authenticator.Type.TOTP for one in kept),
        passkeys=sum(one.type == Authenticator.Type.WEBAUTHN for one in kept),
        recovery_codes=len(codes[0].wrap().get_unused_codes()) if codes else None,
        sessions=Session.objects.filter(session_key__in=keys, expire_date__gt=at).count(),
    )


# What operators see.


def joining_invitations(viewer: Member) -> QuerySet[JoiningInvitation]:
    """All invitations to the house, newest first, with whoever came in by them."""
    check_is_operator(viewer)
    return JoiningInvitation.objects.select_related("used_by").order_by("-created_at", "-pk")


def waiting_members(viewer: Member) -> QuerySet[Member]:
    """Those who wait to be let in, the longest first."""
    check_is_operator(viewer)
    return Member.objects.filter(status=Status.WAITING).order_by("joined_at", "pk")


def members_by_standing(
    viewer: Member, *, asked: str = "", only_suspended: bool = False
) -> QuerySet[Member]:
    """Members an operator may suspend or restore, by handle.

    `asked` is part of a name, a handle or a mail address.
    """
    check_is_operator(viewer)
    standings = [Status.SUSPENDED] if only_suspended else [Status.ACTIVE, Status.SUSPENDED]
    members = Member.objects.filter(status__in=standings).order_by("handle")
    if not asked:
        return members
    wanted = Q()
    for part in SEARCHED:
        wanted |= Q(**{f"{part}__icontains": asked})
    return members.filter(wanted)
