"""What goes with a member who takes everything along: as they may know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from enishi.ground.paging import in_chunks
from enishi.ground.take_out import Facts, Table
from enishi.rooms.approaches.models import GENERAL, Approach, Passing, Upheld, Welcome
from enishi.rooms.approaches.queries.drafts import drafts_of
from enishi.rooms.approaches.queries.passings import passings_for
from enishi.rooms.approaches.types import State
from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.members.queries import PERSON, named, present_members

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.approaches.models import Reason
    from enishi.rooms.members.models import Member


def own_data(member: Member, at: datetime) -> Iterator[Part]:
    """The member's terms for the take-out, and approaches both ways as they know them at `at`.

    What they sent to somebody who is gone or hidden are still their words; where it stands is
    nothing they may know.
    """
    yield Table(name="welcomes", columns=_TERMS, rows=_told_terms(member))
    yield Facts(name="in_general", facts=_told_in_general(member))
    yield Table(
        name="drafts",
        columns=(*PERSON, "saved_at", *_WRITTEN),
        rows=_told_drafts(member),
    )
    yield Table(
        name="passings",
        columns=("direction", *PERSON, "subject", "asked_at"),
        rows=_told_passings(member, at),
    )
    yield Table(
        name="reports_upheld",
        columns=("at",),
        rows=Upheld.objects.filter(member=member).order_by("pk").values_list("at"),
    )
    yield Table(
        name="approaches",
        columns=(
            *("direction", *PERSON, "purpose", "subject", "message", "detail"),
            *("fee_yen", "minutes"),
            *("sent_at", "state", "answered_at", "kind_words", "conversation"),
            *("came_by", "came_by_query", "reasons"),
        ),
        rows=_told_approaches(member, at),
    )


_TERMS = ("purpose", "terms", "second_degree", "connections", "fee_yen", "minutes", "per_week")
_WRITTEN = ("purpose", "subject", "message", "detail", "lines", "fee_yen", "minutes")


def _told_terms(member: Member) -> Iterator[Row]:
    said = Welcome.objects.filter(member=member).exclude(purpose=GENERAL)
    yield from said.order_by("pk").values_list(*_TERMS)


def _told_in_general(member: Member) -> dict[str, object]:
    row = Welcome.objects.filter(member=member, purpose=GENERAL).first()
    return {
        "paused_until": row.opens_at if row else None,
        "shows_pace": row.shows_pace if row else False,
        "shows_domain": row.shows_domain if row else False,
    }


def _told_drafts(member: Member) -> Iterator[Row]:
    for page in in_chunks(drafts_of(member)):
        people = present_members({row.recipient_id for row in page})
        for row in page:
            said = row.said
            words = (
                list(said.lines) if name == "lines" else getattr(said, name)
                for name in _WRITTEN
            )
            yield (*named(people.get(row.recipient_id)), row.saved_at, *words)


def _told_passings(member: Member, at: datetime) -> Iterator[Row]:
    """What they are asked to take over now, and whom they named."""
    named_by_them = Passing.objects.filter(approach__recipient=member)
    rows = [*passings_for(member, at=at), *named_by_them.select_related("approach")]
    others = {pk for row in rows for pk in (row.to_id, row.approach.recipient_id)}
    people = present_members(others, but=hidden_from(member.pk, field="pk"))
    for row in rows:
        is_asked = row.to_id == member.pk
        other = people.get(row.approach.recipient_id if is_asked else row.to_id)
        direction = "asked" if is_asked else "named"
        yield (direction, *named(other), row.approach.subject, row.asked_at)


def _told_approaches(member: Member, at: datetime) -> Iterator[Row]:
    told = Approach.objects.visible_to(member) | Approach.objects.sent_by(member)
    # Said once more in plain words, so that indexes find them among everybody's.
    told = told.filter(Q(sender=member) | Q(recipient=member))
    for page in in_chunks(told.prefetch_related("reasons")):
        people = present_members(
            {row.other_id(member) for row in page}, but=hidden_from(member.pk, field="pk")
        )
        for row in page:
            is_sent = row.sender_id == member.pk
            other = people.get(row.other_id(member))
            yield (
                *("sent" if is_sent else "received", *named(other), row.purpose, row.subject),
                *(row.message, row.detail, row.fee_yen, row.minutes, row.sent_at),
                *(_ending_of(row, member, at) if other else (None, None, "", None)),
                *((row.origin, row.origin_query) if is_sent else ("", "")),
                [_told_reason(reason) for reason in row.reasons.all()],
            )


def _ending_of(row: Approach, member: Member, at: datetime) -> Row:
    """State, time, kind words and conversation, as far as the member may know them.

    Of an ending that is no answer the sender has no time: it might tell a "no" from silence.
    """
    state = row.state_for(member, at)
    has_time = state is State.ANSWERED or member.pk == row.recipient_id
    return (
        state,
        row.answered_at if has_time else None,
        row.kind_words if state is State.DECLINED else "",
        row.conversation_id if state is State.ANSWERED else None,
    )


def _told_reason(reason: Reason) -> dict[str, str]:
    names = ("language", "text", "other_text", "organization", "starts", "ends")
    return {name: getattr(reason, name) for name in names}
