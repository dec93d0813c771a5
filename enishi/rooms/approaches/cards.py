"""The sender card, and a member's own pace. Pure: letters and a time in, numbers out."""

from __future__ import annotations

from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING

from enishi.rooms.approaches.types import (
    CARD_FROM,
    PACE_FROM,
    RECORD,
    Sender,
    SenderCard,
    State,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from enishi.rooms.approaches.types import Course, Ledger

WEEKS = 4
_ANSWERS = frozenset({State.ANSWERED, State.DECLINED, State.PASSED_ON})


def card_of(ledger: Ledger, *, at: datetime) -> SenderCard | None:
    """The card of whoever has this ledger; None before ten approaches within a year."""
    courses = [one.course for one in ledger.letters if one.course.sent_at > at - RECORD]
    if len(courses) < CARD_FROM:
        return None
    seen = [(one, one.seen_by_sender(at)) for one in courses]
    answered = [one for one, state in seen if state in _ANSWERS]
    lately = at - timedelta(weeks=WEEKS)
    strangers = sum(
        one.is_to_stranger and one.course.sent_at > lately for one in ledger.letters
    )
    return SenderCard(
        sent=len(courses),
        settled=sum(state is not State.SENT for _course, state in seen),
        answered=len(answered),
        usual_answer=_usual(answered),
        strangers_a_week=strangers / WEEKS,
        upheld=sum(one > at - RECORD for one in ledger.upheld),
    )


def sender_of(ledger: Ledger, *, at: datetime) -> Sender:
    """What whoever has this ledger shows to those they write to."""
    return Sender(card=card_of(ledger, at=at), domain=ledger.domain)


def pace_of(received: Iterable[Course], *, at: datetime) -> timedelta | None:
    """How long a member usually takes to answer; None before five answers of the last year.

    Only of answers that were told: what they left without a word stays theirs.
    """
    answered = [
        one
        for one in received
        if one.sent_at > at - RECORD and one.seen_by_sender(at) in _ANSWERS
    ]
    return _usual(answered) if len(answered) >= PACE_FROM else None


def _usual(answered: Iterable[Course]) -> timedelta | None:
    seconds = [
        (one.told_at - one.sent_at).total_seconds()
        for one in answered
        if one.told_at is not None
    ]
    return timedelta(seconds=median(seconds)) if seconds else None
