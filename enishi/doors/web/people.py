"""Cards of people, as a viewer may see them: the same on every page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from enishi.doors.web.ui.portraits import tone_for
from enishi.doors.web.ui.types import PersonCard
from enishi.rooms.network.queries import degrees_for
from enishi.rooms.network.types import Degree
from enishi.rooms.profiles.queries import headlines_for, own_portrait, people_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from enishi.rooms.members.models import Member
    from enishi.rooms.members.types import PersonName
    from enishi.rooms.profiles.types import SeenEntry


def cards_for(
    viewer: Member,
    member_ids: Iterable[int],
    *,
    degrees: Mapping[int, Degree] | None = None,
    headlines: Mapping[int, SeenEntry] | None = None,
) -> dict[int, PersonCard]:
    """A card for each of `member_ids` who is in the house and not hidden by a block.

    A fixed number of queries, whatever the number of people.

    Parameters
    ----------
    degrees, headlines
        Where the page has read them already, of everybody: they are not read again.
    """
    people = people_for(viewer, set(member_ids))
    if degrees is None:
        degrees = degrees_for(viewer, people)
    if headlines is None:
        headlines = headlines_for(viewer, people)
    return {
        member_id: make_card(
            person.member,
            degree=degrees[member_id],
            headline=headlines.get(member_id),
            portrait_url=person.portrait_url or None,
        )
        for member_id, person in people.items()
    }


def make_card(
    member: Member,
    *,
    degree: Degree,
    headline: SeenEntry | None,
    portrait_url: str | None,
) -> PersonCard:
    """One card from what was already read."""
    language = (get_language() or "ja")[:2]
    return replace(
        named_card(member.handle, member.name, degree),
        headline=headline.written("text", language) if headline else "",
        headline_lang=headline.language_of("text", language) if headline else language,
        portrait_url=portrait_url,
    )


def named_card(handle: str, named: PersonName, degree: Degree) -> PersonCard:
    """A card that says nothing but the name, with the portrait the house draws."""
    language = (get_language() or "ja")[:2]
    name = named.written(language) or handle
    return PersonCard(
        handle=handle,
        name=name,
        honorific=f"{name}さん" if language == "ja" else name,
        called=f"{named.family(language) or name}さん" if language == "ja" else name,
        reading=named.reading,
        headline_lang=language,
        degree=degree.shown,
        glyph=named.glyph,
        tone=tone_for(handle),
    )


def own_card(viewer: Member) -> PersonCard:
    """The viewer's own card, for the head of the page. One query."""
    return make_card(
        viewer, degree=Degree.SELF, headline=None, portrait_url=own_portrait(viewer) or None
    )
