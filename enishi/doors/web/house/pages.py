"""What the operators' pages receive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import get_language

from enishi.rooms.discovery.queries import house_words
from enishi.rooms.members import queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.core.paginator import Page

    from enishi.doors.web.house.forms import HouseForm, InvitationForm, WordsForm
    from enishi.rooms.discovery.types import HouseWord
    from enishi.rooms.members.models import JoiningInvitation, Member

PER_PAGE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class HousePage:
    """The house's settings, and who waits."""

    form: HouseForm
    waiting: Sequence[Person]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member as operators see them, who need the address to know whom they let in."""

    id: int
    handle: str
    name: str
    reading: str
    email: str
    status: str
    joined_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An invitation to the house, and what became of it."""

    id: int
    link: str
    email: str
    expires_at: datetime
    state: str
    used_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationsPage:
    """Invitations to the house."""

    form: InvitationForm
    invitations: Sequence[Invited]
    pages: Page[JoiningInvitation]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """Members to suspend or restore."""

    people: Sequence[Person]
    pages: Page[Member]
    asked: str
    viewer_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsPage:
    """Words of the house that find each other."""

    form: WordsForm
    words: Sequence[HouseWord]


def words_page(form: WordsForm) -> WordsPage:
    """The words of the house, the newest first."""
    return WordsPage(form=form, words=house_words()[::-1])


def person_of(member: Member) -> Person:
    """One member, for operators."""
    return Person(
        id=member.pk,
        handle=member.handle,
        name=member.name.written(_language()) or member.handle,
        reading=member.name.reading,
        email=member.email,
        status=member.status,
        joined_at=member.joined_at,
    )


def house_page(viewer: Member, form: HouseForm) -> HousePage:
    """The first page of the operators."""
    waiting = queries.waiting_members(viewer)[:PER_PAGE]
    return HousePage(form=form, waiting=[person_of(member) for member in waiting])


def invitations_page(
    viewer: Member, form: InvitationForm, *, number: str, at: datetime
) -> InvitationsPage:
    """Invitations, newest first."""
    pages = Paginator(queries.joining_invitations(viewer), PER_PAGE).get_page(number)
    return InvitationsPage(
        form=form, invitations=[_invited(one, at) for one in pages], pages=pages
    )


def people_page(viewer: Member, *, asked: str, number: str) -> PeoplePage:
    """Members in the house and suspended ones."""
    members = queries.members_by_standing(viewer, asked=asked)
    pages = Paginator(members, PER_PAGE).get_page(number)
    people = [person_of(member) for member in pages]
    return PeoplePage(people=people, pages=pages, asked=asked, viewer_id=viewer.pk)


def _invited(invitation: JoiningInvitation, at: datetime) -> Invited:
    used_by = invitation.used_by
    return Invited(
        id=invitation.pk,
        link=settings.ORIGIN + reverse("web:join", args=[invitation.code]),
        email=invitation.email,
        expires_at=invitation.expires_at,
        state=invitation.state_at(at),
        used_by=(used_by.name.written(_language()) or used_by.handle) if used_by else "",
    )


def _language() -> str:
    return (get_language() or "ja")[:2]
