"""The stake: how many approaches one may have open. Pure: letters and a time in, numbers out.

Everybody has a few slots. Any answer gives one back, also a no; what nobody answers gives
it back only after a rest. So a sender who writes to people who want to answer never feels
the limit, and one who writes to everybody does.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from enishi.engines.text import largest_group
from enishi.rooms.approaches.types import (
    ANSWERS_A_SLOT,
    MOST_SLOTS,
    RECORD,
    REPORT_WEIGHS,
    SLOTS,
    SLOTS_A_REPORT,
    Stake,
    State,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from enishi.rooms.approaches.types import Ledger, Letter

#: Letters are compared with those of the last month, the newest twenty.
ALIKE_WITHIN = timedelta(days=30)
MOST_COMPARED = 20
#: Half of what two letters say is the same.
ALIKE = 0.5
#: One may ask two people the same question; from the third on each costs a slot.
FREE_ALIKE = 2


def stake_of(ledger: Ledger, *, at: datetime, message: str = "") -> Stake:
    """The stake of whoever has this ledger, if they also sent `message`."""
    courses = [letter.course for letter in ledger.letters]
    answers = sum(
        one.seen_by_sender(at) is State.ANSWERED and one.sent_at > at - RECORD
        for one in courses
    )
    # Not when it will come back, which a decline still untold would tell.
    held = [one.rests_until for one in courses if one.holds_slot(at)]
    alike = _count_alike(ledger.letters, at, message)
    upheld = sum(one > at - REPORT_WEIGHS for one in ledger.upheld)
    limit = min(SLOTS + answers // ANSWERS_A_SLOT, MOST_SLOTS)
    limit = max(1, limit - max(0, alike - FREE_ALIKE))
    return Stake(
        limit=max(0, limit - SLOTS_A_REPORT * upheld),
        held=len(held),
        answers=answers,
        alike=alike if alike > FREE_ALIKE else 0,
        upheld=upheld,
        returns_at=min(held, default=None),
    )


def _count_alike(letters: Sequence[Letter], at: datetime, message: str) -> int:
    recent = [
        one.message for one in letters if one.message and one.course.sent_at > at - ALIKE_WITHIN
    ][:MOST_COMPARED]
    return largest_group([*recent, message] if message else recent, at_least=ALIKE)
