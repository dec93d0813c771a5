"""End an approach: answer, decline and undo it, withdraw; let time end it.

Every ending claims the approach by a conditional update: of two tabs, or of a decline and
an answer at the same moment, one wins and the other is told so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from enishi.ground.errors import NotFound
from enishi.ground.events import announce
from enishi.rooms.approaches.errors import ApproachClosed, TooLateToUndo
from enishi.rooms.approaches.events import ApproachAnswered
from enishi.rooms.approaches.models import Approach, Upheld
from enishi.rooms.approaches.queries import get_approach_for
from enishi.rooms.approaches.types import KindWords, State
from enishi.rooms.conversations.services import start_conversation
from enishi.rooms.conversations.types import Opening

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member


@transaction.atomic
def answer_approach(*, by: Member, approach_id: int, message: str, at: datetime) -> int:
    """`by` answers: a conversation begins with the approach and this; answer its id.

    Raises
    ------
    NotFound
        No such approach was sent to `by`.
    ApproachClosed
        It ended before.
    EmptyMessage, MessageTooLong
        The answer has no words, or too many.
    """
    approach = _received(by, approach_id)
    _claim(approach, state=State.ANSWERED, at=at)
    conversation_id = start_conversation(
        by=by,
        with_id=approach.sender_id,
        openings=[
            Opening(
                author_id=approach.sender_id, body=approach.message, said_at=approach.sent_at
            ),
            Opening(author_id=by.pk, body=message, said_at=at),
        ],
        at=at,
    )
    Approach.objects.filter(pk=approach.pk).update(conversation_id=conversation_id)
    announce(
        ApproachAnswered(
            approach_id=approach.pk,
            sender_id=approach.sender_id,
            recipient_id=by.pk,
            conversation_id=conversation_id,
        )
    )
    return conversation_id


def decline_approach(
    *,
    by: Member,
    approach_id: int,
    words: KindWords | None = KindWords.THANKS,
    at: datetime,
) -> None:
    """`by` declines in one tap; the sender reads the kind words once it cannot be undone.

    Parameters
    ----------
    words
        None to decline without a word: for the sender it waits on, and then its time is over.

    Raises
    ------
    NotFound
        No such approach was sent to `by`.
    ApproachClosed
        It ended before.
    """
    _claim(_received(by, approach_id), state=State.DECLINED, at=at, words=words or "")


def undo_decline(*, by: Member, approach_id: int, at: datetime) -> None:
    """`by` takes a decline back before the sender knows of it: the approach waits again.

    Raises
    ------
    NotFound
        No such approach was sent to `by`.
    TooLateToUndo
        The sender has been told, its time is over, or there is no decline.
    """
    approach = _received(by, approach_id)
    if not approach.course.can_undo(at):
        raise TooLateToUndo
    declined = Approach.objects.filter(
        pk=approach.pk, state=State.DECLINED, answered_at=approach.answered_at
    )
    if not declined.update(state=State.SENT, answered_at=None, kind_words=""):
        raise TooLateToUndo


def withdraw_approach(*, by: Member, approach_id: int, at: datetime) -> None:
    """`by` takes back what they sent; for its recipient it was never there.

    Raises
    ------
    NotFound
        `by` sent no such approach.
    ApproachClosed
        It ended before.
    """
    approach = get_approach_for(by, approach_id)
    if approach.sender_id != by.pk:
        raise NotFound
    # What the sender does not know of does not keep them from withdrawing.
    undecided = Approach.objects.filter(pk=approach.pk).undecided(at)
    if not undecided.update(state=State.WITHDRAWN, answered_at=at, kind_words=""):
        raise ApproachClosed


def set_aside_reported(*, by: Member, approach_id: int, at: datetime) -> Approach:
    """`by` reports what they received: it ends, and its sender sees an expiry.

    One that has ended already stays as it ended. The report itself is kept elsewhere.

    Raises
    ------
    NotFound
        No such approach was sent to `by`.
    """
    approach = _received(by, approach_id)
    waiting = Approach.objects.waiting(at).filter(pk=approach.pk)
    waiting.update(state=State.REPORTED, answered_at=at)
    return approach


def note_upheld(*, member_id: int, report_id: int, at: datetime) -> None:
    """A report of a member was upheld: it takes slots for a while. Once for each report."""
    Upheld.objects.get_or_create(
        report_id=report_id, defaults={"member_id": member_id, "at": at}
    )


def expire_approaches(*, at: datetime) -> int:
    """Write down which approaches time has ended; answer how many. May run twice.

    Nobody waits for it: pages and slots go by the clock. It keeps the table honest.
    """
    return Approach.objects.lapsed(at).update(state=State.EXPIRED)


def _received(by: Member, approach_id: int) -> Approach:
    approach = get_approach_for(by, approach_id)
    if approach.recipient_id != by.pk:
        raise NotFound
    return approach


def _claim(approach: Approach, *, state: State, at: datetime, words: str = "") -> None:
    waiting = Approach.objects.waiting(at).filter(pk=approach.pk)
    if not waiting.update(state=state, answered_at=at, kind_words=words):
        raise ApproachClosed
