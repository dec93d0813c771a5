"""Writes: report, and decide a report once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from enishi.ground.errors import NotFound
from enishi.ground.events import announce
from enishi.rooms.approaches.services import note_upheld, set_aside_reported
from enishi.rooms.conversations.queries import (
    get_conversation_for,
    get_message_for,
    messages_of,
)
from enishi.rooms.trust.errors import AlreadyDecided, WordsTooLong
from enishi.rooms.trust.events import ReportDecided
from enishi.rooms.trust.models import AuditLine, Report
from enishi.rooms.trust.policies import check_is_operator, check_may_decide
from enishi.rooms.trust.types import (
    LONGEST_WORDS,
    MESSAGES_SHOWN,
    Decision,
    Subject,
    Why,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from enishi.rooms.members.models import Member


@transaction.atomic
def report_approach(
    *, by: Member, approach_id: int, why: Why, words: str = "", at: datetime
) -> None:
    """`by` reports an approach they received; it ends for them. A second time changes nothing.

    Raises
    ------
    NotFound
        No such approach was sent to `by`.
    WordsTooLong
        There are more than 2,000 characters.
    """
    approach = set_aside_reported(by=by, approach_id=approach_id, at=at)
    _keep(
        by=by,
        about=(Subject.APPROACH, approach.pk, approach.sender_id),
        said=(why, words),
        read=[one for one in (approach.subject, approach.detail, approach.message) if one],
        at=at,
    )


@transaction.atomic
def report_message(
    *,
    by: Member,
    conversation_id: int,
    message_id: int,
    said: tuple[Why, str],
    at: datetime,
) -> None:
    """`by` reports one message of another; a second time changes nothing.

    Parameters
    ----------
    said
        Why, and the reporter's words.

    Raises
    ------
    NotFound
        It is not there for `by` to read, or it is their own.
    WordsTooLong
        There are more than 2,000 characters.
    """
    message = get_message_for(by, conversation_id, message_id)
    if message.author_id is None or message.author_id == by.pk:
        raise NotFound
    _keep(
        by=by,
        about=(Subject.MESSAGE, message.id, message.author_id),
        said=said,
        read=[message.body, *(file.name for file in message.files)],
        at=at,
    )


@transaction.atomic
def report_conversation(
    *, by: Member, conversation_id: int, why: Why, words: str = "", at: datetime
) -> None:
    """`by` reports what the other wrote in a conversation; a second time changes nothing.

    Raises
    ------
    NotFound
        `by` takes no part in it, or the other is gone or hidden.
    WordsTooLong
        There are more than 2,000 characters.
    """
    talk = get_conversation_for(by, conversation_id)
    newest = messages_of(by, conversation_id).messages
    theirs = [one.body for one in newest if one.author_id == talk.other_id]
    _keep(
        by=by,
        about=(Subject.CONVERSATION, conversation_id, talk.other_id),
        said=(why, words),
        read=theirs[-MESSAGES_SHOWN:],
        at=at,
    )


def _keep(
    *,
    by: Member,
    about: tuple[Subject, int, int],
    said: tuple[Why, str],
    read: Sequence[str],
    at: datetime,
) -> None:
    why, words = said[0], said[1].strip()
    if len(words) > LONGEST_WORDS:
        raise WordsTooLong
    subject, subject_id, reported_id = about
    Report.objects.get_or_create(
        reporter=by,
        subject=subject,
        subject_id=subject_id,
        defaults={
            "reported_id": reported_id,
            "why": why,
            "words": words,
            "read": list(read),
            "reported_at": at,
        },
    )


@transaction.atomic
def uphold_report(*, by: Member, report_id: int, at: datetime) -> None:
    """`by` finds that a report is right: it weighs on the slots and card of whom it is about.

    Raises
    ------
    NotFound
        There is no such report, or `by` is no operator.
    OwnCase
        `by` has a part in it.
    AlreadyDecided
        Somebody was quicker.
    """
    report = _decide(by=by, report_id=report_id, decision=Decision.UPHELD, at=at)
    note_upheld(member_id=report.reported_id, report_id=report.pk, at=at)


@transaction.atomic
def dismiss_report(*, by: Member, report_id: int, at: datetime) -> None:
    """`by` finds nothing in a report; it never weighs on anybody.

    Raises
    ------
    NotFound
        There is no such report, or `by` is no operator.
    OwnCase
        `by` has a part in it.
    AlreadyDecided
        Somebody was quicker.
    """
    _decide(by=by, report_id=report_id, decision=Decision.DISMISSED, at=at)


def _decide(*, by: Member, report_id: int, decision: Decision, at: datetime) -> Report:
    check_is_operator(by)
    report = Report.objects.filter(pk=report_id).first()
    if report is None:
        raise NotFound
    check_may_decide(report, by)
    # Claim first: two operators may look at the same queue.
    waiting = Report.objects.open().filter(pk=report.pk)
    if not waiting.update(decision=decision, decided_at=at, decided_by=by):
        raise AlreadyDecided
    AuditLine.objects.create(
        at=at,
        by=by,
        act=f"report.{decision}",
        about_id=report.reported_id,
        report_id=report.pk,
    )
    announce(ReportDecided(report_id=report.pk, reporter_id=report.reporter_id))
    return report


@transaction.atomic
def erase_reports(*, member_id: int) -> None:
    """Forget the words of somebody who left, and what was reported of them.

    The audit stays: who decided, and when; the row of a leaver has no name any more.
    """
    Report.objects.filter(Q(reported_id=member_id) | Q(reporter_id=member_id)).delete()
