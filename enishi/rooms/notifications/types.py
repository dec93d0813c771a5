"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime

#: The largest budget one may set.
MOST_MAILS = 50
#: What stands for every kind, in the link that stops mail.
EVERY_KIND = ""


class NoticeKind(models.TextChoices):
    """What a member is told of."""

    APPROACH = "approach", _("An approach arrived")
    ANSWER = "answer", _("An approach was answered")
    PASSING = "passing", _("Somebody thinks you could answer better")
    TAKEN_OVER = "taken_over", _("An approach goes on with somebody else")
    MESSAGE = "message", _("A message arrived")
    INVITATION = "invitation", _("An invitation arrived")
    CONNECTION = "connection", _("An invitation was accepted")
    INTRODUCER = "introducer", _("Somebody asks to be introduced")
    INTRODUCTION = "introduction", _("Somebody is introduced to you")
    TOGETHER = "together", _("An introduction brought you together")
    DECISION = "decision", _("A report of yours was decided")
    QUESTION = "question", _("A standing question is put to you")
    QUESTION_ANSWERED = "question_answered", _("Somebody said yes to your standing question")
    SEARCH_ANSWERED = "search_answered", _("Somebody newly answers a saved search")

    @property
    def is_act(self) -> bool:
        """Whether somebody turned to the member: only then may a mail leave at once."""
        return self not in _TIDINGS | _ASIDES

    @property
    def is_aside(self) -> bool:
        """Whether no mail leaves for its sake: it goes along with a digest that leaves."""
        return self in _ASIDES


#: What nobody waits for an answer to: it comes with the digest. A new kind is an act unless
#: it is named here.
_TIDINGS = frozenset({NoticeKind.CONNECTION, NoticeKind.DECISION})
#: What the house found by itself: nobody acted, so it takes nothing from the budget.
_ASIDES = frozenset({NoticeKind.SEARCH_ANSWERED})

#: What a mail that holds several notices is kept as.
DIGEST = "digest"


class Weekday(IntEnum):
    """A day of the week, as Python counts them."""

    MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTerms:
    """How many mails a member takes, and when: the budget for notices.

    Attributes
    ----------
    mails_a_week
        The most mails in any seven days in a row; 0: none, notices stay in the house.
    days
        On which days mail may come, by the member's clock.
    hour
        From when on in the day the digest may come.
    stopped
        Kinds no mail tells of.
    """

    mails_a_week: int = 3
    days: frozenset[Weekday] = frozenset(Weekday)
    hour: int = 8
    stopped: frozenset[NoticeKind] = field(default_factory=frozenset)

    def takes(self, kind: NoticeKind) -> bool:
        """Whether a mail may tell of this."""
        return self.mails_a_week > 0 and kind not in self.stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A notice that no mail tells of yet, as the planner knows it."""

    id: int
    is_act: bool
    since: datetime
    is_aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenNotice:
    """One thing a member is told.

    Attributes
    ----------
    about_id
        The member who acted.
    subject_id
        The approach, conversation, invitation, introduction, question put to somebody, or
        answer to a saved search it is about.
    is_new
        Whether it was neither opened nor settled otherwise: answered, read where it stands.
    """

    id: int
    kind: NoticeKind
    about_id: int | None
    subject_id: int | None
    created_at: datetime
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One notice in words, for a mail: which template, what stands in it."""

    template: str
    subject: str
    path: str
    facts: dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """What has not left the house.

    Attributes
    ----------
    unsent, oldest_at
        Mails that are to be sent now, and since when the oldest of them is.
    for_digests
        Notices that wait for their members' next mail.
    """

    unsent: int
    oldest_at: datetime | None
    for_digests: int
