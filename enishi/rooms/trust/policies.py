"""Who may decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.ground.errors import NotFound
from enishi.rooms.trust.errors import OwnCase

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member
    from enishi.rooms.trust.models import Report


def check_is_operator(member: Member) -> None:
    """Let operators pass; to others there is nothing here.

    Raises
    ------
    NotFound
    """
    if not member.is_staff:
        raise NotFound


def check_may_decide(report: Report, operator: Member) -> None:
    """Let nobody judge their own case.

    Raises
    ------
    OwnCase
    """
    if operator.pk in {report.reporter_id, report.reported_id}:
        raise OwnCase
