"""Reads about members. What one member may know of another starts in `connections`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import BooleanField, ExpressionWrapper

from enishi.ground.errors import NotFound
from enishi.rooms.members.models import House, Member, MemberQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Q


def get_house() -> House:
    """The house; made with its defaults when the operator has not set it yet."""
    return House.objects.filter(pk=1).first() or House(pk=1)


def get_present_member(handle: str) -> Member:
    """The member with this handle, if they are in the house.

    Raises
    ------
    NotFound
        Also for those who left, wait or are suspended.
    """
    member = Member.objects.present().filter(handle=handle).first()
    if member is None:
        raise NotFound
    return member


def present_members(member_ids: Iterable[int], *, but: Q | None = None) -> dict[int, Member]:
    """Those of `member_ids` who are in the house, by id; without those of `but`. One query."""
    return _present_but(but).in_bulk(list(member_ids))


def shown_in_threads(member_ids: Iterable[int], *, but: Q) -> frozenset[int]:
    """Those of `member_ids` who are in the house and agree to stand on a path. One query."""
    members = _present_but(but).filter(pk__in=list(member_ids), show_in_threads=True)
    return frozenset(members.values_list("pk", flat=True))


def suggestable(member_ids: Iterable[int], *, but: Q, unless: Q) -> dict[int, bool]:
    """Those of `member_ids` who are in the house and may be suggested. One query.

    Those of `but` are left out; those of `unless` are in with False, everybody else with True.
    """
    members = _present_but(but).filter(pk__in=list(member_ids), is_suggestable=True)
    return dict(members.values_list("pk", ~ExpressionWrapper(unless, BooleanField())))


def _present_but(but: Q | None) -> MemberQuerySet:
    present = Member.objects.present()
    return present.exclude(but) if but is not None else present
