"""Reads. The first argument is the viewer, who sees what they sent or received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from enishi.ground.errors import NotFound
from enishi.ground.paging import in_chunks
from enishi.ground.take_out import Table
from enishi.rooms.approaches.errors import AlreadyWaiting, Refusal, ToSelf
from enishi.rooms.approaches.models import Approach, ApproachQuerySet, Reason, Welcome
from enishi.rooms.approaches.policies import refusals_about
from enishi.rooms.approaches.types import Purpose, State, WelcomeTerms
from enishi.rooms.connections.queries import hidden_from, hidden_ids
from enishi.rooms.members.queries import PERSON, get_present_member, named, present_members
from enishi.rooms.profiles.queries import entries_for, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.approaches.types import Draft
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import LineRef, SeenEntry

    Picked = tuple[LineRef, SeenEntry, str]
    Welcomes = dict[Purpose, WelcomeTerms]


def waiting_for(viewer: Member) -> ApproachQuerySet:
    """The approaches `viewer` has not answered, newest first, with their reasons."""
    return received_by(viewer).waiting()


def received_by(viewer: Member) -> ApproachQuerySet:
    """All approaches `viewer` received, newest first, with their reasons."""
    received = Approach.objects.visible_to(viewer).sent_to(viewer)
    return received.prefetch_related("reasons").order_by("-pk")


def sent_by(viewer: Member) -> ApproachQuerySet:
    """All approaches `viewer` sent, newest first. Ask each for its `state_for(viewer)`."""
    return Approach.objects.visible_to(viewer).sent_by(viewer).order_by("-pk")


def sent_without_answer(viewer: Member) -> ApproachQuerySet:
    """What `viewer` sent that became no conversation: it waits, or it ended otherwise."""
    return sent_by(viewer).exclude(state=State.ANSWERED)


def find_waiting(viewer: Member, member_id: int, *, at: datetime) -> Approach | None:
    """What `viewer` sent to `member_id` and, for all they may know, still waits."""
    return Approach.objects.filter(sender=viewer, recipient_id=member_id).undecided(at).first()


def get_approach_for(viewer: Member, approach_id: int) -> Approach:
    """The approach with its reasons, if `viewer` sent or received it.

    Raises
    ------
    NotFound
        Also when it is between others, was taken back, or the other is gone or hidden.
    """
    approach = (
        Approach.objects.visible_to(viewer)
        .filter(pk=approach_id)
        .select_related("sender", "recipient")
        .prefetch_related("reasons")
        .first()
    )
    if approach is None:
        raise NotFound
    return approach


def reasons_of_conversation(viewer: Member, conversation_id: int) -> list[Reason]:
    """Why a conversation of `viewer` began, each reason with its approach. One query."""
    approaches = Approach.objects.visible_to(viewer).filter(conversation_id=conversation_id)
    return list(Reason.objects.filter(approach__in=approaches).select_related("approach"))


def welcome_for(viewer: Member, member_id: int) -> Welcomes:
    """The terms of `member_id` for every purpose.

    Raises
    ------
    NotFound
        They are not in the house, or hidden by a block.
    """
    if not present_members([member_id], but=hidden_from(viewer.pk, field="pk")):
        raise NotFound
    return _said_by([member_id])[member_id]


def get_recipient_for(viewer: Member, handle: str) -> tuple[Member, Welcomes]:
    """Whom `viewer` may write to by this handle, and their terms. Two queries.

    Raises
    ------
    NotFound
        They are not in the house, or hidden by a block.
    """
    recipient = get_present_member(handle, but=hidden_from(viewer.pk, field="pk"))
    return recipient, _said_by([recipient.pk])[recipient.pk]


def welcomes_for(viewer: Member, member_ids: Iterable[int]) -> dict[int, Welcomes]:
    """The terms of each of `member_ids` that no block hides from `viewer`. Two queries."""
    return _said_by(set(member_ids) - hidden_ids(viewer.pk))


def terms_of(member_ids: Iterable[int]) -> dict[int, Welcomes]:
    """The terms of members the viewer was already found to see. One query."""
    return _said_by(member_ids)


def refusals_of(by: Member, draft: Draft, *, at: datetime) -> tuple[Refusal, ...]:
    """Everything that keeps `by` from sending `draft`; empty when it can go.

    Raises
    ------
    NotFound
        The recipient is not in the house, or hidden by a block.
    """
    if draft.recipient_id == by.pk:
        return (ToSelf(),)
    welcome = welcome_for(by, draft.recipient_id)[draft.purpose]
    shown = len(picked_lines(by, draft.recipient_id, draft.picked))
    refusals = list(refusals_about(draft, welcome=welcome, count_shown=shown))
    if find_waiting(by, draft.recipient_id, at=at):
        refusals.insert(0, AlreadyWaiting())
    return tuple(refusals)


def picked_lines(by: Member, recipient_id: int, lines: Sequence[LineRef]) -> list[Picked]:
    """Those of `lines` that stand in the recipient's record and are shown to `by`.

    One query, whatever the number of lines.
    """
    entries = entries_for(by, {line.entry_id for line in lines})
    picked = []
    for line in lines:
        entry = entries.get(line.entry_id)
        if entry is None or entry.member_id != recipient_id:
            continue
        words = words_of(entry, line)
        if words:
            picked.append((line, entry, words))
    return picked


def own_data(member: Member, at: datetime) -> Iterator[Part]:
    """The member's terms for the take-out, and approaches both ways as they know them at `at`.

    What they sent to somebody who is gone or hidden are still their words; where it stands is
    nothing they may know.
    """
    yield Table(
        name="welcomes",
        columns=("purpose", "terms", "fee_yen", "minutes"),
        rows=Welcome.objects.filter(member=member)
        .order_by("pk")
        .values_list("purpose", "terms", "fee_yen", "minutes"),
    )
    yield Table(
        name="approaches",
        columns=(
            *("direction", *PERSON, "purpose", "subject", "message", "fee_yen", "minutes"),
            *("sent_at", "state", "answered_at", "kind_words", "conversation"),
            *("came_by", "came_by_query", "reasons"),
        ),
        rows=_told_approaches(member, at),
    )


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
                *(row.message, row.fee_yen, row.minutes, row.sent_at),
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


def _said_by(member_ids: Iterable[int]) -> dict[int, Welcomes]:
    unset = {purpose: WelcomeTerms(purpose=purpose) for purpose in Purpose}
    said = {member_id: dict(unset) for member_id in member_ids}
    for welcome in Welcome.objects.filter(member_id__in=list(said)):
        terms = welcome.said
        said[welcome.member_id][terms.purpose] = terms
    return said
