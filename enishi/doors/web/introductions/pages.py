"""What the templates of introductions receive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode

from enishi.doors.web.approaches.pages import reason_lines
from enishi.doors.web.approaches.words import day_label
from enishi.doors.web.introductions import words
from enishi.doors.web.people import cards_for, named_card, own_card
from enishi.doors.web.ui.types import PathStep
from enishi.ground.errors import NotFound
from enishi.rooms.introductions.queries import asked_by, brought_to, glance_at, waiting_for
from enishi.rooms.introductions.types import KindWords, Role, Standing
from enishi.rooms.network.types import Degree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from django.forms import Form

    from enishi.doors.web.approaches.pages import ReasonLine
    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.introductions.types import SeenIntroduction
    from enishi.rooms.members.models import Member

    Cards = Mapping[int, PersonCard]

MOST_ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionRow:
    """One introduction in a list."""

    id: int
    person: PersonCard
    title: str
    message: str
    day: str
    state: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """All introductions of the viewer: to decide, asked for, and the rest that came."""

    waiting: list[IntroductionRow]
    asked: list[IntroductionRow]
    others: list[IntroductionRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionPage:
    """One introduction, as one of its people sees it."""

    seen: SeenIntroduction
    title: str
    requester: PersonCard
    day: str
    last_day: str
    path: list[PathStep]
    reasons: list[ReasonLine]
    said: list[tuple[PersonCard, str]]
    state: tuple[str, str]
    is_requester: bool
    is_recipient: bool
    is_asked: bool
    is_together: bool
    kind_words: str
    declines: list[tuple[str, str]]
    form: Form


def list_page(viewer: Member, at: datetime) -> ListPage:
    """What `viewer` asked for, and what came to them."""
    asked = glance_at(viewer, asked_by(viewer)[:MOST_ROWS], at=at)
    brought = glance_at(viewer, brought_to(viewer)[:MOST_ROWS], at=at)
    cards = cards_for(viewer, live_ids([*asked, *brought]))
    return ListPage(
        waiting=rows_of([one for one in brought if one.can_decide], cards),
        asked=rows_of(asked, cards),
        others=rows_of([one for one in brought if not one.can_decide], cards),
    )


def waiting_introductions(viewer: Member, at: datetime) -> list[SeenIntroduction]:
    """What waits for `viewer`, for pages that have more to show."""
    return glance_at(viewer, waiting_for(viewer, at=at)[:MOST_ROWS], at=at)


def live_ids(introductions: Iterable[SeenIntroduction]) -> set[int]:
    """Whose cards are shown as they are today."""
    return {pk for one in introductions if one.are_people_live for pk in one.present_ids}


def rows_of(introductions: Iterable[SeenIntroduction], cards: Cards) -> list[IntroductionRow]:
    """Each of `introductions` as a line of a list. No query."""
    rows = []
    for seen in introductions:
        people = people_of(seen, cards)
        if not people:
            continue
        other = people[-1] if seen.role is Role.REQUESTER else people[0]
        rows.append(
            IntroductionRow(
                id=seen.id,
                person=other,
                title=words.title_of(seen, people),
                message=seen.message,
                day=day_label(seen.asked_at),
                state=words.standing_words(seen.standing),
            )
        )
    return rows


def people_of(seen: SeenIntroduction, cards: Cards) -> list[PersonCard]:
    """The cards of everybody on the way: as they are, or to its requester as they were called.

    The latter say nothing that could change while the request is under way. Empty when
    somebody went away since the introduction was read.
    """
    if seen.are_people_live:
        is_whole = cards.keys() >= seen.present_ids
        return [cards[pk] for pk in seen.member_ids if pk is not None] if is_whole else []
    return [
        named_card(one.handle, one.name, Degree(place)) for place, one in enumerate(seen.called)
    ]


def introduction_page(viewer: Member, seen: SeenIntroduction, form: Form) -> IntroductionPage:
    """What `viewer` sees of an introduction that is theirs to know."""
    live = live_ids([seen])
    people = people_of(seen, cards_for(viewer, live) if live else {})
    if not people:
        raise NotFound
    if seen.role is Role.REQUESTER:
        people[0] = own_card(viewer)
    return IntroductionPage(
        seen=seen,
        title=words.title_of(seen, people),
        requester=people[0],
        day=day_label(seen.asked_at),
        last_day=day_label(seen.ends_at),
        path=[
            PathStep(card, tie) for card, tie in zip(people, words.ties_of(seen), strict=True)
        ],
        reasons=reason_lines(seen.reasons),
        said=[(people[one.place], one.words) for one in seen.said],
        state=words.standing_words(seen.standing),
        is_requester=seen.role is Role.REQUESTER,
        is_recipient=seen.role is Role.RECIPIENT,
        is_asked=seen.standing is Standing.ASKED,
        is_together=seen.standing is Standing.TOGETHER,
        kind_words=str(seen.kind_words.label) if seen.kind_words else "",
        declines=[(one.value, str(one.label)) for one in KindWords],
        form=form,
    )


def ask_url(handle: str) -> str:
    """Where one asks to be introduced to somebody."""
    return f"{reverse('web:new_introduction')}?{urlencode({'to': handle})}"
