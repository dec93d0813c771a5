"""What the templates of the inbox and of conversations receive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import pgettext

from enishi.doors.web.approaches import words
from enishi.doors.web.approaches.pages import reason_lines
from enishi.doors.web.people import cards_for
from enishi.ground.errors import NotFound
from enishi.rooms.approaches.queries import (
    letters_around,
    reasons_of_conversation,
    senders_of,
)
from enishi.rooms.conversations.queries import (
    conversations_of,
    messages_of,
    others_in,
    search_messages,
    unsent_of,
)
from enishi.rooms.conversations.types import Mark
from enishi.rooms.introductions.queries import find_of_conversation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from enishi.doors.web.approaches.pages import ReasonLine
    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.approaches.models import Approach
    from enishi.rooms.approaches.types import Sender
    from enishi.rooms.conversations.types import (
        SeenConversation,
        SeenFile,
        SeenMessage,
        UnsentMessage,
    )
    from enishi.rooms.members.models import Member

MOST_ROWS = 30
#: So many characters stand before a word that was found.
AROUND = 30


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
    card: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRow:
    """An approach the viewer sent."""

    id: int
    person: PersonCard
    subject: str
    day: str
    state: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """An approach to somebody else that the viewer is asked to take over."""

    id: int
    person: PersonCard
    passed_by: PersonCard
    subject: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRow:
    """A conversation, by its last message."""

    id: int
    person: PersonCard
    names: str
    last_body: str
    is_own: bool
    at: str
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """What waits, what is being talked about, what was sent."""

    waiting: list[WaitingLetter]
    asked: list[AskedRow]
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
    person: PersonCard
    files: tuple[SeenFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """Messages the page does not show yet, and where the next question begins.

    Attributes
    ----------
    is_live
        Whether these are the newest, so that the page asks for more.
    """

    conversation_id: int
    messages: list[MessageRow]
    after: int
    unsent: list[UnsentMessage]
    is_read: bool
    is_live: bool = True

    @property
    def mark(self) -> Mark:
        """The state the page shows, to ask for the next one."""
        return Mark(self.after, is_read=self.is_read)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationPage:
    """A conversation with what it came from.

    Attributes
    ----------
    names
        Whom the viewer talks with, as a heading says it; mostly there is one.
    """

    id: int
    people: list[PersonCard]
    names: str
    approach: Approach | None
    introduction_id: int | None
    is_received: bool
    reasons: list[ReasonLine]
    before: int | None
    is_muted: bool
    can_write: bool
    tail: Tail


def inbox_page(viewer: Member, at: datetime) -> InboxPage:
    """The inbox of `viewer`."""
    letters = letters_around(viewer, at=at, most=MOST_ROWS)
    talks = conversations_of(viewer, limit=MOST_ROWS)
    others = others_in(viewer, [talk.id for talk in talks])
    people = {pk for one in letters for pk in (one.sender_id, one.recipient_id)}
    people.update(*others.values())
    cards = cards_for(viewer, people)
    waiting = [one for one in letters if one.recipient_id == viewer.pk]
    senders = senders_of([one.sender_id for one in waiting], at=at)
    asked = [one for one in letters if viewer.pk not in {one.sender_id, one.recipient_id}]
    return InboxPage(
        waiting=[_letter(one, cards[one.sender_id], senders[one.sender_id]) for one in waiting],
        asked=[_asked(one, cards) for one in asked],
        conversations=[
            _talk(viewer, one, [cards[pk] for pk in others[one.id]]) for one in talks
        ],
        sent=[
            _sent(viewer, one, cards[one.recipient_id], at)
            for one in letters
            if one.sender_id == viewer.pk
        ],
    )


def conversation_page(
    viewer: Member, talk: SeenConversation, before_id: int | None
) -> ConversationPage:
    """A conversation of `viewer`: its newest messages, or those before one."""
    cards = _people(viewer, talk)
    people = [card for pk, card in cards.items() if pk != viewer.pk]
    shown = messages_of(viewer, talk.id, before_id=before_id)
    reasons = reasons_of_conversation(viewer, talk.id)
    approach = reasons[0].approach if reasons else None
    return ConversationPage(
        id=talk.id,
        people=people,
        names=_names(people),
        approach=approach,
        introduction_id=None if approach else find_of_conversation(viewer, talk.id),
        is_received=approach is not None and approach.recipient_id == viewer.pk,
        reasons=reason_lines(reasons),
        before=shown.first_id if shown.has_earlier else None,
        is_muted=talk.is_muted,
        can_write=talk.can_write,
        tail=Tail(
            conversation_id=talk.id,
            messages=_rows(viewer, cards, shown.messages),
            after=shown.last_id or 0,
            unsent=unsent_of(viewer, talk.id) if talk.unsent else [],
            is_read=_is_read(viewer, talk),
            is_live=before_id is None,
        ),
    )


def tail_of(viewer: Member, talk: SeenConversation, after_id: int) -> Tail:
    """What was written after the message `after_id`."""
    shown = messages_of(viewer, talk.id, after_id=after_id)
    return Tail(
        conversation_id=talk.id,
        messages=_rows(viewer, _people(viewer, talk), shown.messages),
        after=shown.last_id or after_id,
        unsent=unsent_of(viewer, talk.id) if talk.unsent else [],
        is_read=_is_read(viewer, talk),
    )


def _is_read(viewer: Member, talk: SeenConversation) -> bool:
    """Whether the last word is the viewer's, and read by all, who let that be known."""
    is_own = talk.last_author_id == viewer.pk
    return is_own and talk.read_until is not None and talk.last_message_at <= talk.read_until


