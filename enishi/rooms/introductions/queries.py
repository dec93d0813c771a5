"""Reads. The first argument is the viewer; what they may know is decided here, for all doors.

To its requester an introduction is asked, together, withdrawn or over. Nothing they are shown
depends on where it lies, whether somebody stopped it, or what became of the others: only on
what they wrote, how the others were called that day, and the clock.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Count

from enishi.ground.errors import NotFound
from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.introductions import errors
from enishi.rooms.introductions.models import Introduction, IntroductionQuerySet, NotAsked, Step
from enishi.rooms.introductions.policies import refusals_about
from enishi.rooms.introductions.types import (
    MOST_A_WEEK,
    MOST_INTRODUCERS,
    MOST_OPEN,
    MOST_WAYS,
    UNDO_WINDOW,
    WEEK,
    Called,
    KindWords,
    Role,
    Said,
    SeenIntroduction,
    Standing,
    State,
    Stop,
)
from enishi.rooms.members.queries import get_present_member, present_members
from enishi.rooms.network.queries import tie_to
from enishi.rooms.network.types import Degree
from enishi.rooms.profiles.queries import entries_for
from enishi.rooms.profiles.quotes import Quote, quote_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from enishi.rooms.approaches.errors import Refusal
    from enishi.rooms.introductions.types import Draft
    from enishi.rooms.members.models import Member
    from enishi.rooms.network.types import Tie

    Way = tuple[int, ...]


def waiting_for(viewer: Member, *, at: datetime) -> IntroductionQuerySet:
    """What `viewer` may forward, accept or decline, newest first."""
    waiting = _with_steps(Introduction.objects.visible_to(viewer)).held_by(viewer)
    return waiting.movable(at).order_by("-pk")


def asked_by(viewer: Member) -> IntroductionQuerySet:
    """What `viewer` asked for, newest first."""
    return _with_steps(Introduction.objects.visible_to(viewer)).asked_by(viewer).order_by("-pk")


def brought_to(viewer: Member) -> IntroductionQuerySet:
    """What came to `viewer` as an introducer or the recipient, newest first."""
    brought = _with_steps(Introduction.objects.visible_to(viewer)).brought_to(viewer)
    return brought.order_by("-pk")


def see_all(
    viewer: Member, introductions: Iterable[Introduction], *, at: datetime
) -> list[SeenIntroduction]:
    """Each of `introductions`, which `viewer` was found to see, as they may know it.

    At most one query: an introducer reads those of its lines that they see in the record.
    """
    rows = list(introductions)
    shown = _lines_shown(viewer, [row for row in rows if _is_introducer(viewer, row)])
    return [_see(viewer, row, shown, at) for row in rows]


def glance_at(
    viewer: Member, introductions: Iterable[Introduction], *, at: datetime
) -> list[SeenIntroduction]:
    """`see_all` without the lines they are about, for lists. No query of its own."""
    return [replace(_see(viewer, row, (), at), reasons=()) for row in introductions]


def get_introduction_for(
    viewer: Member, introduction_id: int, *, at: datetime
) -> SeenIntroduction:
    """One introduction, as `viewer` may know it.

    Raises
    ------
    NotFound
        Also when it has not reached them, was taken back, or somebody on the way is gone or
        hidden.
    """
    rows = _with_steps(Introduction.objects.visible_to(viewer)).filter(pk=introduction_id)
    for seen in see_all(viewer, rows, at=at):
        return seen
    raise NotFound


def find_asked(viewer: Member, member_id: int, *, at: datetime) -> int | None:
    """The request of `viewer` to be introduced to `member_id` that is under way, by id."""
    asked = Introduction.objects.asked_by(viewer).open(at).filter(recipient_id=member_id)
    return asked.values_list("pk", flat=True).first()


def find_of_conversation(viewer: Member, conversation_id: int) -> int | None:
    """The introduction a conversation of `viewer` came from, by id. One query."""
    found = Introduction.objects.visible_to(viewer).filter(conversation_id=conversation_id)
    return found.values_list("pk", flat=True).first()


def get_recipient_for(viewer: Member, handle: str) -> Member:
    """To whom `viewer` would be introduced, by handle. One query.

    Raises
    ------
    NotFound
        They are not in the house, or hidden by a block.
    """
    return get_present_member(handle, but=hidden_from(viewer.pk, field="pk"))


def ways_along(tie: Tie) -> list[Way]:
    """The best few ways to somebody, as introducers in order. One query.

    Along paths that everybody between agrees to show, and only through members who take such
    requests; each way begins with another introducer.
    """
    found: dict[int, Way] = {}
    for way in _open_ways(tie):
        found.setdefault(way[0], way)
    return list(found.values())[:MOST_WAYS]


def is_asked(viewer: Member) -> bool:
    """Whether `viewer` may be asked to introduce people."""
    return not NotAsked.objects.filter(member=viewer).exists()


def refusals_of(by: Member, draft: Draft, *, at: datetime) -> tuple[Refusal, ...]:
    """Everything that keeps `by` from asking `draft`; empty when it can go.

    Raises
    ------
    NotFound
        The recipient is not in the house, or hidden by a block.
    """
    if draft.recipient_id == by.pk:
        return (errors.IntroductionToSelf(),)
    if not present_members([draft.recipient_id], but=hidden_from(by.pk, field="pk")):
        raise NotFound
    tie = tie_to(by, draft.recipient_id)
    if tie.degree is Degree.FIRST:
        return (errors.KnownAlready(),)
    shown = quote_lines(by, draft.recipient_id, draft.picked)
    return (
        *_too_much(by, draft, at),
        *_about_way(by, draft, tie, at),
        *refusals_about(draft, count_shown=len(shown)),
    )


def _too_much(by: Member, draft: Draft, at: datetime) -> list[Refusal]:
    asked = Introduction.objects.asked_by(by).open(at).values_list("recipient_id", flat=True)
    under_way = list(asked)
    if draft.recipient_id in under_way:
        return [errors.AlreadyAsked()]
    return [errors.TooManyRequests()] if len(under_way) >= MOST_OPEN else []


def _about_way(by: Member, draft: Draft, tie: Tie, at: datetime) -> list[Refusal]:
    if draft.way not in _open_ways(tie):
        return [errors.NoWay()]
    recent = Step.objects.filter(
        introduction__requester=by,
        introduction__asked_at__gt=at - WEEK,
        introducer_id__in=draft.way,
    )
    often = recent.order_by().values("introducer_id").annotate(times=Count("pk"))
    is_enough = any(row["times"] >= MOST_A_WEEK for row in often)
    return [errors.AskedEnough()] if is_enough else []


def _open_ways(tie: Tie) -> list[Way]:
    ways = [path[1:-1] for path in tie.paths if 0 < len(path[1:-1]) <= MOST_INTRODUCERS]
    between = {pk for way in ways for pk in way}
    refusing = NotAsked.objects.filter(member_id__in=between)
    not_asked = set(refusing.values_list("member_id", flat=True)) if between else set()
    return [way for way in ways if not_asked.isdisjoint(way)]


def _with_steps(rows: IntroductionQuerySet) -> IntroductionQuerySet:
    return rows.select_related("requester").prefetch_related("steps")


def _see(
    viewer: Member, row: Introduction, shown: Collection[int], at: datetime
) -> SeenIntroduction:
    steps = list(row.steps.all())
    member_ids = row.people_ids
    place = member_ids.index(viewer.pk)
    role = _role_at(place, row)
    standing = _standing_of(row, place, at)
    is_told = role is not Role.REQUESTER or standing is Standing.TOGETHER
    requester = Called(row.requester.handle, row.requester.name)
    return SeenIntroduction(
        id=row.pk,
        role=role,
        standing=standing,
        member_ids=member_ids,
        called=(
            requester,
            *(Called.read(step.called) for step in steps),
            Called.read(row.called),
        ),
        place=place,
        asked_at=row.asked_at,
        ends_at=row.ends_at,
        note="" if role is Role.RECIPIENT else row.note,
        message=row.message,
        reasons=_quotes(row, role, shown) if is_told else (),
        said=_said(steps, place) if is_told else (),
        kind_words=KindWords(row.kind_words)
        if standing is Standing.OVER and role is Role.REQUESTER and row.kind_words
        else None,
        conversation_id=row.conversation_id if standing is Standing.TOGETHER else None,
        can_undo=standing is Standing.DECLINED and _can_undo(row, at),
    )


def _role_at(place: int, row: Introduction) -> Role:
    if place == 0:
        return Role.REQUESTER
    return Role.RECIPIENT if place > row.length else Role.INTRODUCER


def _standing_of(row: Introduction, place: int, at: datetime) -> Standing:
    """What whoever stands at `place` may know; the requester stands at 0."""
    state = row.state_at(at)
    if place == 0 or state is State.TOGETHER:
        return Standing(state)
    is_holder = place - 1 == row.holder
    if is_holder and row.stopped == Stop.DECLINED:
        return Standing.DECLINED
    if state is State.OVER:
        return Standing.OVER
    return Standing.WAITING if is_holder else Standing.PASSED_ON


def _can_undo(row: Introduction, at: datetime) -> bool:
    is_open = row.state_at(at) is State.ASKED
    return is_open and row.stopped_at is not None and row.stopped_at > at - UNDO_WINDOW


def _said(steps: Sequence[Step], place: int) -> tuple[Said, ...]:
    """What introducers wrote: an introducer reads those before them, and their own."""
    last = place or len(steps)
    return tuple(
        Said(order, step.words)
        for order, step in enumerate(steps, start=1)
        if step.words and order <= last
    )


def _quotes(row: Introduction, role: Role, shown: Collection[int]) -> tuple[Quote, ...]:
    quotes = (Quote(**kept) for kept in row.reasons)
    return tuple(
        quote for quote in quotes if role is not Role.INTRODUCER or quote.entry_id in shown
    )


def _is_introducer(viewer: Member, row: Introduction) -> bool:
    return viewer.pk not in {row.requester_id, row.recipient_id}


def _lines_shown(viewer: Member, rows: Sequence[Introduction]) -> frozenset[int]:
    """The entries quoted in `rows` that `viewer` sees today. No query without rows."""
    quoted = {kept["entry_id"] for row in rows for kept in row.reasons}
    return frozenset(entries_for(viewer, quoted)) if quoted else frozenset()
