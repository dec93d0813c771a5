"""What the templates of suggestions receive."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from enishi.doors.web.people import cards_for
from enishi.rooms.network.types import Degree
from enishi.rooms.suggestions.queries import suggestions_for
from enishi.rooms.suggestions.sentences import named_in, reasons_in_words

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.members.models import Member
    from enishi.rooms.suggestions.types import Suggestions


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionRow:
    """One person, and why the viewer may know them."""

    card: PersonCard
    reasons: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideRow:
    """One person the viewer set aside, and until when; None: for good."""

    card: PersonCard
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """The people of the day, and on their own page whoever is set aside."""

    rows: list[SuggestionRow]
    is_thin: bool
    is_silent: bool
    fresh_ids: tuple[int, ...]
    aside: list[AsideRow]


def people_of_today(viewer: Member, now: datetime) -> PeoplePage:
    """The people of the day of `now`, in the viewer's time zone."""
    return _page(viewer, replace(suggestions_for(viewer, now), aside=()))


def people_page(viewer: Member, now: datetime) -> PeoplePage:
    """The people of the day, and whom the viewer set aside."""
    return _page(viewer, suggestions_for(viewer, now))


def _page(viewer: Member, found: Suggestions) -> PeoplePage:
    # Names in a sentence stand without a degree, and so does whoever is set aside.
    further = named_in(found.people) | {one.member_id for one in found.aside}
    degrees = dict.fromkeys(further, Degree.BEYOND)
    degrees |= {one.member_id: one.degree for one in found.people}
    cards = cards_for(viewer, degrees, degrees=degrees)
    names = {member_id: card.honorific for member_id, card in cards.items()}
    return PeoplePage(
        rows=[
            SuggestionRow(card=cards[one.member_id], reasons=reasons_in_words(one, names))
            for one in found.people
            if one.member_id in cards
        ],
        is_thin=found.is_thin,
        is_silent=found.is_silent,
        fresh_ids=found.fresh_ids,
        aside=[
            AsideRow(card=cards[one.member_id], until=one.until)
            for one in found.aside
            if one.member_id in cards
        ],
    )
