"""Ask somebody better instead: first them, and only with their consent the sender learns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from enishi.ground.errors import NotFound
from enishi.ground.events import announce
from enishi.ground.turns import take_turns
from enishi.rooms.approaches.errors import ApproachClosed, PassedBack
from enishi.rooms.approaches.events import ApproachPassedOn, ApproachTakenOver
from enishi.rooms.approaches.models import Approach, Passing
from enishi.rooms.approaches.policies import refusal_of
from enishi.rooms.approaches.queries import (
    get_approach_for,
    get_passing_for,
    get_welcomes_for,
)
from enishi.rooms.approaches.types import Consent, Origin, Purpose, State
from enishi.rooms.network.queries import degrees_for

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member


@transaction.atomic
def pass_on_approach(*, by: Member, approach_id: int, to_id: int, at: datetime) -> None:
    """`by` names a member who may be better; for the sender nothing changes.

    Whether the sender and whom `by` names are hidden from each other is not told: then
    nobody is asked, and the approach ends with its time.

    Raises
    ------
    NotFound
        No such approach was sent to `by`, or nobody of this id is there for them.
    PassedBack
        `by` named themself or the sender.
    NotWelcome, WelcomePaused, WeekFull
        Whom they named takes no approaches of the kind from `by`.
    ApproachClosed
        It ended before.
    """
    approach = get_approach_for(by, approach_id)
    if approach.recipient_id != by.pk:
        raise NotFound
    if to_id in {by.pk, approach.sender_id}:
        raise PassedBack
    welcomes = get_welcomes_for(by, to_id, at=at)
    degree = degrees_for(by, [to_id])[to_id]
    if refusal := refusal_of(welcomes.towards(degree, at)[Purpose(approach.purpose)]):
        raise refusal
    waiting = Approach.objects.waiting(at).filter(pk=approach.pk)
    if not waiting.update(state=State.PASSED_ON):
        raise ApproachClosed
    passing = Passing.objects.create(approach=approach, to_id=to_id, asked_at=at)
    announce(ApproachPassedOn(passing_id=passing.pk, passed_by_id=by.pk, to_id=to_id))


@transaction.atomic
def take_over_approach(*, by: Member, passing_id: int, at: datetime) -> int:
    """`by` agrees: the sender learns their name, and the approach waits for `by`; its id.

    Raises
    ------
    NotFound
        `by` is not asked, or not any more.
    """
    passing = get_passing_for(by, passing_id, at=at)
    former = passing.approach
    take_turns("approaches", [former.sender_id, by.pk])
    _settle(passing, Consent.GIVEN, at)
    passed = Approach.objects.filter(pk=former.pk, state=State.PASSED_ON, answered_at=None)
    if not passed.update(answered_at=at):
        raise NotFound  # withdrawn since it was read
    Approach.objects.filter(sender_id=former.sender_id).lapsed(at).update(state=State.EXPIRED)
    approach = _continued(former, by, at)
    announce(
        ApproachTakenOver(
            approach_id=former.pk, sender_id=former.sender_id, taken_over_by_id=by.pk
        )
    )
    return approach.pk


@transaction.atomic
def refuse_passing(*, by: Member, passing_id: int, at: datetime) -> None:
    """`by` would rather not; nobody is told, neither who asked nor the sender.

    Raises
    ------
    NotFound
        `by` is not asked, or not any more.
    """
    _settle(get_passing_for(by, passing_id, at=at), Consent.REFUSED, at)


def close_passings_between(*, one_id: int, other_id: int) -> None:
    """Ask nobody any more about an approach between two who no longer see each other."""
    pair = (one_id, other_id)
    Passing.objects.filter(
        approach__sender_id__in=pair, approach__recipient_id__in=pair, consent=Consent.OPEN
    ).update(consent=Consent.REFUSED)


def _settle(passing: Passing, consent: Consent, at: datetime) -> None:
    asked = Passing.objects.filter(pk=passing.pk, consent=Consent.OPEN)
    if not asked.update(consent=consent, answered_at=at):
        raise NotFound


def _continued(former: Approach, by: Member, at: datetime) -> Approach:
    """The approach that waits for `by` now: one they had from the same sender, or a new one."""
    waiting = Approach.objects.waiting(at).filter(sender_id=former.sender_id, recipient=by)
    if found := waiting.first():
        Approach.objects.filter(pk=found.pk, continues=None).update(continues=former)
        return found
    return Approach.objects.create(
        sender_id=former.sender_id,
        recipient=by,
        purpose=former.purpose,
        subject=former.subject,
        message=former.message,
        detail=former.detail,
        fee_yen=former.fee_yen,
        minutes=former.minutes,
        degree=degrees_for(by, [former.sender_id])[former.sender_id],
        origin=Origin.INTRODUCTION,
        continues=former,
        sent_at=at,
    )
