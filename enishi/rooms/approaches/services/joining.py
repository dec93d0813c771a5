"""Two who agreed to talk over a standing question: kept as the approach that it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from enishi.rooms.approaches.models import Approach, Reason
from enishi.rooms.approaches.types import LONGEST_SUBJECT, Origin, Purpose, State
from enishi.rooms.conversations.services import start_conversation
from enishi.rooms.conversations.types import Opening
from enishi.rooms.network.queries import degrees_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from enishi.rooms.approaches.types import AnsweredQuestion
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.quotes import Quote


@transaction.atomic
def join_over_question(
    *, by: Member, question: AnsweredQuestion, message: str, at: datetime
) -> int:
    """`by` said yes to a question that was put to them: a conversation begins; its id.

    It opens with the question, and with `message` if `by` says something. It is kept as an
    approach that was answered, with the lines of the record of `by` that brought it, so that
    both find it where approaches are, and the offers board and "why now" know of it. Whoever
    calls this has made sure that the two may talk, and announces it.
    """
    openings = [
        Opening(author_id=question.asker_id, body=question.words, said_at=question.asked_at)
    ]
    if message.strip():
        openings.append(Opening(author_id=by.pk, body=message, said_at=at))
    conversation_id = start_conversation(
        by=by, with_id=question.asker_id, openings=openings, at=at
    )
    approach = Approach.objects.create(
        sender_id=question.asker_id,
        recipient=by,
        purpose=Purpose.CONSULTATION if question.budget_yen else Purpose.CHAT,
        subject=" ".join(question.query.split())[:LONGEST_SUBJECT],
        message=question.words,
        fee_yen=question.budget_yen,
        degree=degrees_for(by, [question.asker_id])[question.asker_id],
        origin=Origin.QUESTION,
        origin_query=question.query[:200],
        state=State.ANSWERED,
        sent_at=question.asked_at,
        answered_at=at,
        conversation_id=conversation_id,
    )
    _keep_reasons(approach, question.quotes)
    return conversation_id


def _keep_reasons(approach: Approach, quotes: Sequence[Quote]) -> None:
    Reason.objects.bulk_create(
        Reason(
            approach=approach,
            entry_id=quote.entry_id,
            order=order,
            language=quote.language,
            line=quote.line,
            text=quote.text,
            other_text=quote.other_text,
            organization=quote.organization,
            other_organization=quote.other_organization,
            starts=quote.starts,
            ends=quote.ends,
            is_current=quote.is_current,
        )
        for order, quote in enumerate(quotes)
    )
