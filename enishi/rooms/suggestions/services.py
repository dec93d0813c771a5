"""Verbs: note who was shown; not now, never, and after all; none at all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from enishi.ground.errors import NotFound
from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.members.queries import present_members
from enishi.rooms.suggestions.deriving import (
    note_record,
    read_changed_records,
    rebuild_suggestions,
)
from enishi.rooms.suggestions.models import (
    Dismissal,
    FieldWord,
    RecordToRead,
    Showing,
    Silence,
)
from enishi.rooms.suggestions.policies import REST

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from enishi.rooms.members.models import Member

__all__ = ["note_record", "read_changed_records", "rebuild_suggestions"]

#: How long a showing is kept: long enough that nobody returns before their rest is over.
KEPT = timedelta(days=90)


def note_shown(*, by: Member, member_ids: Iterable[int], on: date) -> None:
    """Remember that a page showed `by` these people on a day of theirs; once, if told twice."""
    showings = [Showing(member=by, suggested_id=member_id, on=on) for member_id in member_ids]
    if showings:
        Showing.objects.bulk_create(showings, ignore_conflicts=True)


@transaction.atomic
def forget_showings(*, at: datetime) -> int:
    """Forget what was shown long ago, and dismissals that are over; returns how much."""
    old = Showing.objects.filter(on__lt=(at - KEPT).date()).delete()[0]
    return old + Dismissal.objects.filter(until__lt=at).delete()[0]


@transaction.atomic
def erase_suggestions(*, member_id: int) -> None:
    """Forget whom somebody was shown and set aside, and who saw them: they left for good."""
    for table in (Showing, Dismissal):
        table.objects.filter(Q(member_id=member_id) | Q(suggested_id=member_id)).delete()
    for own in (FieldWord, RecordToRead, Silence):
        own.objects.filter(member_id=member_id).delete()


@transaction.atomic
def suggest_nobody(*, by: Member, at: datetime) -> None:
    """`by` does not want anybody suggested to them; whom they set aside stays set aside."""
    Silence.objects.get_or_create(member=by, defaults={"since": at})


@transaction.atomic
def suggest_people(*, by: Member) -> None:
    """`by` wants to see suggestions again."""
    Silence.objects.filter(member=by).delete()


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
