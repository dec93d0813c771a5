"""What the templates of approaches receive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from enishi.doors.web.approaches import words
from enishi.doors.web.approaches.picking import pick_groups
from enishi.doors.web.people import cards_for
from enishi.doors.web.ui.dates import partial_date_label
from enishi.doors.web.ui.types import PathStep
from enishi.ground.errors import NotFound
from enishi.rooms.approaches.queries import find_waiting
from enishi.rooms.approaches.types import KindWords, Purpose, State
from enishi.rooms.network.queries import path_for
from enishi.rooms.network.types import Degree
from enishi.rooms.profiles.queries import record_of
from enishi.rooms.profiles.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.forms import Form

    from enishi.doors.web.approaches.forms import ApproachForm
    from enishi.doors.web.approaches.picking import PickGroup
    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.approaches.models import Approach, Reason
    from enishi.rooms.approaches.types import WelcomeTerms
    from enishi.rooms.members.models import Member
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
class ComposePage:
    """Writing to somebody."""

    person: PersonCard
    terms: list[str]
    is_welcome: bool
    waiting_url: str
    purposes: list[tuple[str, str, str, bool]]
    groups: list[PickGroup]
    path: list[PathStep]
    form: ApproachForm


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
    state: tuple[str, str]
    can_answer: bool
    can_withdraw: bool
    can_undo: bool
    is_answered: bool
    kind_words: str
    declines: list[tuple[str, str]]
    joined: str
    form: Form


def compose_page(
    viewer: Member,
    recipient: Member,
    welcome: Mapping[Purpose, WelcomeTerms],
    form: ApproachForm,
    at: datetime,
) -> ComposePage:
    """What somebody sees before and while they write to `recipient`."""
    record = record_of(viewer, recipient.pk)
    person, path = _person_and_path(viewer, recipient.pk, record)
    waiting = find_waiting(viewer, recipient.pk, at=at)
    chosen = form["purpose"].value()
    return ComposePage(
        person=person,
        terms=[words.terms_sentence(said) for said in welcome.values()],
        is_welcome=any(not said.is_closed for said in welcome.values()),
        waiting_url=reverse("web:approach", args=[waiting.pk]) if waiting else "",
        purposes=[
            (purpose.value, str(purpose.label), words.terms_sentence(said), purpose == chosen)
            for purpose, said in welcome.items()
            if not said.is_closed
        ],
        groups=pick_groups(record, form.picked(), _language()),
        path=path,
        form=form,
    )


def approach_page(viewer: Member, approach: Approach, form: Form, at: datetime) -> ApproachPage:
    """What `viewer`, who sent or received `approach`, sees of it."""
    person, path = _person_and_path(viewer, approach.other_id(viewer))
    is_received = viewer.pk == approach.recipient_id
    state = approach.state_for(viewer, at)
    is_told = state is State.DECLINED and not is_received
    return ApproachPage(
        approach=approach,
        person=person,
        title=words.title_of(approach, person.honorific, is_received=is_received),
        day=words.day_label(approach.sent_at),
        is_received=is_received,
        reasons=reason_lines(approach.reasons.all()),
        offer=_offer(approach),
        path=path,
        state=words.state_words(state),
        can_answer=is_received and state is State.SENT,
        can_withdraw=not is_received and state is State.SENT,
        can_undo=is_received and approach.can_undo(at),
        is_answered=state is State.ANSWERED,
        kind_words=str(KindWords(approach.kind_words).label) if is_told else "",
        declines=words.declines(),
        joined=_joined(approach, viewer),
        form=form,
    )


def reason_lines(reasons: Iterable[Reason | Quote]) -> list[ReasonLine]:
    """The reasons of an approach in the reader's language, as they read that day."""
    language = _language()
    return [
        ReasonLine(
            number=KANJI_NUMBERS[index] if language == "ja" else str(index + 1),
            text=reason.written(language),
            lang=reason.language_of(language),
            organization=reason.organization_in(language),
            starts=reason.starts,
            ends=reason.ends,
            is_current=reason.is_current,
        )
        for index, reason in enumerate(reasons)
    ]


def _offer(approach: Approach) -> list[tuple[str, str]]:
    offer = [(_("Purpose"), str(Purpose(approach.purpose).label))]
    if approach.minutes:
        length = _("%(minutes)s minutes") % {"minutes": approach.minutes}
        offer.append((_("Length"), length))
    if Purpose(approach.purpose).has_fee:
        fee = words.yen(approach.fee_yen) if approach.fee_yen else _("None offered")
        offer.append((_("Fee, without tax"), fee))
    return offer


def _joined(approach: Approach, viewer: Member) -> str:
    other = approach.sender if viewer.pk == approach.recipient_id else approach.recipient
    return partial_date_label(str(other.joined_at.year))


def _person_and_path(
    viewer: Member, member_id: int, record: Iterable[SeenEntry] | None = None
) -> tuple[PersonCard, list[PathStep]]:
    path = path_for(viewer, member_id)
    # A path tells the degree of everybody on it, and a record has its headline: neither is
    # read twice. Of those between, the page writes only the names.
    degrees = {one: Degree(steps) for steps, one in enumerate(path)} or None
    headlines = None
    if record is not None:
        headlines = {one.member_id: one for one in record if one.kind is Kind.HEADLINE}
    cards = cards_for(viewer, {member_id, *path}, degrees=degrees, headlines=headlines)
    if member_id not in cards:
        raise NotFound
    steps = [PathStep(cards[one]) for one in path if one in cards]
    return cards[member_id], steps if len(steps) == len(path) else []


def _language() -> str:
    return (get_language() or "ja")[:2]
