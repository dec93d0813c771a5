"""How a viewer is tied to the person whose page they read, and on what terms they may ask."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

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
from enishi.rooms.profiles.colleagues import together_in
from enishi.rooms.profiles.queries import people_for, record_and_stays, record_with_posts
from enishi.rooms.profiles.sentences import together_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import Promise

    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.approaches.types import Reception
    from enishi.rooms.members.models import Member
    from enishi.rooms.network.types import Tie
    from enishi.rooms.profiles.types import LineRef, SeenEntry

MOST_NEAR = 5
SHOWN_POSTS = 3
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


@dataclass(frozen=True, slots=True)
class Met:
    """A record as the viewer may see it, and how they are tied to its owner."""

    record: list[SeenEntry]
    #: None for guests, and on one's own page.
    tie: Tie | None = None
    #: Where the viewer and those between were.
    stays: list[SeenEntry] = field(default_factory=list)


def met_by(viewer: Member | None, member_id: int, *, read: Iterable[LineRef] = ()) -> Met:
    """The record of `member_id`, and the tie `viewer` has to them. Three queries.

    Of their posts the newest, and those of which lines are to be `read`.
    """
    also = [line.entry_id for line in read]
    if viewer is None or viewer.pk == member_id:
        return Met(record_with_posts(viewer, member_id, newest=SHOWN_POSTS, also=also))
    tie = tie_to(viewer, member_id)
    between = {viewer.pk}.union(*_drawn(tie)) - {member_id}
    record, stays = record_and_stays(viewer, member_id, between, newest=SHOWN_POSTS, also=also)
    return Met(record, tie, stays)


def surroundings(viewer: Member, member: Member, card: PersonCard, met: Met) -> dict[str, Any]:
    """What `profiles/person.html` shows beside the record. Three queries.

    Those on the path and those near both agreed to be named, so nothing more is asked about
    them than their names, portraits, and where two of them that are tied were together.
    """
    tie = cast("Tie", met.tie)
    near = tie.mutuals[:MOST_NEAR]
    cards = _cards(viewer, member, card, tie, near)
    words = _ties_in_words(met)
    return {
        "person": cards[member.pk],
        "path": _steps(tie.path, cards, words),
        "other_paths": [
            steps for path in _drawn(tie)[1:] if (steps := _steps(path, cards, words))
        ],
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


def _drawn(tie: Tie) -> tuple[tuple[int, ...], ...]:
    """The strongest path, and the next ones."""
    return tie.paths[: 1 + MOST_OTHERS] or (tie.path,)


def _ties_in_words(met: Met) -> dict[tuple[int, int], str]:
    """What ties two who stand next to each other, where records the viewer may see say it."""
    pairs = {pair for path in _drawn(cast("Tie", met.tie)) for pair in pairwise(path)}
    found = together_in([*met.record, *met.stays], pairs, timezone.localdate())
    return {pair: together_in_words(shared) for pair, shared in found.items()}


def _steps(
    path: tuple[int, ...], cards: dict[int, PersonCard], ties: dict[tuple[int, int], str]
) -> list[PathStep]:
    if not cards.keys() >= {*path}:
        return []
    sooner = (0, *path)
    return [
        PathStep(cards[pk], ties.get((before, pk), ""))
        for before, pk in zip(sooner, path, strict=False)
    ]


def _cards(
    viewer: Member, member: Member, card: PersonCard, tie: Tie, near: tuple[int, ...]
) -> dict[int, PersonCard]:
    paths = _drawn(tie)
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
