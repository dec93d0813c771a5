"""What the pages of passing an approach on receive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from enishi.doors.web.approaches import words
from enishi.doors.web.approaches.pages import offer_of, reason_lines
from enishi.doors.web.people import cards_for
from enishi.ground.errors import NotFound
from enishi.rooms.approaches.types import State
from enishi.rooms.connections.queries import connections_of

if TYPE_CHECKING:
    from enishi.doors.web.approaches.forms import PassOnForm
    from enishi.doors.web.approaches.pages import ReasonLine
    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.approaches.models import Approach, Passing
    from enishi.rooms.members.models import Member

#: So many connections are offered by name; anybody else by handle.
MOST_NAMED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PassOnPage:
    """Naming somebody who could answer better."""

    approach: Approach
    person: PersonCard
    known: list[PersonCard]
    form: PassOnForm


@dataclass(frozen=True, slots=True, kw_only=True)
class PassingPage:
    """An approach to somebody else, which one is asked to take over."""

    id: int
    approach: Approach
    sender: PersonCard
    passed_by: PersonCard
    title: str
    reasons: list[ReasonLine]
    offer: list[tuple[str, str]]


def pass_on_page(viewer: Member, approach: Approach, form: PassOnForm) -> PassOnPage:
    """Whom `viewer`, who received `approach`, might name."""
    near = [tie.member_id for tie in connections_of(viewer)[:MOST_NAMED]]
    cards = cards_for(viewer, {approach.sender_id, *near})
    if approach.sender_id not in cards:
        raise NotFound
    known = [cards[one] for one in near if one in cards and one != approach.sender_id]
    return PassOnPage(
        approach=approach, person=cards[approach.sender_id], known=known, form=form
    )


def passing_page(viewer: Member, passing: Passing) -> PassingPage:
    """What `viewer` is asked to take over, by whom, from whom."""
    approach = passing.approach
    cards = cards_for(viewer, {approach.sender_id, approach.recipient_id})
    if len(cards) < len({approach.sender_id, approach.recipient_id}):
        raise NotFound
    sender, passed_by = cards[approach.sender_id], cards[approach.recipient_id]
    return PassingPage(
        id=passing.pk,
        approach=approach,
        sender=sender,
        passed_by=passed_by,
        title=words.passing_title(passed_by.honorific),
        reasons=reason_lines(approach.reasons.all()),
        offer=offer_of(approach, State.SENT),
    )
