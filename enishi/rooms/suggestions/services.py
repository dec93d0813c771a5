"""Verbs: not now, never, and after all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from enishi.ground.errors import NotFound
from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.members.queries import present_members
from enishi.rooms.suggestions.models import Dismissal

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member

#: How long somebody rests who is not wanted now.
REST = timedelta(days=30)


@transaction.atomic
def dismiss_for_now(*, by: Member, member_id: int, at: datetime) -> None:
    """`by` does not want to be shown a member for thirty days.

    Raises
    ------
    NotFound
        Nobody of this id is there for `by`.
    """
    _dismiss(by, member_id, at, at + REST)


@transaction.atomic
def dismiss_for_good(*, by: Member, member_id: int, at: datetime) -> None:
    """`by` never wants to be shown a member again.

    Raises
    ------
    NotFound
        Nobody of this id is there for `by`.
    """
    _dismiss(by, member_id, at, None)


@transaction.atomic
def suggest_again(*, by: Member, member_id: int) -> None:
    """`by` takes a dismissal back; nothing happens if there is none.

    Raises
    ------
    NotFound
        Nobody of this id is there for `by`.
    """
    _check_other(by, member_id)
    Dismissal.objects.filter(member=by, suggested_id=member_id).delete()


def _dismiss(by: Member, member_id: int, at: datetime, until: datetime | None) -> None:
    _check_other(by, member_id)
    Dismissal.objects.update_or_create(
        member=by, suggested_id=member_id, defaults={"at": at, "until": until}
    )


def _check_other(by: Member, member_id: int) -> None:
    hidden = hidden_from(by.pk, field="pk")
    if member_id == by.pk or not present_members([member_id], but=hidden):
        raise NotFound
