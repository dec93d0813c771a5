"""What the pages of reports receive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from enishi.doors.web.approaches.words import moment_label
from enishi.rooms.trust import queries
from enishi.rooms.trust.types import Decision, Subject, Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.paginator import Page

    from enishi.rooms.members.models import Member
    from enishi.rooms.trust.models import AuditLine, Report

PER_PAGE, LINES = 20, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One report, as an operator reads it."""

    id: int
    subject: str
    why: str
    words: str
    read: list[str]
    reporter: str
    reported: str
    reported_handle: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One decision."""

    sentence: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsPage:
    """What waits for a decision, and what was decided lately."""

    cases: Sequence[Case]
    pages: Page[Report]
    lines: Sequence[Line]


def reports_page(viewer: Member, number: str) -> ReportsPage:
    """The operators' queue."""
    pages = Paginator(queries.open_reports(viewer), PER_PAGE).get_page(number)
    return ReportsPage(
        cases=[_case(report) for report in pages],
        pages=pages,
        lines=[_line(one) for one in queries.audit_lines(viewer)[:LINES]],
    )


def _case(report: Report) -> Case:
    return Case(
        id=report.pk,
        subject=str(Subject(report.subject).label),
        why=str(Why(report.why).label),
        words=report.words,
        read=[str(one) for one in report.read],
        reporter=_name(report.reporter),
        reported=_name(report.reported),
        reported_handle=report.reported.handle,
        at=moment_label(report.reported_at),
    )


def _line(line: AuditLine) -> Line:
    said = {"by": _name(line.by), "about": _name(line.about), "number": line.report_id}
    if line.act == f"report.{Decision.UPHELD}":
        sentence = _("%(by)s upheld report %(number)s about %(about)s")
    else:
        sentence = _("%(by)s dismissed report %(number)s about %(about)s")
    return Line(sentence=sentence % said, at=moment_label(line.at))


def _name(member: Member | None) -> str:
    if member is None:
        return "–"
    return member.name.written((get_language() or "ja")[:2]) or member.handle
