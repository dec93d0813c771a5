"""Who found a member, and why.

Who opens a page by name is named, as they are told. Who merely saw somebody in a list of
results has done nothing to be named for, and who looks privately wants not to be: they are
counted, and a count below three is not shown.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from enishi.rooms.connections.queries import hidden_ids
from enishi.rooms.insights.models import Glance, Looking, Visit
from enishi.rooms.insights.policies import token_of, told, week_of
from enishi.rooms.insights.queries.rows import appearances, visits
from enishi.rooms.insights.types import (
    CROWD,
    KEPT,
    Aim,
    Finding,
    Look,
    Searchers,
    Workplace,
)
from enishi.rooms.members.types import Status
from enishi.rooms.profiles.queries import count_workers, workplaces_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from enishi.rooms.members.models import Member

_MOST = 2000


def look_of(member: Member) -> Look:
    """How `member` looks at others now; by name if they never said. One query."""
    said = Looking.objects.filter(member=member).first()
    return said.look if said else Look()


def found_by(viewer: Member, since: datetime, *, limit: int = 20) -> list[Finding]:
    """Who opened `viewer`'s page since then, each person once, newest first. One query.

    Of several visits of one person the newest with a search is told, else the newest.
    """
    rows = visits(viewer, since).order_by("-at", "-pk")
    findings: dict[int, Finding] = {}
    for viewer_id, at, query, entry_id, aim in rows.values_list(
        "viewer_id", "at", "query", "entry_id", "aim"
    )[:_MOST]:
        finding = Finding(viewer_id, at, query, entry_id, Aim(aim))
        known = findings.setdefault(viewer_id, finding)
        if query and not known.query:
            findings[viewer_id] = finding
    return sorted(findings.values(), key=lambda finding: finding.at, reverse=True)[:limit]


def visits_to(viewer: Member, at: datetime) -> QuerySet[Visit]:
    """Every visit by name that is remembered, one a person and day: for a list in pages."""
    return visits(viewer, at - KEPT)


def searchers_of(viewer: Member, since: datetime) -> Searchers:
    """How many people's searches showed `viewer` since then, without names. One query.

    Nothing below three people; a query is told when three people asked it.
    """
    rows = appearances(viewer, since).order_by("viewer_id", "query")
    asked = list(rows.values_list("viewer_id", "query").distinct()[:_MOST])
    people = told(len({viewer_id for viewer_id, _query in asked}))
    if not people:
        return Searchers()
    queries = Counter(query for _viewer_id, query in asked).most_common(3)
    return Searchers(people, tuple(row for row in queries if row[1] >= CROWD))


def workplaces_of_searchers(viewer: Member, since: datetime) -> list[Workplace]:
    """Where they work whose searches showed `viewer` since then, if it tells of none of them.

    An organization is told when at least three of them work there, and at least three others
    whose current position `viewer` may see as well. Three queries.
    """
    rows = appearances(viewer, since).order_by("viewer_id")
    searchers = rows.values_list("viewer_id", flat=True).distinct()[:_MOST]
    places = [
        place for place in workplaces_of(viewer, searchers) if told(len(place.member_ids))
    ]
    workers = count_workers(viewer, [place.id for place in places])
    return [
        Workplace(place.id, place.name_ja, place.name_en, len(place.member_ids))
        for place in places
        if told(workers.get(place.id, 0) - len(place.member_ids))
    ]


def unnamed_viewers_of(viewer: Member, at: datetime) -> int:
    """How many people opened `viewer`'s page without a name to be told. Three queries.

    They looked privately, or `viewer` did so themself then. Only weeks that are over count,
    and nothing below three people: nobody can be known by when the number grew.
    """
    week = week_of(at)
    glances = Glance.objects.filter(
        member=viewer, week_on__gte=week_of(at - KEPT), week_on__lt=week
    )
    tokens = set(glances.values_list("token", flat=True))
    unshown = Visit.objects.filter(
        member=viewer, is_shown=False, at__gte=at - KEPT, viewer__status=Status.ACTIVE
    )
    tokens |= {
        token_of(viewer_id, viewer.pk)
        for viewer_id, on in unshown.values_list("viewer_id", "on")
        if on < week
    }
    hidden = {token_of(other_id, viewer.pk) for other_id in hidden_ids(viewer.pk)}
    return told(len(tokens - hidden))
