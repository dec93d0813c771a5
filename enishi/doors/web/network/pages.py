"""What the templates of the network receive."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from enishi.doors.web.connections.pages import InvitationRow, invitation_rows
from enishi.doors.web.network.rings import MOST_NAMES, Group, Rings, make_rings
from enishi.doors.web.people import cards_for
from enishi.rooms.connections.queries import connections_of, invitations_around
from enishi.rooms.network.queries import surroundings_of
from enishi.rooms.profiles.queries import workplaces_of

if TYPE_CHECKING:
    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.members.models import Member
    from enishi.rooms.network.queries import Surroundings
    from enishi.rooms.profiles.types import Workplace

A_PAGE = 48
#: Organizations of so few connections are not worth a filter or a sector of their own.
WORTH_A_FILTER = 2
#: Of more people at the 2nd degree the picture does not say where they work.
MOST_PLACED = 600


class Order(StrEnum):
    """How connections are listed."""

    READING = "reading"
    NEARNESS = "nearness"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address of the page asks for."""

    organization_id: int | None = None
    order: Order = Order.READING
    number: int = 1

    def url(self, number: int) -> str:
        """The address of another page of the list."""
        asked = {
            "organization": self.organization_id,
            "order": self.order if self.order is not Order.READING else None,
            "page": number if number > 1 else None,
        }
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{reverse('web:network')}?{query}" if query else reverse("web:network")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkplaceChoice:
    """One organization to narrow the list to."""

    id: int
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPage:
    """The people around one member."""

    asked: Asked
    received: list[InvitationRow]
    sent: list[InvitationRow]
    rings: Rings
    workplaces: list[WorkplaceChoice]
    connections: list[PersonCard]
    count: int
    count_shown: int
    previous_url: str
    next_url: str


def network_page(viewer: Member, asked: Asked) -> NetworkPage:
    """The page: invitations both ways, the picture, and one page of connections."""
    received, sent = invitations_around(viewer)
    around = surroundings_of(viewer)
    present = [tie.member_id for tie in connections_of(viewer)]
    are_second_placed = len(around.second) <= MOST_PLACED
    second = list(around.second) if are_second_placed else []
    places = workplaces_of(viewer, [*present, *second])
    ids = _listed(present, places, around, asked)
    number = min(asked.number, max(1, -(-len(ids) // A_PAGE)))
    shown = ids[(number - 1) * A_PAGE : number * A_PAGE]
    drawn = present if len(present) <= MOST_NAMES else ()
    invited = (*(one.inviter_id for one in received), *(one.invitee_id for one in sent))
    people = {*shown, *drawn, *invited}
    cards = cards_for(viewer, people, degrees=around.degrees(people))
    connections = [cards[pk] for pk in shown if pk in cards]
    names = {pk: cards[pk].called or cards[pk].name for pk in drawn if pk in cards}
    return NetworkPage(
        asked=asked,
        received=invitation_rows(received, cards, other="inviter"),
        sent=invitation_rows(sent, cards, other="invitee"),
        rings=_rings(around, places, names, are_second_placed=are_second_placed),
        workplaces=_choices(places, set(present)),
        connections=connections,
        count=len(present),
        count_shown=len(ids),
        previous_url=asked.url(number - 1) if number > 1 else "",
        next_url=asked.url(number + 1) if len(ids) > number * A_PAGE else "",
    )


def _listed(
    present: list[int], places: list[Workplace], around: Surroundings, asked: Asked
) -> list[int]:
    """The connections the list shows, in the order it shows them."""
    there = set(present)
    if asked.organization_id is not None:
        there &= {
            pk
            for place in places
            if place.id == asked.organization_id
            for pk in place.member_ids
        }
    order = around.nearest() if asked.order is Order.NEARNESS else present
    return [pk for pk in order if pk in there]


def _rings(
    around: Surroundings,
    places: list[Workplace],
    names: dict[int, str],
    *,
    are_second_placed: bool,
) -> Rings:
    """The picture; who works at two places stands with the larger group."""
    language = (get_language() or "ja")[:2]
    connected = frozenset(around.first)
    free, groups = connected.union(*(place.member_ids for place in places)), []
    for place in places:
        people = [pk for pk in place.member_ids if pk in free]
        first = [pk for pk in people if pk in connected]
        if len(people) < WORTH_A_FILTER:
            continue
        free -= frozenset(people)
        known = tuple(names.get(pk, "") for pk in first)
        groups.append(Group(place.written(language), known, len(people) - len(first)))
    groups.sort(key=lambda group: -group.count)
    others = [name for pk, name in names.items() if pk in free]
    return make_rings(around.reach(), groups, others, are_second_placed=are_second_placed)


def _choices(places: list[Workplace], present: set[int]) -> list[WorkplaceChoice]:
    language = (get_language() or "ja")[:2]
    counted = [(place, len(present & place.member_ids.keys())) for place in places]
    return [
        WorkplaceChoice(id=place.id, name=place.written(language), count=count)
        for place, count in sorted(counted, key=lambda one: -one[1])
        if count >= WORTH_A_FILTER
    ]
