"""Reads for operators; to everybody else there are no reports."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Q

from enishi.ground.paging import in_chunks
from enishi.ground.take_out import Table
from enishi.rooms.approaches.types import RECORD
from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.members.queries import PERSON, named, present_members
from enishi.rooms.trust.models import AuditLine, Report, ReportQuerySet
from enishi.rooms.trust.policies import check_is_operator
from enishi.rooms.trust.types import Decision, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.members.models import Member


def open_reports(viewer: Member) -> ReportQuerySet:
    """What waits for a decision `viewer` may make, oldest first, with both people.

    Raises
    ------
    NotFound
        `viewer` is no operator.
    """
    check_is_operator(viewer)
    waiting = Report.objects.open().not_about(viewer)
    return waiting.select_related("reporter", "reported").order_by("reported_at", "pk")


def records_of(
    viewer: Member, reports: Iterable[Report], *, at: datetime
) -> tuple[dict[int, Record], dict[int, Record]]:
    """What an operator knows beside `reports`: of whom they are about, and who reports.

    Two records by member, of the last year: reports of them, and reports by them. One query.

    Raises
    ------
    NotFound
        `viewer` is no operator.
    """
    check_is_operator(viewer)
    rows = list(reports)
    about, by = {row.reported_id for row in rows}, {row.reporter_id for row in rows}
    known = Report.objects.filter(
        Q(reported__in=about) | Q(reporter__in=by), reported_at__gt=at - RECORD
    )
    told = list(known.values_list("reported_id", "reporter_id", "decision"))
    return (
        {pk: _record(said for one, _by, said in told if one == pk) for pk in about},
        {pk: _record(said for _about, one, said in told if one == pk) for pk in by},
    )


def _record(decisions: Iterable[str]) -> Record:
    counts = Counter(decisions)
    return Record(**{one.value: counts[one.value] for one in Decision})


def reports_by(viewer: Member) -> ReportQuerySet:
    """What `viewer` reported, newest first; ask each what was decided, never who did."""
    return Report.objects.filter(reporter=viewer).order_by("-pk")


def audit_lines(viewer: Member) -> QuerySet[AuditLine]:
    """What was decided, newest first.

    Raises
    ------
    NotFound
        `viewer` is no operator.
    """
    check_is_operator(viewer)
    return AuditLine.objects.select_related("by", "about").order_by("-at", "-pk")


def own_data(member: Member, at: datetime) -> Iterator[Part]:  # noqa: ARG001 - as every teller
    """What a member reported, and what they decided as an operator.

    What others reported of them is not theirs to know; what was upheld stands on their card.
    """
    yield Table(
        name="reports",
        columns=(
            *(*PERSON, "subject", "why", "words", "reported_at"),
            *("decision", "decided_at"),
        ),
        rows=_told_reports(member),
    )
    yield Table(
        name="decisions",
        columns=("report", "act", "at"),
        rows=AuditLine.objects.filter(by=member)
        .order_by("pk")
        .values_list("report_id", "act", "at"),
    )


def _told_reports(member: Member) -> Iterator[Row]:
    for page in in_chunks(Report.objects.filter(reporter=member)):
        people = present_members(
            {row.reported_id for row in page}, but=hidden_from(member.pk, field="pk")
        )
        for row in page:
            other = people.get(row.reported_id)
            said = (row.subject, row.why, row.words, row.reported_at)
            yield (*named(other), *said, row.decision, row.decided_at)
