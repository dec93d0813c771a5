"""The generated people as members of this house, written through the rooms' bulk verbs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from enishi.doors.jobs.demo import bank
from enishi.doors.jobs.demo.cast import cast
from enishi.doors.jobs.demo.companies import companies
from enishi.doors.jobs.demo.ties import ties
from enishi.rooms.approaches.services import bulk_set_welcomes
from enishi.rooms.approaches.types import Purpose, Terms, WelcomeTerms
from enishi.rooms.connections.services import bulk_add_connections
from enishi.rooms.members.services import bulk_add_members
from enishi.rooms.members.types import NewMember, PersonName
from enishi.rooms.organizations.services import bulk_resolve_organizations
from enishi.rooms.organizations.types import OrganizationKind
from enishi.rooms.profiles.services import bulk_add_records
from enishi.rooms.profiles.types import EntryFields, Kind, NewEntry, Visibility

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from enishi.doors.jobs.demo.types import FictionalEntry, FictionalMember, Welcome

MAIL_DOMAIN = "demo.enishi.example"
OPERATOR = "operator"
_TIES_AT_ONCE = 5_000
_OLDEST_TIE_DAYS = 2_900


def load_organizations() -> dict[str, int]:
    """Every employer and school, known by its names in both languages; name → id."""
    schools = [school.name for school in bank.schools()]
    of_cast = [entry.organization for member in cast() for entry in member.entries]
    known = bulk_resolve_organizations(names=schools, kind=OrganizationKind.SCHOOL)
    known |= bulk_resolve_organizations(names=[company.name for company in companies()])
    return bulk_resolve_organizations(names=of_cast) | known


def load_members(
    members: Sequence[FictionalMember],
    *,
    organizations: dict[str, int],
    password: str,
    at: datetime,
) -> list[int]:
    """Keep one chunk of members with records and terms; answer their ids.

    `password` is a hash, shared by the cast; nobody else can sign in.
    """
    ids = bulk_add_members(
        members=[_new_member(member, password if member.is_cast else "") for member in members],
        at=at,
    )
    bulk_add_records(
        records={
            member_id: [_new_entry(entry) for entry in member.entries]
            for member_id, member in zip(ids, members, strict=True)
        },
        organizations=organizations,
        at=at,
    )
    bulk_set_welcomes(
        welcomes=[
            (member_id, _terms(welcome))
            for member_id, member in zip(ids, members, strict=True)
            for welcome in member.welcome
        ]
    )
    return ids


def load_ties(ids: NDArray[np.int64], seed: int, *, at: datetime) -> Iterator[int]:
    """Tie members (`ids`, by number in the house); yields how many ties were kept each time."""
    pairs = ties(len(ids), seed)
    ages = np.random.default_rng([seed, 8]).integers(30, _OLDEST_TIE_DAYS, len(pairs))
    for first in range(0, len(pairs), _TIES_AT_ONCE):
        some = ids[pairs[first : first + _TIES_AT_ONCE]].tolist()
        days = ages[first : first + _TIES_AT_ONCE].tolist()
        bulk_add_connections(
            ties=[
                (one, other, at - timedelta(days=age))
                for (one, other), age in zip(some, days, strict=True)
            ]
        )
        yield len(some)


def _new_member(member: FictionalMember, password: str) -> NewMember:
    name = member.name
    return NewMember(
        handle=member.handle,
        email=f"{member.handle}@{MAIL_DOMAIN}",
        name=PersonName(
            kanji=(name.family, name.given),
            kana=(name.family_kana, name.given_kana),
            romaji=(name.family_romaji, name.given_romaji),
        ),
        language=member.language,
        password=password,
        is_operator=member.handle == OPERATOR,
    )


def _new_entry(entry: FictionalEntry) -> NewEntry:
    return NewEntry(
        Kind(entry.kind),
        EntryFields(
            title_ja=entry.title.ja,
            title_en=entry.title.en,
            organization_ja=entry.organization.ja,
            organization_en=entry.organization.en,
            place_ja=entry.place.ja,
            place_en=entry.place.en,
            text_ja=entry.text.ja,
            text_en=entry.text.en,
            starts=entry.starts,
            ends=entry.ends,
            is_current=entry.is_current,
            details=dict(entry.details),
            visibility=Visibility(entry.visibility),
            text_visibility=Visibility(entry.text_visibility),
            confirmed_on=(
                date.fromisoformat(entry.confirmed_on) if entry.confirmed_on else None
            ),
        ),
    )


def _terms(welcome: Welcome) -> WelcomeTerms:
    is_priced = welcome.stance == Terms.PRICED
    return WelcomeTerms(
        purpose=Purpose(welcome.purpose),
        terms=Terms(welcome.stance),
        fee_yen=welcome.fee if is_priced else None,
        minutes=welcome.minutes if is_priced else None,
    )
