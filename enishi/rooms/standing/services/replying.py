"""What an expert says to a question that was put to them: yes, no, or later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from enishi.ground.errors import NotFound
from enishi.ground.events import announce
from enishi.ground.turns import take_turns
from enishi.rooms.approaches.services import join_over_question
from enishi.rooms.approaches.types import AnsweredQuestion
from enishi.rooms.connections.queries import are_hidden
from enishi.rooms.profiles.quotes import Quote
from enishi.rooms.standing.errors import QuestionOver
from enishi.rooms.standing.events import QuestionAnswered
from enishi.rooms.standing.models import Asking
from enishi.rooms.standing.types import LATER, Reply

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member


def say_yes(*, by: Member, asking_id: int, message: str = "", at: datetime) -> int:
    """`by` says yes: the two are told of each other, and a conversation begins; its id.

    It opens with the question, and with `message` if `by` says something. Also a no can be
    turned into a yes while the question is open: nobody was told of it.

    Raises
    ------
    NotFound
        No such question was put to `by`, or it is not open any more.
    QuestionOver
        `by` said yes before, or a block stands between the two: then it is gone for `by`.
    MessageTooLong
    """
    asking = _put_to(by, asking_id, at)
    if asking.is_cut or are_hidden(by.pk, asking.question.asker_id):
        Asking.objects.filter(pk=asking.pk).delete()
        raise QuestionOver
    with transaction.atomic():
        # Whoever withdraws the question at this very moment waits, or was quicker.
        take_turns("standing questions", [asking.question_id])
        mine = Asking.objects.put_to(by, at).exclude(reply=Reply.YES).filter(pk=asking.pk)
        if not Asking.objects.filter(pk__in=mine.values("pk")).update(
            reply=Reply.YES, replied_at=at, later_at=None
        ):
            raise QuestionOver
        return _join(by, asking, message, at)


def say_no(*, by: Member, asking_id: int, at: datetime) -> None:
    """`by` says no; nobody is told.

    Raises
    ------
    NotFound
        No such question was put to `by`, or it is not open any more.
    QuestionOver
        `by` said yes before.
    """
    _answer(by, asking_id, at, reply=Reply.NO, replied_at=at, later_at=None)


def say_later(*, by: Member, asking_id: int, at: datetime) -> None:
    """`by` puts it off: it waits for them again in a week, if it is still open then.

    Raises
    ------
    NotFound
        No such question was put to `by`, or it is not open any more.
    QuestionOver
        `by` said yes before.
    """
    _answer(by, asking_id, at, reply=Reply.WAITING, replied_at=None, later_at=at + LATER)


def _put_to(by: Member, asking_id: int, at: datetime) -> Asking:
    rows = Asking.objects.put_to(by, at).filter(pk=asking_id)
    asking = rows.select_related("question").first()
    if asking is None:
        raise NotFound
    return asking


def _answer(by: Member, asking_id: int, at: datetime, **values: object) -> None:
    asking = _put_to(by, asking_id, at)
    mine = Asking.objects.filter(pk=asking.pk).exclude(reply=Reply.YES)
    if not mine.update(**values):
        raise QuestionOver


def _join(by: Member, asking: Asking, message: str, at: datetime) -> int:
    question = asking.question
    conversation_id = join_over_question(
        by=by,
        question=AnsweredQuestion(
            asker_id=question.asker_id,
            query=question.query,
            words=question.words,
            quotes=tuple(Quote(**said) for said in asking.quotes),
            budget_yen=question.budget_yen,
            asked_at=asking.asked_at or at,
        ),
        message=message,
        at=at,
    )
    Asking.objects.filter(pk=asking.pk).update(conversation_id=conversation_id)
    announce(
        QuestionAnswered(
            asking_id=asking.pk,
            asker_id=question.asker_id,
            expert_id=by.pk,
            conversation_id=conversation_id,
        )
    )
    return conversation_id
