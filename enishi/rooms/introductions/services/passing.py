"""What whoever holds an introduction does: forward, accept, decline and undo it.

Each claims the introduction by a conditional update of the one row that says with whom it
lies: of two tabs, or of a decline and a withdrawal at the same moment, one wins.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from enishi.ground.errors import NotFound
from enishi.ground.events import announce
from enishi.rooms.connections.queries import is_any_hidden_among, ties_within
from enishi.rooms.conversations.services import start_shared_conversation
from enishi.rooms.conversations.types import Opening
from enishi.rooms.introductions.errors import IntroductionClosed, TooLateToReopen
from enishi.rooms.introductions.events import (
    IntroducerAsked,
    IntroductionOpened,
    RecipientAsked,
)
from enishi.rooms.introductions.models import Introduction, IntroductionQuerySet, Step
from enishi.rooms.introductions.policies import checked_words
from enishi.rooms.introductions.types import KindWords, State, Stop
from enishi.rooms.members.queries import present_members

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member


def forward_introduction(*, by: Member, introduction_id: int, words: str, at: datetime) -> None:
    """`by`, an introducer, passes it on with words of their own.

    Raises
    ------
    NotFound
        It has not reached `by`, or has come to nothing meanwhile.
    IntroductionClosed
        `by` decided before, or it has ended.
    NoWords, WordsTooLong
    """
    said = checked_words(words)
    row = _held(by, introduction_id)
    if by.pk == row.recipient_id:
        raise NotFound
    _check_whole(row)
    with transaction.atomic():
        _claim(row, at).update(holder=F("holder") + 1)
        row.steps.filter(order=row.holder).update(words=said, passed_on_at=at)
        _announce_next(row, by)


def accept_introduction(
    *, by: Member, introduction_id: int, message: str = "", at: datetime
) -> int:
    """`by`, the recipient, accepts: all on the way begin to talk; answer the conversation's id.

    It opens with what was said: the request, each introducer's words, and `message` if `by`
    says something.

    Raises
    ------
    NotFound
        It has not reached `by`, or has come to nothing meanwhile.
    IntroductionClosed
        `by` decided before, or it has ended.
    MessageTooLong
    """
    row = _held(by, introduction_id)
    if by.pk != row.recipient_id:
        raise NotFound
    _check_whole(row)
    with transaction.atomic():
        _claim(row, at).update(state=State.TOGETHER)
        others = tuple(pk for pk in row.people_ids if pk is not None and pk != by.pk)
        conversation_id = start_shared_conversation(
            by=by, with_ids=others, openings=_openings(row, by, message, at), at=at
        )
        Introduction.objects.filter(pk=row.pk).update(conversation_id=conversation_id)
        announce(
            IntroductionOpened(
                introduction_id=row.pk,
                recipient_id=by.pk,
                other_ids=others,
                conversation_id=conversation_id,
            )
        )
    return conversation_id


def decline_introduction(
    *, by: Member, introduction_id: int, words: KindWords | None = None, at: datetime
) -> None:
    """`by` declines, unseen. Kind words wait, unsigned, for the end.

    Raises
    ------
    NotFound
        It has not reached `by`, or has come to nothing meanwhile.
    IntroductionClosed
        `by` decided before, or it has ended.
    """
    row = _held(by, introduction_id)
    _claim(row, at).update(stopped=Stop.DECLINED, stopped_at=at, kind_words=words or "")


def reopen_introduction(*, by: Member, introduction_id: int, at: datetime) -> None:
    """`by` takes a decline back within `UNDO_WINDOW`, and may decide again.

    Raises
    ------
    NotFound
        It has not reached `by`, or has come to nothing meanwhile.
    TooLateToReopen
        The window is over, or there is no decline.
    """
    row = _held(by, introduction_id)
    declined = Introduction.objects.held_by(by).reopenable(at).filter(pk=row.pk)
    if not declined.update(stopped="", stopped_at=None, kind_words=""):
        raise TooLateToReopen


def _held(by: Member, introduction_id: int) -> Introduction:
    """What came to `by`; refused by name if they have passed it on already."""
    reached = Introduction.objects.visible_to(by).brought_to(by).filter(pk=introduction_id)
    row = reached.prefetch_related("steps").first()
    if row is None:
        raise NotFound
    if row.people_ids[row.holder + 1] != by.pk:
        raise IntroductionClosed
    return row


class _Claim:
    """The row of an introduction, while nobody has moved it since it was read."""

    def __init__(self, rows: IntroductionQuerySet) -> None:
        self.rows = rows

    def update(self, **values: object) -> None:
        """Write, or refuse because somebody was quicker."""
        if not self.rows.update(**values):
            raise IntroductionClosed


def _claim(row: Introduction, at: datetime) -> _Claim:
    return _Claim(Introduction.objects.movable(at).filter(pk=row.pk, holder=row.holder))


def _check_whole(row: Introduction) -> None:
    """Go no further on a way that is broken; whoever broke it is not named.

    The room hears of every part, block and departure, and marks what they break: this is for
    what happens in the same moment.
    """
    ids = [pk for pk in row.people_ids if pk is not None]
    ties = {frozenset(pair) for pair in ties_within(ids)}
    is_whole = (
        len(present_members(ids)) == row.length + 2
        and not is_any_hidden_among(ids)
        and all(frozenset(pair) in ties for pair in pairwise(ids))
    )
    if not is_whole:
        Introduction.objects.filter(pk=row.pk, stopped="").update(stopped=Stop.BROKEN)
        raise NotFound


def _announce_next(row: Introduction, by: Member) -> None:
    next_id = row.people_ids[row.holder + 2]
    if next_id is None:
        return
    if row.holder + 1 == row.length:
        announce(RecipientAsked(introduction_id=row.pk, recipient_id=next_id, by_id=by.pk))
    else:
        announce(IntroducerAsked(introduction_id=row.pk, introducer_id=next_id, by_id=by.pk))


def _openings(row: Introduction, by: Member, message: str, at: datetime) -> list[Opening]:
    said: list[Opening] = [
        Opening(author_id=row.requester_id, body=row.message, said_at=row.asked_at)
    ]
    said.extend(
        Opening(author_id=step.introducer_id, body=step.words, said_at=step.passed_on_at)
        for step in Step.objects.filter(introduction=row)
        if step.introducer_id is not None and step.passed_on_at is not None
    )
    if message.strip():
        said.append(Opening(author_id=by.pk, body=message, said_at=at))
    return said
