"""People, as the API shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from enishi.doors.api.schemas import Name, Person
from enishi.rooms.connections.queries import hidden_ids
from enishi.rooms.members.queries import present_members
from enishi.rooms.network.queries import degrees_for
from enishi.rooms.profiles.queries import headlines_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from enishi.rooms.members.models import Member
    from enishi.rooms.network.types import Degree


def language_of_request() -> str:
    """`ja` or `en`, as the request asked for."""
    return (get_language() or "ja")[:2]


def name_of(member: Member) -> Name:
    """The member's name in every script."""
    name = member.name
    return Name(
        kanji=name.kanji,
        kana=name.kana,
        romaji=name.romaji,
        written=name.written(language_of_request()) or member.handle,
    )


def people_for(
    viewer: Member,
    member_ids: Iterable[int],
    *,
    degrees: Mapping[int, Degree] | None = None,
) -> dict[int, Person]:
    """Each of `member_ids` whom `viewer` may see, by id. A fixed number of queries.

    Parameters
    ----------
    degrees
        Where they were read already, of everybody: they are not read again.
    """
    members = present_members(set(member_ids) - hidden_ids(viewer.pk))
    if degrees is None:
        degrees = degrees_for(viewer, members)
    headlines = headlines_for(viewer, members)
    language = language_of_request()
    return {
        member_id: Person(
            handle=member.handle,
            name=name_of(member),
            headline=headlines[member_id].written("text", language)
            if member_id in headlines
            else "",
            degree=degrees[member_id].shown,
        )
        for member_id, member in members.items()
    }
