"""How a viewer is tied to the person whose page they read, and on what terms they may ask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from enishi.doors.web.introductions.pages import ask_url
from enishi.doors.web.people import make_card
from enishi.doors.web.ui.types import PathStep
from enishi.rooms.approaches.queries import receptions_of
from enishi.rooms.approaches.types import USUAL_MINUTES, Barrier, Terms
from enishi.rooms.introductions.queries import ways_along
from enishi.rooms.network.queries import tie_to
from enishi.rooms.network.types import Degree
from enishi.rooms.profiles.queries import people_for

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.approaches.types import Reception
    from enishi.rooms.members.models import Member
    from enishi.rooms.network.types import Tie

MOST_NEAR = 5
#: How many more paths stand behind the best one.
MOST_OTHERS = 2
_MARKS = {Terms.OPEN: "yes", Terms.PRICED: "yes", Terms.ASK_FIRST: "wait", Terms.CLOSED: "shut"}


@dataclass(frozen=True, slots=True)
class ShownTerms:
    """What somebody says about one purpose: mark, words, and the fee if there is one."""

    purpose: str | Promise
    mark: str
    words: str | Promise
    fee: str


def surroundings(viewer: Member, member: Member, card: PersonCard) -> dict[str, Any]:
    """What `profiles/person.html` shows beside the record. Four queries.

    Those on the path and those near both agreed to be named, so nothing more is asked about
    them than their names and portraits.
    """
    tie = tie_to(viewer, member.pk)
    near = tie.mutuals[:MOST_NEAR]
    cards = _cards(viewer, member, card, tie, near)
    return {
        "person": cards[member.pk],
        "path": _steps(tie.path, cards),
        "other_paths": [steps for path in _others(tie) if (steps := _steps(path, cards))],
        "introduce_url": ask_url(member.handle) if ways_along(tie) else "",
        "near": [cards[pk] for pk in near if pk in cards],
        "near_more": len(tie.mutuals) - len(near),
        "welcome": [
            _show_terms(reception)
            for reception in receptions_of({member.pk: tie.degree}, at=timezone.now())[
                member.pk
            ].values()
        ],
        "viewer_card": cards[viewer.pk],
    }


def _others(tie: Tie) -> tuple[tuple[int, ...], ...]:
    """The next strongest paths."""
    return tie.paths[1 : 1 + MOST_OTHERS]


def _steps(path: tuple[int, ...], cards: dict[int, PersonCard]) -> list[PathStep]:
    return [PathStep(cards[pk]) for pk in path] if cards.keys() >= {*path} else []


def _cards(
    viewer: Member, member: Member, card: PersonCard, tie: Tie, near: tuple[int, ...]
) -> dict[int, PersonCard]:
    paths = (tie.path, *_others(tie))
    people = people_for(viewer, {viewer.pk, *near}.union(*paths))
    degrees = {pk: Degree(step) for path in paths for step, pk in enumerate(path)}
    cards = {
        pk: make_card(
            person.member,
            degree=degrees.get(pk, Degree.FIRST),  # who knows both is a connection
            headline=None,
            portrait_url=person.portrait_url or None,
        )
        for pk, person in people.items()
    }
    mine = cards.get(viewer.pk) or make_card(
        viewer, degree=Degree.SELF, headline=None, portrait_url=None
    )
    return cards | {
        viewer.pk: replace(mine, degree=Degree.SELF.shown),
        member.pk: replace(card, degree=tie.degree.shown),
    }


def _show_terms(reception: Reception) -> ShownTerms:
    said = reception.terms
    if reception.barrier is Barrier.PAUSED:
        return ShownTerms(said.purpose.label, "shut", _("Paused"), "")
    if reception.barrier is Barrier.FULL:
        return ShownTerms(said.purpose.label, "shut", _("Enough for this week"), "")
    fee = ""
    if said.terms is Terms.PRICED and said.fee_yen:
        fee = _("from ¥%(fee)s for %(minutes)s minutes") % {
            "fee": f"{said.fee_yen:,}",
            "minutes": said.minutes or USUAL_MINUTES,
        }
    return ShownTerms(said.purpose.label, _MARKS[said.terms], said.terms.label, fee)
