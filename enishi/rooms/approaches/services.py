"""Writes: set the terms, send, answer, decline and undo it, withdraw.

Every ending claims the approach by a conditional update: of two tabs, or of a decline and
an answer at the same moment, one wins and the other is told so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from enishi.ground.errors import NotFound
from enishi.ground.events import announce
from enishi.ground.rows import insert_rows
from enishi.rooms.approaches.errors import AlreadyWaiting, ApproachClosed, TooLateToUndo
from enishi.rooms.approaches.events import ApproachAnswered, ApproachSent
from enishi.rooms.approaches.models import Approach, Reason, Welcome
from enishi.rooms.approaches.policies import check_welcome
from enishi.rooms.approaches.queries import get_approach_for, picked_lines, refusals_of
from enishi.rooms.approaches.types import (
    USUAL_MINUTES,
    KindWords,
    Purpose,
    State,
    Terms,
    WelcomeTerms,
)
from enishi.rooms.conversations.services import start_conversation
from enishi.rooms.conversations.types import Opening
from enishi.rooms.profiles.queries import words_of
from enishi.rooms.profiles.types import LineRef

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from enishi.rooms.approaches.types import Draft
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import SeenEntry


@transaction.atomic
def set_welcome(
    *,
    by: Member,
    purpose: Purpose,
    terms: Terms,
    fee_yen: int | None = None,
    minutes: int | None = None,
) -> WelcomeTerms:
    """`by` says how welcome approaches for `purpose` are.

    Raises
    ------
    FeeMissing, FeeTooLarge, MinutesOutOfRange, NoFeeForPurpose
        "For a fee" needs a fee that can be kept, and a purpose that has one.
    """
    is_priced = terms is Terms.PRICED
    welcome = WelcomeTerms(
        purpose=purpose,
        terms=terms,
        fee_yen=fee_yen if is_priced else None,
        minutes=(minutes or USUAL_MINUTES) if is_priced else None,
    )
    check_welcome(welcome)
    Welcome.objects.update_or_create(
        member=by,
        purpose=purpose,
        defaults={
            "terms": terms,
            "fee_yen": welcome.fee_yen,
            "minutes": welcome.minutes,
        },
    )
    return welcome


@transaction.atomic
def bulk_set_welcomes(*, welcomes: Iterable[tuple[int, WelcomeTerms]]) -> None:
    """The first terms of many members (by id), for a house that is filled by a program."""
    insert_rows(
        Welcome,
        ("member_id", "purpose", "terms", "fee_yen", "minutes"),
        (
            (member_id, str(said.purpose), str(said.terms), said.fee_yen, said.minutes)
            for member_id, said in welcomes
        ),
    )


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
    refusals = refusals_of(by, draft, at=at)
    if refusals:
        raise refusals[0]
    has_fee = draft.purpose.has_fee
    try:
        with transaction.atomic():
            approach = Approach.objects.create(
                sender=by,
                recipient_id=draft.recipient_id,
                purpose=draft.purpose,
                subject=" ".join(draft.subject.split()),
                message=draft.message.strip(),
                fee_yen=draft.fee_yen if has_fee else None,
                minutes=draft.minutes if has_fee else None,
                origin=draft.origin,
                origin_query=draft.origin_query[:200],
                sent_at=at,
            )
    except IntegrityError:
        # Two tabs at once: the database lets one open approach through.
        raise AlreadyWaiting from None
    picked = picked_lines(by, draft.recipient_id, draft.picked)
    Reason.objects.bulk_create(
        _reason(approach, order, line, entry, words)
        for order, (line, entry, words) in enumerate(picked)
    )
    announce(
        ApproachSent(approach_id=approach.pk, sender_id=by.pk, recipient_id=draft.recipient_id)
    )
    return approach


@transaction.atomic
def answer_approach(*, by: Member, approach_id: int, message: str, at: datetime) -> int:
    """`by` answers: a conversation begins with the approach and this; answer its id.

    Raises
    ------
    NotFound
        No such approach was sent to `by`.
    ApproachClosed
        It was answered, declined or withdrawn before.
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
    *, by: Member, approach_id: int, words: KindWords = KindWords.THANKS, at: datetime
) -> None:
    """`by` declines in one tap; the sender reads the kind words once it cannot be undone.

    Raises
    ------
    NotFound
        No such approach was sent to `by`.
    ApproachClosed
        It was answered, declined or withdrawn before.
    """
    _claim(_received(by, approach_id), state=State.DECLINED, at=at, words=words)


def undo_decline(*, by: Member, approach_id: int, at: datetime) -> None:
    """`by` takes a decline back within `UNDO_WINDOW`: the approach waits again.

    Raises
    ------
    NotFound
        No such approach was sent to `by`.
    TooLateToUndo
        The window is over, or there is no decline.
    """
    approach = _received(by, approach_id)
    fresh = Approach.objects.filter(pk=approach.pk, state=State.DECLINED).undecided(at)
    if not fresh.update(state=State.SENT, answered_at=None, kind_words=""):
        raise TooLateToUndo


def withdraw_approach(*, by: Member, approach_id: int, at: datetime) -> None:
    """`by` takes back what they sent; for its recipient it was never there.

    Raises
    ------
    NotFound
        `by` sent no such approach.
    ApproachClosed
        It was answered, declined or withdrawn before.
    """
    approach = get_approach_for(by, approach_id)
    if approach.sender_id != by.pk:
        raise NotFound
    # A decline that can still be undone is not known to the sender, who may withdraw.
    undecided = Approach.objects.filter(pk=approach.pk).undecided(at)
    if not undecided.update(state=State.WITHDRAWN, answered_at=at, kind_words=""):
        raise ApproachClosed


def _received(by: Member, approach_id: int) -> Approach:
    approach = get_approach_for(by, approach_id)
    if approach.recipient_id != by.pk:
        raise NotFound
    return approach


def _claim(approach: Approach, *, state: State, at: datetime, words: str = "") -> None:
    waiting = Approach.objects.waiting().filter(pk=approach.pk)
    if not waiting.update(state=state, answered_at=at, kind_words=words):
        raise ApproachClosed


def _reason(
    approach: Approach, order: int, line: LineRef, entry: SeenEntry, words: str
) -> Reason:
    other = "en" if line.language == "ja" else "ja"
    return Reason(
        approach=approach,
        entry_id=entry.id,
        order=order,
        language=line.language,
        line=line.number,
        text=words,
        other_text=_in_other_language(entry, line, other),
        organization=getattr(entry, f"organization_{line.language}"),
        other_organization=getattr(entry, f"organization_{other}"),
        starts=entry.starts,
        ends=entry.ends,
        is_current=entry.is_current,
    )


def _in_other_language(entry: SeenEntry, line: LineRef, other: str) -> str:
    """The same line in the other language, if the two texts stand line by line."""
    if line.number >= 0 and len(entry.lines("ja")) != len(entry.lines("en")):
        return ""
    return words_of(entry, LineRef(line.entry_id, other, line.number))
