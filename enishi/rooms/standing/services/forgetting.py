"""What a block, a departure and time take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from enishi.rooms.standing.models import (
    Asking,
    ChangeToFollow,
    FollowedRecord,
    SavedSearch,
    SearchAnswer,
    StandingQuestion,
)
from enishi.rooms.standing.types import UNDO_WINDOW, Reply, State

if TYPE_CHECKING:
    from datetime import datetime


def cut_between(*, blocker_id: int, blocked_id: int) -> None:
    """Two do not exist for each other any more.

    What the blocker asked is gone for the other. What the blocker was asked stays with them
    if its asker is anonymous, as it would tell who asked if it went; it comes to nothing.
    """
    open_ = Asking.objects.exclude(reply=Reply.YES)
    open_.filter(question__asker_id=blocker_id, expert_id=blocked_id).delete()
    asked = open_.filter(question__asker_id=blocked_id, expert_id=blocker_id)
    asked.filter(Q(question__is_anonymous=False) | Q(asked_at=None)).delete()
    asked.update(is_cut=True)
    SearchAnswer.objects.filter(
        Q(search__member_id=blocker_id, found_id=blocked_id)
        | Q(search__member_id=blocked_id, found_id=blocker_id)
    ).delete()


@transaction.atomic
def erase_standing(*, member_id: int) -> None:
    """Forget what somebody saved, asked and was asked: they left for good."""
    SavedSearch.objects.filter(member_id=member_id).delete()
    StandingQuestion.objects.filter(asker_id=member_id).delete()
    SearchAnswer.objects.filter(found_id=member_id).delete()
    Asking.objects.filter(expert_id=member_id).delete()
    FollowedRecord.objects.filter(pk=member_id).delete()
    ChangeToFollow.objects.filter(member_id=member_id).delete()


@transaction.atomic
def forget_what_is_over(*, at: datetime) -> int:
    """Forget searches that can no longer be put back, and who did not say yes in time."""
    removed = SavedSearch.objects.filter(removed_at__lte=at - UNDO_WINDOW)
    over = StandingQuestion.objects.filter(~Q(state=State.OPEN) | Q(ends_at__lte=at))
    unanswered = Asking.objects.filter(question__in=over).exclude(reply=Reply.YES)
    return removed.delete()[0] + unanswered.delete()[0]
