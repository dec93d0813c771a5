"""What the pages of reports receive."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from enishi.doors.web.approaches.words import moment_label
from enishi.rooms.trust import queries
from enishi.rooms.trust.types import Decision, Subject, Why

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.core.paginator import Page

    from enishi.rooms.members.models import Member
    from enishi.rooms.trust.models import AuditLine, Report
    from enishi.rooms.trust.types import Record

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
    of_reported: str
    of_reporter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReport:
    """One report, as whoever made it reads it: what, and what came of it; nobody's name."""

    id: int
    subject: str
    why: str
    words: str
    at: str
    state: tuple[str, str]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReportsPage:
    """What the viewer reported, newest first."""

    reports: Sequence[OwnReport]
    pages: Page[Report]


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


def reports_page(viewer: Member, number: str, at: datetime) -> ReportsPage:
    """The operators' queue."""
    pages = Paginator(queries.open_reports(viewer), PER_PAGE).get_page(number)
    about, by = queries.records_of(viewer, pages, at=at)
    return ReportsPage(
        cases=[_case(one, about[one.reported_id], by[one.reporter_id]) for one in pages],
        pages=pages,
        lines=[_line(one) for one in queries.audit_lines(viewer)[:LINES]],
    )


def own_reports_page(viewer: Member, number: str) -> OwnReportsPage:
    """What `viewer` reported."""
    pages = Paginator(queries.reports_by(viewer), PER_PAGE).get_page(number)
    return OwnReportsPage(reports=[_own(report) for report in pages], pages=pages)


def _own(report: Report) -> OwnReport:
    mark, state, sentence = _told(Decision(report.decision))
    return OwnReport(
        id=report.pk,
        subject=str(Subject(report.subject).label),
        why=str(Why(report.why).label),
        words=report.words,
        at=moment_label(report.reported_at),
        state=(mark, state),
        sentence=sentence,
    )


def _told(decision: Decision) -> tuple[str, str, str]:
    """Kind of mark, its words, and the sentence for whoever reported."""
    return {
        Decision.OPEN: (
            "wait",
            _("Waits for an operator"),
            _(
                "What you do meanwhile is up to you: you may block whoever wrote it at any"
                " time."
            ),
        ),
        Decision.UPHELD: (
            "yes",
            _("Found right"),
            _(
                "An operator read it and found that it has no place in this house. That weighs"
                " on what its writer may send."
            ),
        ),
        Decision.DISMISSED: (
            "shut",
            _("Nothing found"),
            _(
                "An operator read it and found nothing against the rules of this house. It"
                " weighs on nobody. You may still block whoever wrote it."
            ),
        ),
    }[decision]


def _case(report: Report, of_reported: Record, of_reporter: Record) -> Case:
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
        of_reported=_record(of_reported),
        of_reporter=_record(of_reporter),
    )


def _record(record: Record) -> str:
    return _("%(upheld)s upheld, %(dismissed)s dismissed, %(open)s open") % asdict(record)


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
