"""Reads: people a member may know, never the same five."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from enishi.ground.take_out import Table
from enishi.rooms.connections.queries import hidden_from, invited_by
from enishi.rooms.members.queries import PERSON, named, present_members, suggestable
from enishi.rooms.network.queries import ties_seen_by
from enishi.rooms.network.types import Degree
from enishi.rooms.suggestions.candidates import candidates_for
from enishi.rooms.suggestions.memory import memory_of
from enishi.rooms.suggestions.models import Dismissal, Showing, Silence
from enishi.rooms.suggestions.policies import A_DAY, awake_among, people_of_the_day
from enishi.rooms.suggestions.types import Suggestion, Suggestions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from enishi.engines.graph.links import Around
    from enishi.ground.take_out import Part, Row
    from enishi.rooms.members.models import Member
    from enishi.rooms.suggestions.memory import Memory
    from enishi.rooms.suggestions.types import Candidate

#: Of hops.
_DEGREES = {-1: Degree.BEYOND, **{degree.value: degree for degree in list(Degree)[:4]}}


def suggestions_for(viewer: Member, at: datetime) -> Suggestions:
    """The people `viewer` may know, as of the day of `at` in its time zone. Six queries.

    Who was invited or dismissed today keeps their place and is only not shown: the others
    must not change under the member's hands. Call `services.note_shown` with whom a page
    showed; the law stands in `policies`.
    """
    memory = memory_of(viewer)
    aside = memory.set_aside(at)
    if memory.is_silent:
        return Suggestions(is_silent=True, aside=aside)
    around = ties_seen_by(viewer)
    candidates = candidates_for(viewer, around, memory.places, at.date())
    is_free = _free_among(candidates, viewer, memory, at)
    ranked = sorted(is_free, key=lambda one: (-candidates[one].score, one))
    on = at.date()
    free = [one for one in people_of_the_day(ranked, memory.days, on) if is_free[one]]
    return Suggestions(
        people=_told(around, [candidates[one] for one in free]),
        is_thin=len(awake_among(ranked, memory.days, on)) < 2 * A_DAY,
        fresh_ids=tuple(one for one in free if on not in memory.days.get(one, ())),
        aside=aside,
    )


def _free_among(
    candidates: Iterable[int], viewer: Member, memory: Memory, at: datetime
) -> dict[int, bool]:
    """Who of `candidates` takes turns; False for those who were answered today. One query."""
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    is_free = suggestable(
        candidates,
        but=invited_by(viewer.pk, field="pk", before=midnight),
        unless=invited_by(viewer.pk, field="pk"),
    )
    return {
        pk: free and not memory.is_aside(pk, at)
        for pk, free in is_free.items()
        if not memory.is_aside(pk, at) or memory.aside[pk][0] >= midnight
    }


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
    silences = Silence.objects.filter(member=member).values_list("since")
    yield Table(name="suggest_nobody", columns=("since",), rows=list(silences))


def _with_names(member: Member, rows: list[Row]) -> Iterator[Row]:
    """Rows that begin with the id of somebody who is there for `member`, with their name."""
    ids = [cast("int", row[0]) for row in rows]
    people = present_members(ids, but=hidden_from(member.pk, field="pk"))
    for pk, row in zip(ids, rows, strict=True):
        if other := people.get(pk):
            yield (*named(other), *row[1:])
