"""Reads: people a member may know, never the same five."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db.models import Q

from enishi.ground.take_out import Table
from enishi.rooms.connections.queries import connected_to, hidden_from, invited_by
from enishi.rooms.members.queries import PERSON, named, present_members, suggestable
from enishi.rooms.network.queries import ties_seen_by
from enishi.rooms.network.types import Degree
from enishi.rooms.suggestions.candidates import candidates_for
from enishi.rooms.suggestions.models import Dismissal, Showing
from enishi.rooms.suggestions.policies import A_DAY, awake_among, people_of_the_day
from enishi.rooms.suggestions.types import SetAside, Suggestion, Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from enishi.engines.graph.links import Around
    from enishi.ground.take_out import Part, Row
    from enishi.rooms.members.models import Member
    from enishi.rooms.suggestions.types import Candidate

#: Of hops.
_DEGREES = {-1: Degree.BEYOND, **{degree.value: degree for degree in list(Degree)[:4]}}


def suggestions_for(viewer: Member, at: datetime) -> Suggestions:
    """The people `viewer` may know, as of the day of `at` in its time zone. Six queries.

    Who was invited or dismissed today keeps their place and is only not shown: the others
    must not change under the member's hands. Call `services.note_shown` with whom a page
    showed; the law stands in `policies`.
    """
    around = ties_seen_by(viewer)
    candidates = candidates_for(viewer, around, at.date())
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
        people=_told(around, [candidates[one] for one in free]),
        is_thin=len(awake_among(ranked, shown, on)) < 2 * A_DAY,
        fresh_ids=tuple(one for one in free if on not in shown.get(one, ())),
    )


def _told(around: Around, chosen: list[Candidate]) -> tuple[Suggestion, ...]:
    hops = around.hops(one.member_id for one in chosen)
    return tuple(
        Suggestion(
            member_id=one.member_id,
            parts=one.parts,
            together=one.together,
            words=one.words,
            degree=_DEGREES[hops[one.member_id]],
            mutual_ids=around.mutual(one.member_id),
            between_ids=around.between(one.member_id)
            if hops[one.member_id] == Degree.THIRD
            else (),
        )
        for one in chosen
    )


def set_aside_by(viewer: Member, at: datetime) -> list[SetAside]:
    """Whom `viewer` does not want suggested now, the latest first. One query."""
    rows = Dismissal.objects.filter(Q(until=None) | Q(until__gt=at), member=viewer)
    return [
        SetAside(*row)
        for row in rows.order_by("-at", "-pk").values_list("suggested_id", "until")
    ]


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
        rows=_with_names(member, [(row.suggested_id, row.on) for row in showings]),
    )
    dismissals = Dismissal.objects.filter(member=member).order_by("at", "pk")
    yield Table(
        name="dismissals",
        columns=(*PERSON, "since", "until"),
        rows=_with_names(member, [(row.suggested_id, row.at, row.until) for row in dismissals]),
    )


def _with_names(member: Member, rows: list[Row]) -> Iterator[Row]:
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
