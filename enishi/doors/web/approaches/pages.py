"""What the templates of approaches receive."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from enishi.doors.web.approaches import words
from enishi.doors.web.people import cards_for
from enishi.doors.web.ui.dates import partial_date_label
from enishi.doors.web.ui.types import PathStep
from enishi.ground.errors import NotFound
from enishi.rooms.approaches.queries import passed_on_for, senders_of
from enishi.rooms.approaches.types import LIFETIME, REST, KindWords, Purpose, Sender, State
from enishi.rooms.network.queries import tie_to
from enishi.rooms.network.types import Degree
from enishi.rooms.profiles.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.forms import Form

    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.approaches.models import Approach, Reason
    from enishi.rooms.approaches.types import Course
    from enishi.rooms.members.models import Member
    from enishi.rooms.network.types import Tie
    from enishi.rooms.profiles.quotes import Quote
    from enishi.rooms.profiles.types import SeenEntry

KANJI_NUMBERS = "一二三"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonLine:
    """One reason as it stands above the message."""

    number: str
    text: str
    lang: str
    organization: str
    starts: str
    ends: str
    is_current: bool

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The whole line is what the sender pointed at."""
        return [(0, len(self.text))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """How an approach went from one recipient to another.

    Attributes
    ----------
    url, person
        The approach before or after this one, and whose it is; empty where the viewer may
        not open it.
    reasons
        The lines of the first recipient's record it points at.
    """

    sentence: str
    url: str = ""
    reasons: list[ReasonLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproachPage:
    """One approach, as its recipient or its sender sees it."""

    approach: Approach
    person: PersonCard
    title: str
    day: str
    is_received: bool
    reasons: list[ReasonLine]
    offer: list[tuple[str, str]]
    path: list[PathStep]
    origin: str
    passed: Passed | None
    state: tuple[str, str]
    rule: str
    can_answer: bool
    can_withdraw: bool
    can_undo: bool
    is_answered: bool
    kind_words: str
    declines: list[tuple[str, str]]
    joined: str
    card: list[tuple[str, str]]
    has_numbers: bool
    form: Form


def approach_page(viewer: Member, approach: Approach, form: Form, at: datetime) -> ApproachPage:
    """What `viewer`, who sent or received `approach`, sees of it."""
    other_id = approach.other_id(viewer)
    is_received = viewer.pk == approach.recipient_id
    state = approach.state_for(viewer, at)
    third_id = _third(viewer, approach, at)
    tie = tie_to(viewer, other_id)
    cards = cards_for(
        viewer,
        {other_id, *tie.path, *([third_id] if third_id else ())},
        degrees=None if third_id else _degrees(tie, other_id),
    )
    person = get_card(cards, other_id)
    is_told = state is State.DECLINED and bool(approach.kind_words)
    sender = _sender(approach.sender_id, at) if is_received else Sender()
    return ApproachPage(
        approach=approach,
        person=person,
        title=words.title_of(approach, person.honorific, is_received=is_received),
        day=words.day_label(approach.sent_at),
        is_received=is_received,
        reasons=reason_lines(approach.reasons.all()),
        offer=offer_of(approach, state),
        path=path_steps(cards, tie),
        origin=_origin(approach, person) if is_received else "",
        passed=_passed(approach, cards.get(third_id or 0), is_received=is_received),
        state=words.state_words(state),
        rule=_rule(approach.course, state, is_received=is_received),
        can_answer=is_received and state is State.SENT,
        can_withdraw=not is_received and state is State.SENT,
        can_undo=is_received and approach.course.can_undo(at),
        is_answered=state is State.ANSWERED,
        kind_words=str(KindWords(approach.kind_words).label) if is_told else "",
        declines=words.declines(),
        joined=_joined(approach, viewer),
        card=words.sender_rows(sender),
        has_numbers=sender.card is not None,
        form=form,
    )


def reason_lines(reasons: Iterable[Reason | Quote]) -> list[ReasonLine]:
    """The reasons of an approach in the reader's language, as they read that day."""
    spoken = language()
    return [
        ReasonLine(
            number=KANJI_NUMBERS[index] if spoken == "ja" else str(index + 1),
            text=reason.written(spoken),
            lang=reason.language_of(spoken),
            organization=reason.organization_in(spoken),
            starts=reason.starts,
            ends=reason.ends,
            is_current=reason.is_current,
        )
        for index, reason in enumerate(reasons)
    ]


def offer_of(approach: Approach, state: State) -> list[tuple[str, str]]:
    """What an approach is for, what it offers, and until when it can be answered."""
    purpose = Purpose(approach.purpose)
    offer = [(_("Purpose"), str(purpose.label))]
    if approach.detail:
        offer.append((words.detail_label(purpose), approach.detail))
    if approach.minutes:
        length = _("%(minutes)s minutes") % {"minutes": approach.minutes}
        offer.append((_("Length"), length))
    if purpose is Purpose.CONSULTATION or approach.fee_yen:
        fee = words.yen(approach.fee_yen) if approach.fee_yen else _("None offered")
        offer.append((_("Fee, without tax"), fee))
    if state is State.SENT:
        offer.append((_("Answer by"), words.day_label(approach.course.expires_at)))
    return offer


def _origin(approach: Approach, sender: PersonCard) -> str:
    is_passed = approach.continues is not None  # then that is told instead
    return "" if is_passed else words.origin_sentence(approach, sender.honorific)


def _rule(course: Course, state: State, *, is_received: bool) -> str:
    """What an ending without an answer means, for whoever reads it."""
    if state is not State.EXPIRED:
        return ""
    days = {"days": LIFETIME.days, "rest": REST.days}
    if is_received:
        return (
            _("It waited %(days)s days and ended by itself; nobody was told anything.") % days
        )
    sentence = _(
        "No answer came within %(days)s days; there can be many reasons, and none of them need"
        " be yours. An answer, also a no, would have given its slot back at once. So it comes"
        " back %(rest)s days after the sending: on %(day)s."
    )
    return sentence % {**days, "day": words.date_label(course.rests_until)}


def _sender(sender_id: int, at: datetime) -> Sender:
    return senders_of([sender_id], at=at)[sender_id]


def _joined(approach: Approach, viewer: Member) -> str:
    other = approach.sender if viewer.pk == approach.recipient_id else approach.recipient
    return partial_date_label(str(other.joined_at.year))


def person_and_path(
    viewer: Member, member_id: int, tie: Tie, record: Iterable[SeenEntry]
) -> tuple[PersonCard, list[PathStep]]:
    """The card of a member, and the way to them, from what was already read of them."""
    # A record has its headline: it is not read twice. Of those between, the page writes only
    # the names.
    headlines = {one.member_id: one for one in record if one.kind is Kind.HEADLINE}
    cards = cards_for(
        viewer, {member_id, *tie.path}, degrees=_degrees(tie, member_id), headlines=headlines
    )
    return get_card(cards, member_id), path_steps(cards, tie)


def get_card(cards: Mapping[int, PersonCard], member_id: int) -> PersonCard:
    """The card of somebody without whom there is no page.

    Raises
    ------
    NotFound
        They are not there for the viewer.
    """
    if member_id not in cards:
        raise NotFound
    return cards[member_id]


def path_steps(cards: Mapping[int, PersonCard], tie: Tie) -> list[PathStep]:
    """The way as it is drawn; none unless everybody on it is there."""
    steps = [PathStep(cards[one]) for one in tie.path if one in cards]
    return steps if len(steps) == len(tie.path) else []


def _degrees(tie: Tie, member_id: int) -> dict[int, Degree]:
    return {one: Degree(steps) for steps, one in enumerate(tie.path)} | {member_id: tie.degree}


def _third(viewer: Member, approach: Approach, at: datetime) -> int | None:
    """The third person of an approach that was passed on, where the viewer may know them."""
    if other := passed_on_for(viewer, approach, at=at):
        return other.recipient_id
    is_named = viewer.pk == approach.recipient_id and approach.state == State.PASSED_ON
    return approach.passing.to_id if is_named else None


def _passed(
    approach: Approach, third: PersonCard | None, *, is_received: bool
) -> Passed | None:
    if third is None:
        return None
    former = approach.continues
    if former is None and is_received:
        return Passed(sentence=words.passed_sentence("named", third.honorific))
    if former is None:
        after = reverse("web:approach", args=[approach.continued_by.pk])
        return Passed(sentence=words.passed_sentence("agreed", third.honorific), url=after)
    return Passed(
        sentence=words.passed_sentence("for_you" if is_received else "from", third.honorific),
        url="" if is_received else reverse("web:approach", args=[former.pk]),
        reasons=reason_lines(former.reasons.all()),
    )


def language() -> str:
    """The reader's language: `ja` or `en`."""
    return (get_language() or "ja")[:2]
