"""The page on which one asks for an introduction: the ways there are, and the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import get_language

from enishi.doors.web.approaches.picking import pick_groups
from enishi.doors.web.introductions.forms import RequestForm
from enishi.doors.web.people import cards_for
from enishi.doors.web.ui.types import PathStep
from enishi.ground.errors import NotFound
from enishi.rooms.introductions.queries import find_asked, ways_along
from enishi.rooms.network.queries import tie_to
from enishi.rooms.network.types import Degree
from enishi.rooms.profiles.queries import record_with_posts
from enishi.rooms.profiles.types import Kind, LineRef

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.http import HttpRequest

    from enishi.doors.web.approaches.picking import PickGroup
    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import SeenEntry


#: Posts whose lines may be picked without having been found before.
NEWEST_POSTS = 5


@dataclass(frozen=True, slots=True)
class OfferedWay:
    """One way to somebody; `value` is how the form names it."""

    value: str
    names: list[str]
    steps: list[PathStep]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to choose from: the ways by their form values, and all cards."""

    recipient: Member
    record: list[SeenEntry]
    cards: dict[int, PersonCard]
    ways: dict[str, tuple[int, ...]]
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPage:
    """Asking to be introduced to somebody."""

    person: PersonCard
    is_known: bool
    asked_url: str
    ways: list[OfferedWay]
    groups: list[PickGroup]


def offer_to(viewer: Member, recipient: Member, lines: Iterable[str] = ()) -> Offer:
    """The ways from `viewer` to `recipient`, with everybody's card; `lines` were picked."""
    tie = tie_to(viewer, recipient.pk)
    picked = [line.entry_id for ref in lines if (line := LineRef.parse(ref))]
    record = record_with_posts(viewer, recipient.pk, newest=NEWEST_POSTS, also=picked)
    ways = ways_along(tie)
    # A way tells the degree of everybody on it, and a record has its headline.
    degrees = {pk: Degree(step) for way in ways for step, pk in enumerate(way, start=1)}
    degrees |= {viewer.pk: Degree.SELF, recipient.pk: tie.degree}
    headlines = {one.member_id: one for one in record if one.kind is Kind.HEADLINE}
    cards = cards_for(viewer, degrees, degrees=degrees, headlines=headlines)
    if recipient.pk not in cards:
        raise NotFound
    return Offer(
        recipient=recipient,
        record=record,
        cards=cards,
        ways={_value(way, cards): way for way in ways if cards.keys() >= {*way}},
        is_known=tie.degree is Degree.FIRST,
    )


def named_lines(request: HttpRequest) -> list[str]:
    """The lines that were ticked, or that the address names."""
    return (request.POST.getlist("lines") or request.GET.getlist("line"))[:20]


def request_form(request: HttpRequest, offer: Offer) -> RequestForm:
    """What was typed; or an empty form with the lines the address names, and the best way."""
    if request.method == "POST":
        return RequestForm(offer.ways, request.POST)
    first = next(iter(offer.ways), "")
    lines = named_lines(request)
    return RequestForm(offer.ways, initial={"lines": lines, "way": first})


def ask_page(viewer: Member, offer: Offer, form: RequestForm, at: datetime) -> AskPage:
    """What somebody sees before and while they ask."""
    asked = find_asked(viewer, offer.recipient.pk, at=at)
    chosen = form["way"].value()
    return AskPage(
        person=offer.cards[offer.recipient.pk],
        is_known=offer.is_known,
        asked_url=reverse("web:introduction", args=[asked]) if asked else "",
        ways=[
            OfferedWay(
                value=value,
                names=[offer.cards[pk].honorific for pk in way],
                steps=[
                    PathStep(offer.cards[pk]) for pk in (viewer.pk, *way, offer.recipient.pk)
                ],
                is_chosen=value == chosen,
            )
            for value, way in offer.ways.items()
        ],
        groups=pick_groups(offer.record, form.picked(), (get_language() or "ja")[:2]),
    )


def _value(way: tuple[int, ...], cards: dict[int, PersonCard]) -> str:
    return "+".join(cards[pk].handle for pk in way if pk in cards)
