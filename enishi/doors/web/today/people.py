"""People the viewer may know, each with its reason as a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from enishi.doors.web.people import cards_for
from enishi.doors.web.ui.dates import years_label
from enishi.rooms.profiles.types import Kind
from enishi.rooms.suggestions.queries import suggestions_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import Together
    from enishi.rooms.suggestions.types import Suggestion

_NAMED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionRow:
    """One person, and why the viewer may know them."""

    card: PersonCard
    reasons: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """The people of the day."""

    rows: list[SuggestionRow]
    is_thin: bool
    fresh_ids: tuple[int, ...]


def people_page(viewer: Member, now: datetime) -> PeoplePage:
    """The people of the day of `now`, in the viewer's time zone."""
    suggestions = suggestions_for(viewer, now)
    named = {pk for one in suggestions.people for pk in one.mutual_ids[:_NAMED]}
    cards = cards_for(viewer, named | {one.member_id for one in suggestions.people})
    people = [one for one in suggestions.people if one.member_id in cards]
    return PeoplePage(
        rows=[
            SuggestionRow(card=cards[one.member_id], reasons=reasons_of(one, cards))
            for one in people
        ],
        is_thin=suggestions.is_thin,
        fresh_ids=suggestions.fresh_ids,
    )


def reasons_of(one: Suggestion, cards: Mapping[int, PersonCard]) -> list[str]:
    """The reasons in words: the shared place first, as it says more."""
    reasons = [_together(one.together)] if one.together else []
    names = [cards[pk].honorific for pk in one.mutual_ids[:_NAMED] if pk in cards]
    if names:
        reasons.append(_mutuals(names, len(one.mutual_ids)))
    return reasons


def _together(shared: Together) -> str:
    sentence = _("Both at %(organization)s, %(years)s")
    if shared.kind == Kind.EDUCATION:
        sentence = _("Both studied at %(organization)s, %(years)s")
    years = years_label(str(shared.first_year), str(shared.last_year), is_current=False)
    language = (get_language() or "ja")[:2]
    return sentence % {"organization": shared.organization(language), "years": years}


def _mutuals(names: list[str], count: int) -> str:
    if len(names) == 1:
        return _("%(first)s is a connection of you both") % {"first": names[0]}
    sentence = _("%(first)s and %(second)s are connections of you both")
    if count > len(names):
        sentence = _("%(count)s mutual connections, %(first)s and %(second)s among them")
    return sentence % {"first": names[0], "second": names[1], "count": count}
