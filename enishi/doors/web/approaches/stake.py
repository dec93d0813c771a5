"""What the page of one's own stake receives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from enishi.doors.web.approaches import words
from enishi.doors.web.people import cards_for
from enishi.rooms.approaches.queries import ledger_of, open_letters_of, sender_of, stake_of
from enishi.rooms.approaches.types import (
    ANSWERS_A_SLOT,
    LIFETIME,
    MOST_SLOTS,
    REPORT_WEIGHS,
    REST,
    SLOTS,
    SLOTS_A_REPORT,
)

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.members.models import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSlot:
    """An approach that keeps a slot."""

    id: int
    person: PersonCard
    subject: str
    state: tuple[str, str]
    returns: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StakePage:
    """How many slots there are, what holds them, and the rule.

    Attributes
    ----------
    unseen
        How many are held by approaches to people who are not there any more.
    """

    sentences: list[str]
    held: list[HeldSlot]
    unseen: int
    rule: dict[str, int]
    answers: int
    card: list[tuple[str, str]]
    has_numbers: bool


def stake_page(viewer: Member, at: datetime) -> StakePage:
    """The stake of `viewer`."""
    ledger = ledger_of(viewer.pk, at=at)
    stake, own = stake_of(ledger, at=at), sender_of(ledger, at=at)
    sent = [one for one in open_letters_of(viewer, at=at) if one.course.holds_slot(at)]
    cards = cards_for(viewer, [one.recipient_id for one in sent])
    held = [
        HeldSlot(
            id=one.pk,
            person=cards[one.recipient_id],
            subject=one.subject,
            state=words.state_words(one.state_for(viewer, at)),
            returns=words.date_label(one.course.rests_until),
        )
        for one in sent
        if one.recipient_id in cards
    ]
    return StakePage(
        sentences=words.stake_sentences(stake),
        held=held,
        unseen=stake.held - len(held),
        rule={
            "slots": SLOTS,
            "most": MOST_SLOTS,
            "answers": ANSWERS_A_SLOT,
            "days": LIFETIME.days,
            "rest": REST.days,
            "report": SLOTS_A_REPORT,
            "weighs": REPORT_WEIGHS.days,
        },
        answers=stake.answers,
        card=words.sender_rows(own),
        has_numbers=own.card is not None,
    )
