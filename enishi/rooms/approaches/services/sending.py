"""Write to somebody: the approach, and the lines it points at as they read that day."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from enishi.ground.events import announce
from enishi.ground.turns import take_turns
from enishi.rooms.approaches.errors import AlreadyWaiting
from enishi.rooms.approaches.events import ApproachSent
from enishi.rooms.approaches.models import Approach, Reason
from enishi.rooms.approaches.queries import refusals_of
from enishi.rooms.approaches.services.drafts import discard_draft
from enishi.rooms.approaches.types import State
from enishi.rooms.network.queries import degrees_for
from enishi.rooms.profiles.quotes import quote_lines

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.approaches.types import Draft
    from enishi.rooms.members.models import Member


@transaction.atomic
def send_approach(*, by: Member, draft: Draft, at: datetime) -> Approach:
    """`by` writes to somebody, pointing at lines of their record.

    The lines are kept as references and as they read now: whatever becomes of the record,
    both sides see what the approach was about.

    Raises
    ------
    NotFound
        The recipient is not in the house, or hidden by a block.
    Refusal
        The first of `queries.refusals_of`: no reason, a hidden line, a fee too small …
    """
    # Whoever sends at the same moment, or to the same person, waits here: slots and numbers a
    # week are counted from what the others have left.
    take_turns("approaches", [by.pk, draft.recipient_id])
    refusals = refusals_of(by, draft, at=at)
    if refusals:
        raise refusals[0]
    Approach.objects.sent_by(by).lapsed(at).update(state=State.EXPIRED)
    has_fee = draft.purpose.has_fee
    try:
        with transaction.atomic():
            approach = Approach.objects.create(
                sender=by,
                recipient_id=draft.recipient_id,
                purpose=draft.purpose,
                subject=" ".join(draft.subject.split()),
                message=draft.message.strip(),
                detail=" ".join(draft.detail.split()) if draft.purpose.needs_detail else "",
                fee_yen=draft.fee_yen if has_fee else None,
                minutes=draft.minutes if has_fee else None,
                degree=degrees_for(by, [draft.recipient_id])[draft.recipient_id],
                origin=draft.origin,
                origin_query=draft.origin_query[:200],
                sent_at=at,
            )
    except IntegrityError:
        # Two tabs at once: the database lets one open approach through.
        raise AlreadyWaiting from None
    quotes = quote_lines(by, draft.recipient_id, draft.picked)
    Reason.objects.bulk_create(
        Reason(approach=approach, order=order, **asdict(quote))
        for order, quote in enumerate(quotes)
    )
    discard_draft(by=by, recipient_id=draft.recipient_id)
    announce(
        ApproachSent(approach_id=approach.pk, sender_id=by.pk, recipient_id=draft.recipient_id)
    )
    return approach
