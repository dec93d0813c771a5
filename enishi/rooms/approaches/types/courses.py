"""What is sent, what becomes of it, and what its sender has at stake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from enishi.rooms.approaches.types.words import (
    LIFETIME,
    REST,
    UNDO_WINDOW,
    Origin,
    Purpose,
    State,
)

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from enishi.rooms.profiles.quotes import Quote
    from enishi.rooms.profiles.types import LineRef


#: Endings the sender learns of when they happen.
_TOLD = frozenset({State.ANSWERED, State.PASSED_ON, State.WITHDRAWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody wants to send: checked as a whole before a word goes out.

    Attributes
    ----------
    detail
        The one thing more its purpose needs: see `Purpose.needs_detail`.
    """

    recipient_id: int
    purpose: Purpose
    subject: str
    message: str
    lines: tuple[LineRef, ...]
    detail: str = ""
    fee_yen: int | None = None
    minutes: int | None = None
    origin: Origin = Origin.PAGE
    origin_query: str = ""

    @property
    def picked(self) -> tuple[LineRef, ...]:
        """Its lines, each once."""
        return tuple(dict.fromkeys(self.lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredQuestion:
    """A standing question an expert said yes to.

    Attributes
    ----------
    quotes
        The lines of the expert's record that brought it to them.
    asked_at
        When it was put to the expert.
    """

    asker_id: int
    query: str
    words: str
    quotes: tuple[Quote, ...]
    budget_yen: int | None
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody has written so far, as they typed it: kept, not checked."""

    purpose: str = ""
    subject: str = ""
    message: str = ""
    detail: str = ""
    lines: tuple[str, ...] = ()
    fee_yen: str = ""
    minutes: str = ""
    origin: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What became of one approach, and which of its sides may know it when.

    Time alone ends an approach: nothing needs to be written for it.

    Attributes
    ----------
    ended_at
        When somebody ended it, or agreed to take it over; None while it waits, while nobody
        took it over, and where only time ended it.
    is_silent
        Declined without a word.
    """

    sent_at: datetime
    state: State
    ended_at: datetime | None = None
    is_silent: bool = False

    @property
    def expires_at(self) -> datetime:
        """When it ends by itself."""
        return self.sent_at + LIFETIME

    @property
    def rests_until(self) -> datetime:
        """Until when it keeps its slot if no answer is told; and its recipient in peace."""
        return self.sent_at + REST

    @property
    def told_at(self) -> datetime | None:
        """When its sender learns how it ended; None where they never do, as by time alone."""
        if self.ended_at is None:
            return None
        if self.state is State.DECLINED and not self.is_silent:
            return min(self.ended_at + UNDO_WINDOW, self.expires_at)
        return self.ended_at if self.state in _TOLD else None

    @property
    def slot_returns_at(self) -> datetime:
        """When its sender has its slot again: with any answer, else after the rest."""
        is_answer = self.told_at is not None and self.state is not State.WITHDRAWN
        return self.told_at if is_answer and self.told_at else self.rests_until

    def seen_by_sender(self, at: datetime) -> State:
        """Where it stands for all its sender may know.

        Examples
        --------
        >>> from datetime import UTC, datetime
        >>> monday = datetime(2026, 11, 23, tzinfo=UTC)
        >>> silent = Course(
        ...     sent_at=monday, state=State.DECLINED, ended_at=monday, is_silent=True
        ... )
        >>> str(silent.seen_by_sender(monday)), str(silent.seen_by_sender(monday + LIFETIME))
        ('sent', 'expired')
        """
        if self.told_at is not None and self.told_at <= at:
            return self.state
        return State.EXPIRED if at >= self.expires_at else State.SENT

    def seen_by_recipient(self, at: datetime) -> State:
        """Where it stands for its recipient."""
        is_over = self.state is State.SENT and at >= self.expires_at
        return State.EXPIRED if is_over else self.state

    def can_undo(self, at: datetime) -> bool:
        """Whether its decline can be taken back: until the sender is told, or it is over."""
        return self.state is State.DECLINED and at < (self.told_at or self.expires_at)

    def holds_slot(self, at: datetime) -> bool:
        """Whether it keeps one of its sender's slots."""
        return at < self.slot_returns_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One approach in its sender's record: what became of it, and what it said.

    Attributes
    ----------
    is_to_stranger
        Whether the two were not connected when it was sent.
    message
        Only of recent ones; empty for those that are not compared any more.
    """

    id: int
    recipient_id: int
    course: Course
    is_to_stranger: bool = True
    message: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything a sender's stake and card come from: rows of the last year, newest first.

    Attributes
    ----------
    domain
        Of their confirmed mail address, where they show it and it says something.
    """

    letters: tuple[Letter, ...] = ()
    upheld: tuple[datetime, ...] = ()
    domain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """How many approaches a member may have open, and how many are.

    Attributes
    ----------
    limit
        Slots there are; grows with answers, shrinks with letters that read alike.
    held
        Slots that are taken. May exceed a limit that shrank.
    answers
        How many answers the limit has grown by.
    alike
        How many recent letters read nearly the same; 0 if no more than the house bears.
    upheld
        How many reports of them were upheld lately.
    returns_at
        When the next slot comes back without an answer; None when all are free.
    """

    limit: int
    held: int
    answers: int = 0
    alike: int = 0
    upheld: int = 0
    returns_at: datetime | None = None

    @property
    def free(self) -> int:
        """How many approaches may be sent now."""
        return max(0, self.limit - self.held)


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderCard:
    """What a sender's last year says, for whom they write to: by what the sender may know.

    Attributes
    ----------
    settled, answered
        How many approaches are over, and how many of these were answered, also with a no. A
        silent decline, an expiry and a withdrawal count alike: unanswered.
    usual_answer
        The median time until an answer came; None if none came.
    strangers_a_week
        To how many people they were not connected to they wrote, lately, a week.
    upheld
        How many reports of them were upheld.
    """

    sent: int
    settled: int
    answered: int
    usual_answer: timedelta | None
    strangers_a_week: float
    upheld: int = 0


@dataclass(frozen=True, slots=True)
class Sender:
    """What is told of a sender before their message is opened.

    Attributes
    ----------
    card
        Numbers; None before they say anything.
    domain
        They write from a confirmed address there; empty where they do not show it.
    """

    card: SenderCard | None = None
    domain: str = ""
