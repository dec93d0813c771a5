"""Reports."""

from __future__ import annotations

from typing import Annotated

from django.utils import timezone
from ninja import Router, Status
from pydantic import Field

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.schemas import REFUSALS, Sent
from enishi.rooms.members.types import Scope
from enishi.rooms.trust import services
from enishi.rooms.trust.types import LONGEST_WORDS, Why
from enishi.rooms.upkeep.types import Limit

router = Router(tags=["reports"])


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
