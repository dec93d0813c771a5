"""What becomes of introductions when people part, block and leave: they end, unseen."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from enishi.rooms.introductions.models import Introduction, IntroductionQuerySet, NotAsked, Step
from enishi.rooms.introductions.types import LIFE, State, Stop

if TYPE_CHECKING:
    from datetime import datetime


def break_between(*, one_id: int, other_id: int) -> None:
    """Two parted: what led over their connection goes no further."""
    pair = {one_id, other_id}
    rows = _moving().through(one_id).through(other_id).prefetch_related("steps")
    broken = [
        row.pk for row in rows if any({*edge} == pair for edge in pairwise(row.people_ids))
    ]
    _break(_moving().filter(pk__in=broken))


def break_with(*, member_id: int, other_id: int | None = None) -> None:
    """Somebody is gone, or hidden from somebody: what needs them goes no further."""
    rows = _moving().through(member_id)
    _break(rows.through(other_id) if other_id is not None else rows)


def forget_requests_across(*, blocker_id: int, blocked_id: int) -> None:
    """Whoever blocks does not want to see what they asked of, or about, the other."""
    asked = Introduction.objects.filter(requester_id=blocker_id).through(blocked_id)
    asked.exclude(state=State.TOGETHER).delete()


@transaction.atomic
def erase_introductions(*, member_id: int, at: datetime) -> None:
    """Forget what somebody asked, wrote and was told: they left for good.

    What others asked stays theirs until it ends: their own words, and how they had called
    the people on the way. Were it taken from them now, they could tell a departure from
    somebody's decline. See `forget_who_left`.
    """
    NotAsked.objects.filter(member_id=member_id).delete()
    rows = Introduction.objects.through(member_id)
    rows.filter(Q(requester_id=member_id) | ~Q(pk__in=rows.open(at).values("pk"))).delete()
    _break(_moving().through(member_id))
    rows.filter(recipient_id=member_id).update(recipient=None, reasons=[])
    steps = Step.objects.filter(introducer_id=member_id)
    steps.update(introducer=None, words="", passed_on_at=None)


def forget_who_left(*, at: datetime) -> int:
    """Forget the requests that are over and had somebody on the way who left for good."""
    over = Introduction.objects.filter(asked_at__lte=at - LIFE)
    gone = Q(recipient=None) | Q(
        pk__in=Step.objects.filter(introducer=None).values("introduction")
    )
    deleted, _per_table = over.filter(gone).delete()
    return deleted


def _moving() -> IntroductionQuerySet:
    return Introduction.objects.filter(state=State.ASKED, stopped="")


def _break(rows: IntroductionQuerySet) -> None:
    rows.update(stopped=Stop.BROKEN)
