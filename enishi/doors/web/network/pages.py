"""What the templates of the network receive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from enishi.doors.web.connections.pages import InvitationRow, invitation_rows
from enishi.doors.web.network.rings import Rings, make_rings
from enishi.doors.web.people import cards_for
from enishi.rooms.connections.queries import connections_of, invitations_around
from enishi.rooms.network.queries import counts_by_degree
from enishi.rooms.profiles.queries import workplaces_of

if TYPE_CHECKING:
    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import SeenEntry

A_PAGE = 48
#: Organizations of so few connections are not worth a filter of their own.
WORTH_A_FILTER = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """One organization to narrow the list to."""

    id: int
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPage:
    """The people around one member."""

    received: list[InvitationRow]
    sent: list[InvitationRow]
    rings: Rings
    workplaces: list[Workplace]
    organization_id: int | None
    connections: list[PersonCard]
    count: int
    count_shown: int
    previous_url: str
    next_url: str


def network_page(viewer: Member, *, organization_id: int | None, number: int) -> NetworkPage:
    """The page: invitations both ways, and one page of connections by their readings."""
    received, sent = invitations_around(viewer)
    ties = connections_of(viewer)
    places = workplaces_of(viewer, [tie.member_id for tie in ties])
    ids = [tie.member_id for tie in ties]
    if organization_id is not None:
        there = {entry.member_id for entry in places.get(organization_id, ())}
        ids = [pk for pk in ids if pk in there]
    number = min(number, max(1, -(-len(ids) // A_PAGE)))
    shown = ids[(number - 1) * A_PAGE : number * A_PAGE]
    cards = cards_for(
        viewer,
        [*shown, *(one.inviter_id for one in received), *(one.invitee_id for one in sent)],
    )
    connections = [cards[pk] for pk in shown if pk in cards]
    return NetworkPage(
        received=invitation_rows(received, cards, other="inviter"),
        sent=invitation_rows(sent, cards, other="invitee"),
        rings=make_rings(
            counts_by_degree(viewer), [card.called or card.name for card in connections]
        ),
        workplaces=_workplaces(places),
        organization_id=organization_id,
        connections=connections,
        count=len(ties),
        count_shown=len(ids),
        previous_url=_address(organization_id, number - 1) if number > 1 else "",
        next_url=_address(organization_id, number + 1) if len(ids) > number * A_PAGE else "",
    )


def _workplaces(places: dict[int, list[SeenEntry]]) -> list[Workplace]:
    language = (get_language() or "ja")[:2]
    return [
        Workplace(
            id=organization_id,
            name=entries[0].written("organization", language),
            count=len({entry.member_id for entry in entries}),
        )
        for organization_id, entries in places.items()
        if len(entries) >= WORTH_A_FILTER
    ]


def _address(organization_id: int | None, number: int) -> str:
    asked = {"organization": organization_id, "page": number if number > 1 else None}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('web:network')}?{query}" if query else reverse("web:network")
