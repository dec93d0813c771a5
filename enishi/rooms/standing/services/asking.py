"""Ask a standing question, and end it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from enishi.ground.errors import NotFound
from enishi.ground.turns import take_turns
from enishi.rooms.standing.errors import QuestionOver
from enishi.rooms.standing.models import StandingQuestion, new_stamp
from enishi.rooms.standing.policies import checked_query
from enishi.rooms.standing.queries import refusals_of
from enishi.rooms.standing.types import State, kept

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member
    from enishi.rooms.standing.types import NewQuestion


@transaction.atomic
def ask_question(*, by: Member, question: NewQuestion, at: datetime) -> StandingQuestion:
    """`by` asks: from now on records that newly answer are put to their owners.

    Raises
    ------
    Refusal
        The first of `queries.refusals_of`: no word to look for, too many open …
    """
    take_turns("standing questions of", [by.pk])
    refusals = refusals_of(by, question, at=at)
    if refusals:
        raise refusals[0]
    return StandingQuestion.objects.create(
        asker=by,
        query=checked_query(question.query),
        narrowing=kept(question.narrowed),
        words=question.words.strip(),
        is_anonymous=question.is_anonymous,
        budget_yen=question.budget_yen,
        asked_at=at,
        ends_at=at + timedelta(days=question.days),
        stamp=new_stamp(),
    )


def close_question(*, by: Member, question_id: int, at: datetime) -> None:
    """`by` knows enough: nobody else is asked, and who has not answered sees it no more.

    Raises
    ------
    NotFound
        `by` asked no such question.
    QuestionOver
        It has ended before.
    """
    _end(by, question_id, State.CLOSED, at)


def withdraw_question(*, by: Member, question_id: int, at: datetime) -> None:
    """`by` takes a question back: for whoever has not said yes it was never there.

    Raises
    ------
    NotFound
        `by` asked no such question.
    QuestionOver
        It has ended before.
    """
    _end(by, question_id, State.WITHDRAWN, at)


@transaction.atomic
def _end(by: Member, question_id: int, state: State, at: datetime) -> None:
    # A yes at this very moment comes before, or too late: see `say_yes`.
    take_turns("standing questions", [question_id])
    own = StandingQuestion.objects.filter(asker=by, pk=question_id)
    if own.open(at).update(state=state, stamp=new_stamp()):
        return
    if not own.exists():
        raise NotFound
    raise QuestionOver
