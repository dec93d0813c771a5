"""Approaches, as their sender and their recipient see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from enishi.ground.errors import NotFound
from enishi.rooms.approaches.models import Approach, ApproachQuerySet, Passing, Reason
from enishi.rooms.approaches.types import REST, State

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member


def waiting_for(viewer: Member, *, at: datetime) -> ApproachQuerySet:
    """The approaches `viewer` may still answer, newest first, with their reasons."""
    return received_by(viewer).waiting(at)


def received_by(viewer: Member) -> ApproachQuerySet:
    """All approaches `viewer` received, newest first, with their reasons."""
    received = Approach.objects.visible_to(viewer).sent_to(viewer).with_neighbours()
    return received.prefetch_related("reasons").order_by("-pk")


def sent_by(viewer: Member) -> ApproachQuerySet:
    """All approaches `viewer` sent, newest first. Ask each for its `state_for(viewer)`."""
    sent = Approach.objects.visible_to(viewer).sent_by(viewer).with_neighbours()
    return sent.order_by("-pk")


def letters_around(viewer: Member, *, at: datetime, most: int) -> list[Approach]:
    """What an inbox shows, newest first. Two queries: the approaches, and their reasons.

    At most so many of each: those that wait for `viewer`, those they sent that became no
    conversation, and those to others that they are asked to take over.
    """
    sets = (
        waiting_for(viewer, at=at),
        sent_by(viewer).exclude(state=State.ANSWERED),
        Approach.objects.filter(passing__in=Passing.objects.open_to(viewer, at)).order_by(
            "-pk"
        ),
    )
    chosen = Q()
    for letters in sets:
        chosen |= Q(pk__in=letters.select_related(None).values("pk")[:most])
    found = Approach.objects.filter(chosen).select_related("passing")
    return list(found.prefetch_related("reasons").order_by("-pk"))


def letters_among(
    viewer: Member, letter_ids: list[int], passing_ids: list[int], *, at: datetime
) -> list[Approach]:
    """Of these, what `viewer` sent or received, and what they are asked to take over.

    One query, without reasons: to learn how each stands.
    """
    open_ones = Passing.objects.open_to(viewer, at).filter(pk__in=passing_ids)
    own, asked = (
        letters.select_related("passing").with_neighbours().order_by()
        for letters in (
            Approach.objects.visible_to(viewer).filter(pk__in=letter_ids),
            Approach.objects.filter(pk__in=open_ones.values("approach_id")),
        )
    )
    return list(own.union(asked))


def open_letters_of(viewer: Member, *, at: datetime) -> ApproachQuerySet:
    """What `viewer` sent so lately that it may keep a slot, newest first."""
    return sent_by(viewer).filter(sent_at__gt=at - REST)


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
        .select_related("sender", "recipient", "passing")
        .with_neighbours()
        .prefetch_related("reasons", "continues__reasons")
        .first()
    )
    if approach is None:
        raise NotFound
    return approach


def reasons_of_conversation(viewer: Member, conversation_id: int) -> list[Reason]:
    """Why a conversation of `viewer` began, each reason with its approach. One query."""
    approaches = Approach.objects.visible_to(viewer).filter(conversation_id=conversation_id)
    return list(Reason.objects.filter(approach__in=approaches).select_related("approach"))


def passed_on_for(viewer: Member, approach: Approach, *, at: datetime) -> Approach | None:
    """The approach with which `approach` goes on, or from which it does, if `viewer` may know.

    No query, if the neighbours were read with it: as every reading here does.
    """
    if approach.continues is not None:
        return approach.continues
    is_sender = viewer.pk == approach.sender_id
    if not is_sender or approach.state_for(viewer, at) is not State.PASSED_ON:
        return None
    return getattr(approach, "continued_by", None)
