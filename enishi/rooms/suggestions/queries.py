"""Reads: people a member may know, others every day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from enishi.ground.take_out import Table
from enishi.rooms.connections.queries import connected_to, hidden_from, invited_by
from enishi.rooms.members.queries import PERSON, named, present_members, suggestable
from enishi.rooms.network.queries import shared_with
from enishi.rooms.profiles.queries import colleagues_of
from enishi.rooms.suggestions.models import Dismissal
from enishi.rooms.suggestions.types import Suggestion, Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.members.models import Member

A_DAY = 5
#: The best this many take turns; who stands behind them is not shown at all.
POOL = 60


def suggestions_for(viewer: Member, at: datetime) -> Suggestions:
    """The people `viewer` may know, as of the day of `at` in its time zone. Four queries.

    The best sixty are walked through, five a day; where there are fewer than ten, at most
    half of them a day, so that nobody sees the same faces every morning. Who was invited or
    dismissed today keeps their place in the round and is only not shown: the others must not
    change under the member's hands.
    """
    candidates = {one.member_id: one for one in _candidates(viewer, at)}
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    never = Q(pk=viewer.pk) | hidden_from(viewer.pk, field="pk")
    never |= connected_to(viewer.pk, field="pk")
    is_free = suggestable(
        candidates,
        but=never | _settled(viewer, at, before=midnight),
        unless=_settled(viewer, at, before=None),
    )
    ranked = sorted(
        (candidates[member_id] for member_id in is_free),
        key=lambda one: (-one.score, one.member_id),
    )[:POOL]
    today = _of_the_day(ranked, at.toordinal())
    return Suggestions(
        tuple(one for one in today if is_free[one.member_id]), len(ranked) < 2 * A_DAY
    )


def dismissed_by(viewer: Member, at: datetime, *, before: datetime | None = None) -> Q:
    """Members (`pk`) whom `viewer` does not want suggested at `at`."""
    rows = Dismissal.objects.filter(Q(until=None) | Q(until__gt=at), member=viewer)
    if before is not None:
        rows = rows.filter(at__lt=before)
    return Q(pk__in=rows.values("suggested_id"))


def own_data(member: Member, at: datetime) -> Iterator[Part]:  # noqa: ARG001 - as every teller
    """Whom the member does not want suggested, for the take-out."""
    yield Table(
        name="dismissals", columns=(*PERSON, "since", "until"), rows=_told_dismissals(member)
    )


def _told_dismissals(member: Member) -> Iterator[Row]:
    dismissals = list(Dismissal.objects.filter(member=member).order_by("at", "pk"))
    people = present_members(
        (row.suggested_id for row in dismissals), but=hidden_from(member.pk, field="pk")
    )
    for row in dismissals:
        if other := people.get(row.suggested_id):
            yield (*named(other), row.at, row.until)


def _settled(viewer: Member, at: datetime, *, before: datetime | None) -> Q:
    return invited_by(viewer.pk, field="pk", before=before) | dismissed_by(
        viewer, at, before=before
    )


def _candidates(viewer: Member, at: datetime) -> Iterable[Suggestion]:
    mutuals = {row.member_id: row.mutual_ids for row in shared_with(viewer)}
    together = colleagues_of(viewer, at.date())
    for member_id in mutuals.keys() | together.keys():
        yield Suggestion(member_id, tuple(mutuals.get(member_id, ())), together.get(member_id))


def _of_the_day(ranked: list[Suggestion], day: int) -> list[Suggestion]:
    count = min(A_DAY, (len(ranked) + 1) // 2)
    start = day * count
    return [ranked[(start + place) % len(ranked)] for place in range(count)]
