"""Put standing questions to the experts whose records answer, as far as they bear it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from django.db import transaction

from enishi.ground.events import announce
from enishi.ground.turns import take_turns
from enishi.rooms.approaches.queries import get_welcomes_for
from enishi.rooms.approaches.types import Purpose
from enishi.rooms.connections.queries import are_hidden
from enishi.rooms.members.types import Status
from enishi.rooms.network.queries import degrees_for
from enishi.rooms.profiles.quotes import Quote, quote_lines
from enishi.rooms.standing.events import ExpertAsked
from enishi.rooms.standing.models import Asking
from enishi.rooms.standing.types import LOOK_AGAIN, MOST_ASKED, WEEK

if TYPE_CHECKING:
    from datetime import datetime

#: So many are looked at in one turn; the others in the next.
BATCH = 200


class Verdict(Enum):
    """What becomes of an asking that was not put to its expert yet."""

    PUT = "put"
    WAIT = "wait"
    DROP = "drop"


def put_questions(*, at: datetime, expert_id: int | None = None) -> int:
    """Put what waits to the experts (or to one) who can be asked now; answer how many.

    Everything is asked again, whatever was true when the record was matched: both are there,
    no block stands between them, the asker may read the lines, which still say the same, the
    expert welcomes such questions, and was not asked too often within a week. May be called
    from several processes at once, and again after any crash.
    """
    held = Asking.objects.held(at)
    if expert_id is not None:
        held = held.filter(expert_id=expert_id)
    rows = held.select_related("question__asker", "expert").order_by("found_at", "pk")
    return sum(_put(asking, at) for asking in list(rows[:BATCH]))


@transaction.atomic
def _put(asking: Asking, at: datetime) -> bool:
    # Whoever puts something to the same expert at this moment waits here.
    take_turns("questions put to", [asking.expert_id])
    row = Asking.objects.filter(pk=asking.pk, asked_at=None)
    verdict = _verdict(asking, at)
    if verdict is Verdict.DROP:
        row.delete()
    elif verdict is Verdict.WAIT:
        row.update(look_at=at + LOOK_AGAIN)
    elif row.update(asked_at=at):
        question = asking.question
        announce(
            ExpertAsked(
                asking_id=asking.pk,
                expert_id=asking.expert_id,
                asker_id=None if question.is_anonymous else question.asker_id,
            )
        )
        return True
    return False


def _verdict(asking: Asking, at: datetime) -> Verdict:
    asker, expert = asking.question.asker, asking.expert
    are_there = asker.status == expert.status == Status.ACTIVE
    if not are_there or are_hidden(asker.pk, expert.pk) or not _still_reads(asking):
        return Verdict.DROP
    lately = Asking.objects.filter(expert=expert, asked_at__gt=at - WEEK)
    if lately.count() >= MOST_ASKED or not _is_welcome(asking, at):
        return Verdict.WAIT
    return Verdict.PUT


def _still_reads(asking: Asking) -> bool:
    """Whether the asker may read the lines, and they say what they said."""
    quotes = [Quote(**said) for said in asking.quotes]
    asker = asking.question.asker
    now = quote_lines(asker, asking.expert_id, [quote.ref for quote in quotes])
    return [quote.text for quote in now] == [quote.text for quote in quotes]


def _is_welcome(asking: Asking, at: datetime) -> bool:
    """Whether the expert takes such questions, for such a fee, from such a distance."""
    question = asking.question
    purpose = Purpose.CONSULTATION if question.budget_yen else Purpose.CHAT
    welcomes = get_welcomes_for(question.asker, asking.expert_id, at=at)
    degree = degrees_for(question.asker, [asking.expert_id])[asking.expert_id]
    reception = welcomes.towards(degree, at)[purpose]
    least = reception.terms.smallest_fee_yen(None)
    return reception.barrier is None and (question.budget_yen or 0) >= least
