"""Reads for operators; to everybody else there are no reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.ground.paging import in_chunks
from enishi.ground.take_out import Table
from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.members.queries import PERSON, named, present_members
from enishi.rooms.trust.models import AuditLine, Report, ReportQuerySet
from enishi.rooms.trust.policies import check_is_operator

if TYPE_CHECKING:
    from collections.abc import Iterator
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
        columns=(*PERSON, "subject", "why", "words", "reported_at"),
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
            yield (*named(other), row.subject, row.why, row.words, row.reported_at)
