"""What a member takes with them of this room, by the same rules as the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.ground.take_out import Facts, Table
from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.insights.models import Appearance, Edit, Visit
from enishi.rooms.insights.queries.found import (
    found_by,
    look_of,
    searchers_of,
    unnamed_viewers_of,
)
from enishi.rooms.insights.types import KEPT
from enishi.rooms.members.queries import PERSON, named, present_members
from enishi.rooms.members.types import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.members.models import Member

_MOST = 2000
_VISIT = (*PERSON, "at", "query", "aim")


def own_data(member: Member, at: datetime) -> Iterator[Part]:
    """Who found the member, whom they looked for and at, and what they edited.

    Who opened a page by name is named; who only searched, or looked privately, is counted.
    """
    since, look = at - KEPT, look_of(member)
    yield Facts(name="looking", facts={"manner": look.manner, "usual_aim": look.aim})
    searchers = searchers_of(member, since)
    yield Facts(
        name="searchers",
        facts={
            "since": since,
            "people": searchers.people,
            "queries": [
                {"query": query, "people": people} for query, people in searchers.queries
            ],
            "unnamed_viewers": unnamed_viewers_of(member, at),
        },
    )
    yield Table(name="visitors", columns=_VISIT, rows=_told_visitors(member, since))
    yield Table(name="visits", columns=_VISIT, rows=_told_visits(member, since))
    yield Table(name="searches", columns=("on", "query"), rows=_told_searches(member, since))
    edits = Edit.objects.filter(member=member, at__gte=since).order_by("at", "pk")
    yield Table(
        name="edits",
        columns=("at", "change", "kind", "title_ja", "title_en"),
        rows=edits.values_list(
            "at", "change", "entry__kind", "entry__title_ja", "entry__title_en"
        ).iterator(),
    )


def _told_visitors(member: Member, since: datetime) -> Iterator[Row]:
    findings = found_by(member, since, limit=_MOST)
    people = present_members(one.viewer_id for one in findings)
    return ((*named(people.get(one.viewer_id)), one.at, one.query, one.aim) for one in findings)


def _told_visits(member: Member, since: datetime) -> Iterator[Row]:
    visits = list(Visit.objects.filter(viewer=member, at__gte=since).order_by("at", "pk"))
    people = present_members(
        (one.member_id for one in visits), but=hidden_from(member.pk, field="pk")
    )
    for one in visits:
        if other := people.get(one.member_id):
            yield (*named(other), one.at, one.query, one.aim)


def _told_searches(member: Member, since: datetime) -> Iterator[Row]:
    """What the member searched for, by what it found them of people who are there for them."""
    found = Appearance.objects.filter(
        viewer=member, at__gte=since, member__status=Status.ACTIVE
    ).exclude(hidden_from(member.pk))
    return iter(found.order_by("on", "query").values_list("on", "query").distinct())
