"""Reads: who found a member, and why.

Who opens a page is named, as they are told. Who merely saw somebody in a list of results has
done nothing to be named for: they are counted, and a count below three is not shown.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from enishi.ground.take_out import Facts, Table
from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.insights.models import Appearance, Visit
from enishi.rooms.insights.types import KEPT, Finding, Searchers
from enishi.rooms.members.queries import PERSON, named, present_members
from enishi.rooms.members.types import Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.members.models import Member

#: From how many people on a count is shown: fewer could be guessed.
CROWD = 3
_MOST = 2000


def found_by(viewer: Member, since: datetime, *, limit: int = 20) -> list[Finding]:
    """Who opened `viewer`'s page since then, each person once, newest first. One query.

    Of several visits of one person the newest with a search is told, else the newest.
    """
    visits = (
        Visit.objects.filter(member=viewer, at__gte=since, viewer__status=Status.ACTIVE)
        .exclude(hidden_from(viewer.pk, field="viewer_id"))
        .order_by("-at", "-pk")
        .values_list("viewer_id", "at", "query", "entry_id")[:_MOST]
    )
    findings: dict[int, Finding] = {}
    for visit in visits:
        finding = Finding(*visit)
        known = findings.setdefault(finding.viewer_id, finding)
        if finding.query and not known.query:
            findings[finding.viewer_id] = finding
    return sorted(findings.values(), key=lambda finding: finding.at, reverse=True)[:limit]


def searchers_of(viewer: Member, since: datetime) -> Searchers:
    """How many people's searches showed `viewer` since then, without names. One query.

    Nothing below three people; a query is told when three people asked it.
    """
    rows = (
        Appearance.objects.filter(member=viewer, at__gte=since, viewer__status=Status.ACTIVE)
        .exclude(hidden_from(viewer.pk, field="viewer_id"))
        .order_by("viewer_id", "query")
        .values_list("viewer_id", "query")
        .distinct()[:_MOST]
    )
    asked = list(rows)
    people = len({viewer_id for viewer_id, _query in asked})
    if people < CROWD:
        return Searchers()
    queries = Counter(query for _viewer_id, query in asked).most_common(3)
    return Searchers(people, tuple(row for row in queries if row[1] >= CROWD))


def own_data(member: Member, at: datetime) -> Iterator[Part]:
    """Who found the member, and whom they looked for and at, for the take-out.

    By the same rules as the pages: who opened a page is named, who only searched is counted.
    """
    since = at - KEPT
    searchers = searchers_of(member, since)
    yield Facts(
        name="searchers",
        facts={
            "since": since,
            "people": searchers.people,
            "queries": [
                {"query": query, "people": people} for query, people in searchers.queries
            ],
        },
    )
    yield Table(
        name="visitors", columns=(*PERSON, "at", "query"), rows=_told_visitors(member, since)
    )
    yield Table(
        name="visits", columns=(*PERSON, "at", "query"), rows=_told_visits(member, since)
    )
    yield Table(name="searches", columns=("on", "query"), rows=_told_searches(member, since))


def _told_visitors(member: Member, since: datetime) -> Iterator[Row]:
    findings = found_by(member, since, limit=_MOST)
    people = present_members(one.viewer_id for one in findings)
    return ((*named(people.get(one.viewer_id)), one.at, one.query) for one in findings)


def _told_visits(member: Member, since: datetime) -> Iterator[Row]:
    visits = list(Visit.objects.filter(viewer=member, at__gte=since).order_by("at", "pk"))
    people = present_members(
        (one.member_id for one in visits), but=hidden_from(member.pk, field="pk")
    )
    for one in visits:
        if other := people.get(one.member_id):
            yield (*named(other), one.at, one.query)


def _told_searches(member: Member, since: datetime) -> Iterator[Row]:
    """What the member searched for, by what it found them of people who are there for them."""
    found = Appearance.objects.filter(
        viewer=member, at__gte=since, member__status=Status.ACTIVE
    ).exclude(hidden_from(member.pk))
    return iter(found.order_by("on", "query").values_list("on", "query").distinct())