def _people(viewer: Member, talk: SeenConversation) -> dict[int, PersonCard]:
    """The cards of everybody in a conversation, the viewer's among them, by id."""
    others = others_in(viewer, [talk.id])[talk.id]
    cards = cards_for(viewer, [*others, viewer.pk])
    found = {pk: cards[pk] for pk in (*others, viewer.pk) if pk in cards}
    if found.keys() <= {viewer.pk}:
        raise NotFound
    return found


def _names(people: Iterable[PersonCard]) -> str:
    names = [card.honorific for card in people]
    return pgettext("between the names of several people", ", ").join(names)


def _rows(
    viewer: Member, cards: Mapping[int, PersonCard], messages: Iterable[SeenMessage]
) -> list[MessageRow]:
    return [
        MessageRow(
            id=message.id,
            body=message.body,
            at=words.moment_label(message.sent_at),
            sent_at=timezone.localtime(message.sent_at),
            is_own=message.author_id == viewer.pk,
            person=person,
            files=message.files,
        )
        for message in messages
        if (person := cards.get(message.author_id or 0)) is not None
    ]


def _letter(approach: Approach, person: PersonCard, sender: Sender) -> WaitingLetter:
    return WaitingLetter(
        id=approach.pk,
        person=person,
        subject=approach.subject,
        title=words.title_of(approach, person.honorific, is_received=True),
        reasons=reason_lines(approach.reasons.all()),
        fee=words.yen(approach.fee_yen) if approach.fee_yen else "",
        minutes=approach.minutes,
        card=words.sender_rows(sender),
    )


def _asked(approach: Approach, cards: dict[int, PersonCard]) -> AskedRow:
    return AskedRow(
        id=approach.passing.pk,
        person=cards[approach.sender_id],
        passed_by=cards[approach.recipient_id],
        subject=approach.subject,
        day=words.day_label(approach.passing.asked_at),
    )


def _talk(
    viewer: Member, talk: SeenConversation, people: Sequence[PersonCard]
) -> ConversationRow:
    return ConversationRow(
        id=talk.id,
        person=people[0],
        names=_names(people),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """A message that was found, with where its words stand."""

    conversation_id: int
    person: PersonCard
    is_own: bool
    text: str
    at: str


def found_rows(viewer: Member, words_asked: str) -> list[FoundRow]:
    """The viewer's messages that have the words they looked for."""
    found = search_messages(viewer, words_asked)
    others = others_in(viewer, {one.conversation_id for one in found})
    cards = cards_for(viewer, {viewer.pk, *(pk for row in others.values() for pk in row)})
    return [
        FoundRow(
            conversation_id=one.conversation_id,
            person=cards[others[one.conversation_id][0]],
            is_own=one.author_id == viewer.pk,
            text=_around(one.body, words_asked.split(maxsplit=1)[0]),
            at=words.moment_label(one.sent_at),
        )
        for one in found
        if others[one.conversation_id] and others[one.conversation_id][0] in cards
    ]


def _around(body: str, word: str) -> str:
    """Some of `body`, from a little before the first of the words."""
    begins = max(0, body.casefold().find(word.casefold()) - AROUND)
    part = " ".join(body[begins : begins + 4 * AROUND].split())
    return f"{'…' if begins else ''}{part}{'…' if len(body) > begins + 4 * AROUND else ''}"
