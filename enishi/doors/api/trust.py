"""Reports."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.schemas import REFUSALS, Cursor, Sent
from enishi.ground.paging import newest_first
from enishi.rooms.members.types import Scope
from enishi.rooms.trust import queries, services
from enishi.rooms.trust.types import LONGEST_WORDS, Decision, Subject, Why
from enishi.rooms.upkeep.types import Limit

router = Router(tags=["reports"])
PAGE_SIZE = 50


class ReportSent(Sent):
    """Why something is reported."""

    why: Why
    words: Annotated[str, Field(max_length=LONGEST_WORDS)] = ""


@router.post(
    "approaches/{approach_id}/report",
    response={204: None, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.REPORTS),
    summary="Report an approach",
)
def report_approach(
    request: MemberRequest, approach_id: int, report: ReportSent
) -> Status[None]:
    """Report an approach one received; it ends, and its sender is not told."""
    services.report_approach(
        by=request.user,
        approach_id=approach_id,
        why=report.why,
        words=report.words,
        at=timezone.now(),
    )
    return Status(204, None)


@router.post(
    "conversations/{conversation_id}/report",
    response={204: None, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.REPORTS),
    summary="Report a conversation",
)
def report_conversation(
    request: MemberRequest, conversation_id: int, report: ReportSent
) -> Status[None]:
    """Report what the other wrote in a conversation."""
    services.report_conversation(
        by=request.user,
        conversation_id=conversation_id,
        why=report.why,
        words=report.words,
        at=timezone.now(),
    )
    return Status(204, None)


@router.post(
    "conversations/{conversation_id}/messages/{message_id}/report",
    response={204: None, **REFUSALS},
    auth=needs(Scope.APPROACHES_WRITE, Limit.REPORTS),
    summary="Report a message",
)
def report_message(
    request: MemberRequest, conversation_id: int, message_id: int, report: ReportSent
) -> Status[None]:
    """Report one message of another."""
    services.report_message(
        by=request.user,
        conversation_id=conversation_id,
        message_id=message_id,
        said=(report.why, report.words),
        at=timezone.now(),
    )
    return Status(204, None)


class OwnReport(Schema):
    """What one reported, and what was decided; by whom is not told."""

    id: int
    subject: Subject
    why: Why
    words: str
    reported_at: datetime
    decision: Decision
    decided_at: datetime | None


class OwnReports(Schema):
    """A page of reports."""

    items: list[OwnReport]
    next_cursor: str


@router.get(
    "reports",
    response={200: OwnReports, **REFUSALS},
    auth=needs(Scope.APPROACHES_READ),
    summary="My reports",
)
def read_reports(request: MemberRequest, cursor: Cursor = "") -> OwnReports:
    """What one reported, newest first, and what came of it."""
    page = newest_first(queries.reports_by(request.user), cursor=cursor, size=PAGE_SIZE)
    items = [OwnReport.from_orm(row) for row in page.items]
    return OwnReports(items=items, next_cursor=page.next_cursor)
