"""What came to a member, told in numbers and days: for those who look back on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, F, When

from enishi.rooms.approaches.models import Approach, Welcome
from enishi.rooms.approaches.types import Origin, Purpose, State, Terms

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member


_ANSWERS = (State.ANSWERED, State.DECLINED)


@dataclass(frozen=True, slots=True)
class PickedLine:
    """A line of the recipient's record that an approach points at; None: its entry is gone."""

    entry_id: int | None
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedApproach:
    """An approach as its recipient looks back on it.

    Attributes
    ----------
    answered_at
        When the recipient answered, also with a no; None while it waits, or time ended it.
    """

    id: int
    sender_id: int
    purpose: Purpose
    received_at: datetime
    answered_at: datetime | None
    origin: Origin
    origin_query: str
    reasons: tuple[PickedLine, ...]


def approach_history_of(
    member: Member, *, approach_id: int | None = None
) -> list[ReceivedApproach]:
    """The approaches `member` received and can still see, newest first. One query.

    Parameters
    ----------
    approach_id
        That one only.
    """
    rows = Approach.objects.visible_to(member).sent_to(member)
    if approach_id is not None:
        rows = rows.filter(pk=approach_id)
    found: dict[int, ReceivedApproach] = {}
    reasons: dict[int, list[PickedLine]] = {}
    # What was passed on or reported is no answer of theirs; its time is nothing they are told.
    answered = Case(When(state__in=_ANSWERS, then=F("answered_at")), default=None)
    for pk, sender_id, purpose, sent_at, answered_at, origin, query, *line in rows.order_by(
        "-sent_at", "-pk", "reasons__order"
    ).values_list(
        *("pk", "sender_id", "purpose", "sent_at", answered, "origin", "origin_query"),
        *("reasons__entry_id", "reasons__text", "reasons__language"),
    ):
        reasons.setdefault(pk, [])
        if line[1] is not None:
            reasons[pk].append(PickedLine(*line))
        found[pk] = ReceivedApproach(
            id=pk,
            sender_id=sender_id,
            purpose=Purpose(purpose),
            received_at=sent_at,
            answered_at=answered_at,
            origin=Origin(origin),
            origin_query=query,
            reasons=tuple(reasons[pk]),
        )
    return list(found.values())


def closed_purposes_of(member: Member) -> list[Purpose]:
    """The purposes for which `member` said that nobody may write. One query."""
    closed = Welcome.objects.filter(member=member, terms=Terms.CLOSED)
    said = set(closed.values_list("purpose", flat=True))
    return [purpose for purpose in Purpose if purpose in said]
