"""Short words of these pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from enishi.doors.web.discovery.words import purpose_words
from enishi.engines.text import industry_name, place_name
from enishi.rooms.standing.types import Reply, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from enishi.rooms.discovery.types import Narrowed
    from enishi.rooms.organizations.models import Organization
    from enishi.rooms.standing.types import SeenAsking

_FARTHEST = 3


def narrowing_words(
    narrowed: Narrowed, organizations: Mapping[int, Organization]
) -> Iterator[str]:
    """What a search is narrowed down to, a few words each."""
    language = (get_language() or "ja")[:2]
    for degree in sorted(narrowed.degrees):
        yield _("3rd and beyond") if degree == _FARTHEST else _DEGREES[degree]()
    for one in sorted(narrowed.organization_ids & organizations.keys()):
        yield organizations[one].written(language)
    yield from (place_name(key, language) for key in sorted(narrowed.places))
    yield from (industry_name(key, language) for key in sorted(narrowed.industries))
    if narrowed.language:
        yield _("in Japanese") if narrowed.language == "ja" else _("in English")
    if narrowed.first_year or narrowed.last_year:
        yield f"{narrowed.first_year or ''}–{narrowed.last_year or ''}"
    yield from (_("open to: %s") % purpose_words(one) for one in sorted(narrowed.open_to))


_DEGREES = {1: lambda: _("1st degree"), 2: lambda: _("2nd degree")}


def state_words(state: State) -> tuple[str, str]:
    """Kind of mark (yes, wait, shut) and words for where a question stands."""
    return ("wait" if state is State.OPEN else "shut"), str(state.label)


def reply_words(seen: SeenAsking) -> tuple[str, str]:
    """Kind of mark and words for what one said to a question."""
    if seen.is_put_off:
        return "wait", _("Put off")
    return {
        Reply.WAITING: ("wait", _("Waits for you")),
        Reply.YES: ("yes", _("You said yes")),
        Reply.NO: ("shut", _("You said no")),
    }[seen.reply]
