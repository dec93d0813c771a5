"""What this room holds of a member, for the take-out: names and dates, never a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from enishi.ground.take_out import Facts, Table
from enishi.rooms.members.models import AccessToken, JoiningInvitation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.members.models import Member

#: How a table names somebody: as the house does on its pages, and no further.
PERSON = ("handle", "name_ja", "name_en")


def named(member: Member | None) -> tuple[str, str, str]:
    """The cells under `PERSON`; empty for somebody who is not there for the viewer."""
    if member is None:
        return ("", "", "")
    return (member.handle, member.name.written("ja"), member.name.written("en"))


def own_data(member: Member, at: datetime) -> Iterator[Part]:  # noqa: ARG001 - as every teller
    """The member's identity, settings and ways in."""
    yield Facts(name="account", facts=_account(member))
    yield Table(
        name="mail_addresses",
        columns=("address", "is_confirmed", "is_primary"),
        rows=EmailAddress.objects.filter(user=member)
        .order_by("pk")
        .values_list("email", "verified", "primary"),
    )
    yield Table(
        name="second_factors",
        columns=("kind", "name", "added_at", "last_used_at"),
        rows=_second_factors(member),
    )
    yield Table(
        name="sessions",
        columns=("began_at", "last_seen_at", "network_address", "browser"),
        rows=UserSession.objects.filter(user=member)
        .order_by("pk")
        .values_list("created_at", "last_seen_at", "ip", "user_agent"),
    )
    yield Table(
        name="tokens",
        columns=("name", "scopes", "created_at", "expires_at", "last_used_on"),
        rows=AccessToken.objects.filter(member=member)
        .order_by("pk")
        .values_list("name", "scopes", "created_at", "expires_at", "last_used_on"),
    )
    yield Table(
        name="invitations_to_the_house",
        columns=("direction", "for_address", "created_at", "expires_at", "used_at"),
        rows=_joining(member),
    )


def _account(member: Member) -> dict[str, object]:
    name = member.name
    return {
        "handle": member.handle,
        "mail_address": member.email,
        "names": {
            "kanji": {"family": name.kanji[0], "given": name.kanji[1]},
            "kana": {"family": name.kana[0], "given": name.kana[1]},
            "romaji": {"family": name.romaji[0], "given": name.romaji[1]},
        },
        "orders": {
            "kanji": member.kanji_order,
            "kana": member.kana_order,
            "romaji": member.romaji_order,
        },
        "language": member.language,
        "time_zone": member.time_zone,
        "show_in_threads": member.show_in_threads,
        "is_suggestable": member.is_suggestable,
        "is_operator": member.is_staff,
        "status": member.status,
        "joined_at": member.joined_at,
        "last_sign_in_at": member.last_login,
    }


def _second_factors(member: Member) -> Iterator[Row]:
    for kept in Authenticator.objects.filter(user=member).order_by("pk"):
        is_passkey = kept.type == Authenticator.Type.WEBAUTHN
        name = kept.wrap().name if is_passkey else ""
        yield (kept.type, name, kept.created_at, kept.last_used_at)


def _joining(member: Member) -> Iterator[Row]:
    """How they came in, and whom they let in: without codes, and without who came."""
    dates = ("created_at", "expires_at", "used_at")
    came = JoiningInvitation.objects.filter(used_by=member).order_by("pk")
    for row in came.values_list("email", *dates):
        yield ("received", *row)
    made = JoiningInvitation.objects.filter(invited_by=member).order_by("pk")
    for row in made.values_list("email", *dates):
        yield ("sent", *row)
