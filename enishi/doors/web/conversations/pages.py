"""What the templates of the inbox and of conversations receive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from enishi.doors.web.approaches import words
from enishi.doors.web.approaches.pages import reason_lines
from enishi.doors.web.people import cards_for
from enishi.ground.errors import NotFound
from enishi.rooms.approaches.queries import (
    reasons_of_conversation,
    sent_without_answer,
    waiting_for,
)
from enishi.rooms.conversations.queries import conversations_of, messages_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from enishi.doors.web.approaches.pages import ReasonLine
    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.approaches.models import Approach
    from enishi.rooms.conversations.types import SeenConversation, SeenMessage
    from enishi.rooms.members.models import Member

MOST_ROWS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLetter:
    """An approach that waits for the viewer."""

    id: int
    person: PersonCard
    subject: str
    title: str
    reasons: list[ReasonLine]
    fee: str
    minutes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRow:
    """An approach the viewer sent."""

    id: int
    person: PersonCard
    subject: str
    day: str
    state: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRow:
    """A conversation, by its last message."""

    id: int
    person: PersonCard
    last_body: str
    is_own: bool
    at: str
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """What waits, what is being talked about, what was sent."""

    waiting: list[WaitingLetter]
    conversations: list[ConversationRow]
    sent: list[SentRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """One message on the page."""

    id: int
    body: str
    at: str
    sent_at: datetime
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """Messages the page does not show yet, and where the next question begins.

    Attributes
    ----------
    is_live
        Whether these are the newest, so that the page asks for more.
    """

    conversation_id: int
    person: PersonCard
    messages: list[MessageRow]
    after: int
    is_live: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationPage:
    """A conversation with what it came from."""

    id: int
    person: PersonCard
    approach: Approach | None
    is_received: bool
    reasons: list[ReasonLine]
    before: int | None
    tail: Tail


def inbox_page(viewer: Member, at: datetime) -> InboxPage:
    """The inbox of `viewer`."""
    waiting = list(waiting_for(viewer)[:MOST_ROWS])
    talks = conversations_of(viewer, limit=MOST_ROWS)
    sent = list(sent_without_answer(viewer)[:MOST_ROWS])
    people = {one.other_id(viewer) for one in (*waiting, *sent)}
    cards = cards_for(viewer, people | {talk.other_id for talk in talks})
    return InboxPage(
        waiting=[_letter(one, cards[one.sender_id]) for one in waiting],
        conversations=[_talk(viewer, one, cards[one.other_id]) for one in talks],
        sent=[_sent(viewer, one, cards[one.recipient_id], at) for one in sent],
    )


def conversation_page(
    viewer: Member, talk: SeenConversation, before_id: int | None
) -> ConversationPage:
    """A conversation of `viewer`: its newest messages, or those before one."""
    person = cards_for(viewer, [talk.other_id]).get(talk.other_id)
    if person is None:
        raise NotFound
    shown = messages_of(viewer, talk.id, before_id=before_id)
    reasons = reasons_of_conversation(viewer, talk.id)
    approach = reasons[0].approach if reasons else None
    return ConversationPage(
        id=talk.id,
        person=person,
        approach=approach,
        is_received=approach is not None and approach.recipient_id == viewer.pk,
        reasons=reason_lines(reasons),
        before=shown.first_id if shown.has_earlier else None,
        tail=Tail(
            conversation_id=talk.id,
            person=person,
            messages=_rows(viewer, shown.messages),
            after=shown.last_id or 0,
            is_live=before_id is None,
        ),
    )


def tail_of(viewer: Member, talk: SeenConversation, after_id: int) -> Tail:
    """What was written after the message `after_id`."""
    person = cards_for(viewer, [talk.other_id]).get(talk.other_id)
    if person is None:
        raise NotFound
    shown = messages_of(viewer, talk.id, after_id=after_id)
    return Tail(
        conversation_id=talk.id,
        person=person,
        messages=_rows(viewer, shown.messages),
        after=shown.last_id or after_id,
    )


def _rows(viewer: Member, messages: Iterable[SeenMessage]) -> list[MessageRow]:
    return [
        MessageRow(
            id=message.id,
            body=message.body,
            at=words.moment_label(message.sent_at),
            sent_at=timezone.localtime(message.sent_at),
            is_own=message.author_id == viewer.pk,
        )
        for message in messages
    ]


def _letter(approach: Approach, person: PersonCard) -> WaitingLetter:
    return WaitingLetter(
        id=approach.pk,
        person=person,
        subject=approach.subject,
        title=words.title_of(approach, person.honorific, is_received=True),
        reasons=reason_lines(approach.reasons.all()),
        fee=words.yen(approach.fee_yen) if approach.fee_yen else "",
        minutes=approach.minutes,
    )


def _talk(viewer: Member, talk: SeenConversation, person: PersonCard) -> ConversationRow:
    return ConversationRow(
        id=talk.id,
        person=person,
        last_body=talk.last_body,
        is_own=talk.last_author_id == viewer.pk,
        at=words.moment_label(talk.last_message_at),
        unread=talk.unread,
    )


def _sent(viewer: Member, approach: Approach, person: PersonCard, at: datetime) -> SentRow:
    return SentRow(
        id=approach.pk,
        person=person,
        subject=approach.subject,
        day=words.day_label(approach.sent_at),
        state=words.state_words(approach.state_for(viewer, at)),
    )
