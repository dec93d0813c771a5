"""What waits for the viewer: approaches, introductions, questions, invitations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from enishi.doors.web.approaches.pages import language, reason_lines
from enishi.doors.web.approaches.words import sender_rows, yen
from enishi.doors.web.connections.pages import InvitationRow, invitation_rows
from enishi.doors.web.introductions.pages import (
    IntroductionRow,
    live_ids,
    rows_of,
    waiting_introductions,
)
from enishi.doors.web.people import cards_for
from enishi.doors.web.standing.pages import QuestionRow, askers_of, asking_rows
from enishi.rooms.approaches.queries import senders_of, waiting_for
from enishi.rooms.connections.queries import invitations_for
from enishi.rooms.standing.queries import waiting_askings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from enishi.doors.web.approaches.pages import ReasonLine
    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.approaches.models import Approach
    from enishi.rooms.approaches.types import Sender
    from enishi.rooms.members.models import Member

#: So many are shown in full; the others wait in the inbox and on the network page.
LETTERS = 3
INVITATIONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One approach that waits for an answer."""

    id: int
    card: PersonCard
    subject: str
    reasons: list[ReasonLine]
    fee: str
    minutes: int | None
    sender: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayPage:
    """The head of the day, and what waits.

    Attributes
    ----------
    own
        The viewer's card, for the head of the page: read with the others.
    """

    own: PersonCard
    day: str
    sentence: str
    letters: list[Letter]
    count_letters: int
    introductions: list[IntroductionRow]
    questions: list[QuestionRow]
    invitations: list[InvitationRow]
    count_invitations: int


def today_page(viewer: Member, now: datetime) -> TodayPage:
    """What waits for `viewer` at `now`, in their time zone."""
    approaches, invitations = list(waiting_for(viewer, at=now)), list(invitations_for(viewer))
    introductions = waiting_introductions(viewer, now)
    # Where introductions wait the page has no query to spare: the questions come after it.
    questions = [] if introductions else waiting_askings(viewer, at=now)
    first, asked = approaches[:LETTERS], invitations[:INVITATIONS]
    senders = senders_of([one.sender_id for one in first], at=now)
    people = [*(one.sender_id for one in first), *(one.inviter_id for one in asked)]
    people += [*live_ids(introductions), *askers_of(questions)]
    cards = cards_for(viewer, [viewer.pk, *people])
    counts = [len(approaches), len(introductions), len(questions), len(invitations)]
    return TodayPage(
        own=cards[viewer.pk],
        day=dateformat.format(now, pgettext("date format of today", "l j F")),
        sentence=_sentence(viewer, counts),
        letters=[
            _letter(one, cards[one.sender_id], senders[one.sender_id])
            for one in first
            if one.sender_id in cards
        ],
        count_letters=len(approaches),
        introductions=rows_of(introductions, cards),
        questions=asking_rows(questions, cards),
        invitations=invitation_rows(asked, cards, other="inviter"),
        count_invitations=len(invitations),
    )


def _sentence(viewer: Member, counts: Sequence[int]) -> str:
    """What waits, by the first of its kinds there is something of."""
    for sentence, count in zip(_SENTENCES, counts, strict=True):
        if count:
            return sentence(count) % {"name": _greeted(viewer), "count": count}
    return _("%(name)s, nothing is waiting for you") % {"name": _greeted(viewer)}


#: For approaches, introductions, questions and invitations.
_SENTENCES: tuple[Callable[[int], str], ...] = (
    lambda count: ngettext(
        "%(name)s, an approach is waiting for you",
        "%(name)s, %(count)s approaches are waiting for you",
        count,
    ),
    lambda count: ngettext(
        "%(name)s, an introduction is waiting for you",
        "%(name)s, %(count)s introductions are waiting for you",
        count,
    ),
    lambda count: ngettext(
        "%(name)s, a question is waiting for you",
        "%(name)s, %(count)s questions are waiting for you",
        count,
    ),
    lambda count: ngettext(
        "%(name)s, somebody would like to connect",
        "%(name)s, %(count)s people would like to connect",
        count,
    ),
)


def _greeted(viewer: Member) -> str:
    """How the page speaks to the viewer: 藤田さん, Naoki."""
    if language() == "ja":
        return f"{viewer.name.family('ja') or viewer.handle}さん"
    return viewer.given_romaji or viewer.name.written("en") or viewer.handle


def _letter(approach: Approach, card: PersonCard, sender: Sender) -> Letter:
    return Letter(
        id=approach.pk,
        card=card,
        subject=approach.subject,
        reasons=reason_lines(approach.reasons.all()),
        fee=yen(approach.fee_yen) if approach.fee_yen else "",
        minutes=approach.minutes,
        sender=sender_rows(sender),
    )
