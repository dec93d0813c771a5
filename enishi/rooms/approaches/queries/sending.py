"""Whether a draft may go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.rooms.approaches.errors import ToSelf
from enishi.rooms.approaches.policies import refusal_between, refusal_of_stake, refusals_about
from enishi.rooms.approaches.queries.stakes import last_to, ledger_of
from enishi.rooms.approaches.queries.welcomes import get_welcomes_for
from enishi.rooms.approaches.stakes import stake_of
from enishi.rooms.network.queries import degrees_for
from enishi.rooms.profiles.quotes import quote_lines

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.approaches.errors import Refusal
    from enishi.rooms.approaches.types import Draft
    from enishi.rooms.members.models import Member


def refusals_of(by: Member, draft: Draft, *, at: datetime) -> tuple[Refusal, ...]:
    """Everything that keeps `by` from sending `draft`; empty when it can go.

    Raises
    ------
    NotFound
        The recipient is not in the house, or hidden by a block.
    """
    recipient_id = draft.recipient_id
    if recipient_id == by.pk:
        return (ToSelf(),)
    welcomes = get_welcomes_for(by, recipient_id, at=at)
    degree = degrees_for(by, [recipient_id])[recipient_id]
    reception = welcomes.towards(degree, at)[draft.purpose]
    shown = len(quote_lines(by, recipient_id, draft.picked))
    ledger = ledger_of(by.pk, at=at)
    stake = stake_of(ledger, at=at, message=draft.message)
    refusals = (
        refusal_between(last_to(ledger, recipient_id), at),
        refusal_of_stake(stake),
        *refusals_about(draft, reception=reception, count_shown=shown),
    )
    return tuple(one for one in refusals if one is not None)
