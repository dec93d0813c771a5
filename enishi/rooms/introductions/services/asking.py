"""Ask for an introduction, take it back, and say whether one may be asked oneself."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db import connection as database

from enishi.ground.errors import NotFound
from enishi.ground.events import announce
from enishi.rooms.connections.queries import is_any_hidden_among
from enishi.rooms.introductions.errors import AlreadyAsked, IntroductionClosed
from enishi.rooms.introductions.events import IntroducerAsked
from enishi.rooms.introductions.models import Introduction, NotAsked, Step
from enishi.rooms.introductions.queries import refusals_of
from enishi.rooms.introductions.types import LIFE, Called, State, Stop
from enishi.rooms.members.queries import present_members
from enishi.rooms.profiles.quotes import quote_lines

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.introductions.types import Draft
    from enishi.rooms.members.models import Member

_TURN = 0x696E7472  # any number, the same in every process


@transaction.atomic
def request_introduction(*, by: Member, draft: Draft, at: datetime) -> Introduction:
    """`by` asks to be introduced to somebody, through people who know each other in turn.

    Where a block stands between two of the others, nobody is asked: to `by` it is a request
    that waits like any other.

    Raises
    ------
    NotFound
        The recipient is not in the house, or hidden by a block.
    Refusal
        The first of `queries.refusals_of`: asked already, too many, no such way, no reason …
    """
    _take_turn(by)
    # What ended by itself gives way: it is over whether this line was written or not.
    ended = Introduction.objects.asked_by(by).filter(state=State.ASKED)
    ended.filter(asked_at__lte=at - LIFE).update(state=State.OVER)
    refusals = refusals_of(by, draft, at=at)
    if refusals:
        raise refusals[0]
    introduction = _keep(by, draft, at)
    if not introduction.stopped:
        announce(
            IntroducerAsked(
                introduction_id=introduction.pk, introducer_id=draft.way[0], by_id=by.pk
            )
        )
    return introduction


def _keep(by: Member, draft: Draft, at: datetime) -> Introduction:
    people = present_members(draft.others)
    quotes = quote_lines(by, draft.recipient_id, draft.picked)
    try:
        with transaction.atomic():
            introduction = Introduction.objects.create(
                requester=by,
                recipient_id=draft.recipient_id,
                called=_called(people[draft.recipient_id]),
                note=draft.note.strip(),
                message=draft.message.strip(),
                reasons=[asdict(quote) for quote in quotes],
                asked_at=at,
                length=len(draft.way),
                stopped=Stop.BROKEN if is_any_hidden_among(draft.others) else "",
            )
    except IntegrityError:
        raise AlreadyAsked from None
    Step.objects.bulk_create(
        Step(
            introduction=introduction, order=order, introducer_id=pk, called=_called(people[pk])
        )
        for order, pk in enumerate(draft.way)
    )
    return introduction


def withdraw_introduction(*, by: Member, introduction_id: int, at: datetime) -> None:
    """`by` takes a request back; for the others it was never there.

    One that somebody stopped is withdrawn like one that waits, so that trying tells nothing.

    Raises
    ------
    NotFound
        `by` asked no such thing.
    IntroductionClosed
        All are together already, or it was withdrawn, or has ended.
    """
    asked = Introduction.objects.asked_by(by).filter(pk=introduction_id)
    if asked.open(at).update(state=State.WITHDRAWN):
        return
    if not asked.exists():
        raise NotFound
    raise IntroductionClosed


def be_left_alone(*, by: Member, at: datetime) -> None:
    """`by` does not want to be asked to introduce people; no way leads through them."""
    NotAsked.objects.get_or_create(member=by, defaults={"since": at})


def be_asked(*, by: Member) -> None:
    """`by` may be asked to introduce people."""
    NotAsked.objects.filter(member=by).delete()


def _called(member: Member) -> dict[str, object]:
    return Called(member.handle, member.name).kept()


def _take_turn(by: Member) -> None:
    """Let one member ask for one thing at a time, so that no race exceeds a limit.

    On SQLite our transactions begin as writers, and there is one writer.
    """
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_TURN, by.pk & 0x7FFFFFFF])
