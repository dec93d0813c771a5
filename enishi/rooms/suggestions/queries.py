"""Reads: people a member may know, never the same five."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db.models import Q

from enishi.ground.take_out import Table
from enishi.rooms.connections.queries import connected_to, hidden_from, invited_by
from enishi.rooms.members.queries import PERSON, named, present_members, suggestable
from enishi.rooms.network.queries import shared_with
from enishi.rooms.profiles.queries import colleagues_of
from enishi.rooms.suggestions.models import Dismissal, Showing
from enishi.rooms.suggestions.policies import A_DAY, awake_among, people_of_the_day
from enishi.rooms.suggestions.types import Suggestion, Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.members.models import Member


def suggestions_for(viewer: Member, at: datetime) -> Suggestions:
    """The people `viewer` may know, as of the day of `at` in its time zone. Five queries.

    Who was invited or dismissed today keeps their place and is only not shown: the others
    must not change under the member's hands. Call `services.note_shown` with whom a page
    showed; the law stands in `policies`.
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
    ranked = sorted(is_free, key=lambda one: (-candidates[one].score, one))
    shown, on = days_shown(viewer), at.date()
    free = [one for one in people_of_the_day(ranked, shown, on) if is_free[one]]
    return Suggestions(
        people=tuple(candidates[one] for one in free),
        is_thin=len(awake_among(ranked, shown, on)) < 2 * A_DAY,
        fresh_ids=tuple(one for one in free if on not in shown.get(one, ())),
    )


def days_shown(viewer: Member) -> dict[int, list[date]]:
    """On which days each person was shown to `viewer`, as far as it is kept. One query."""
    days: dict[int, list[date]] = {}
    rows = Showing.objects.filter(member=viewer).values_list("suggested_id", "on")
    for suggested_id, on in rows:
        days.setdefault(suggested_id, []).append(on)
    return days


def dismissed_by(viewer: Member, at: datetime, *, before: datetime | None = None) -> Q:
    """Members (`pk`) whom `viewer` does not want suggested at `at`."""
    rows = Dismissal.objects.filter(Q(until=None) | Q(until__gt=at), member=viewer)
    if before is not None:
        rows = rows.filter(at__lt=before)
    return Q(pk__in=rows.values("suggested_id"))


def own_data(member: Member, at: datetime) -> Iterator[Part]:  # noqa: ARG001 - as every teller
    """Who was suggested to the member and when, and whom they set aside, for the take-out."""
    showings = Showing.objects.filter(member=member).order_by("on", "pk")
    yield Table(
        name="showings",
        columns=(*PERSON, "on"),
        rows=_told(member, [(row.suggested_id, row.on) for row in showings]),
    )
    dismissals = Dismissal.objects.filter(member=member).order_by("at", "pk")
    yield Table(
        name="dismissals",
        columns=(*PERSON, "since", "until"),
        rows=_told(member, [(row.suggested_id, row.at, row.until) for row in dismissals]),
    )


def _told(member: Member, rows: list[Row]) -> Iterator[Row]:
    """Rows that begin with the id of somebody who is there for `member`, with their name."""
    ids = [cast("int", row[0]) for row in rows]
    people = present_members(ids, but=hidden_from(member.pk, field="pk"))
    for pk, row in zip(ids, rows, strict=True):
        if other := people.get(pk):
            yield (*named(other), *row[1:])


def _settled(viewer: Member, at: datetime, *, before: datetime | None) -> Q:
    return invited_by(viewer.pk, field="pk", before=before) | dismissed_by(
        viewer, at, before=before
    )


def _candidates(viewer: Member, at: datetime) -> Iterable[Suggestion]:
    mutuals = {row.member_id: row.mutual_ids for row in shared_with(viewer)}
    together = colleagues_of(viewer, at.date())
    for member_id in mutuals.keys() | together.keys():
        yield Suggestion(member_id, tuple(mutuals.get(member_id, ())), together.get(member_id))
