"""What the page receives on which somebody writes to a stranger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from enishi.doors.web.approaches import words
from enishi.doors.web.approaches.pages import language, person_and_path
from enishi.doors.web.approaches.picking import pick_groups
from enishi.rooms.approaches.queries import (
    find_draft,
    get_recipient_for,
    last_to,
    ledger_and_pace,
    refusal_between,
    stake_of,
    welcomes_of,
)
from enishi.rooms.network.queries import tie_to
from enishi.rooms.profiles.queries import record_with_posts
from enishi.rooms.profiles.types import LineRef

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.doors.web.approaches.forms import ApproachForm
    from enishi.doors.web.approaches.picking import PickGroup
    from enishi.doors.web.ui.types import PathStep, PersonCard
    from enishi.rooms.approaches.types import Letter, Purpose, Reception, Written
    from enishi.rooms.members.models import Member
    from enishi.rooms.network.types import Tie

#: Posts whose lines may be picked without having been found before.
NEWEST_POSTS = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """What was begun before."""

    written: Written
    kept: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom somebody would like to write to, and how they would be received now."""

    member: Member
    tie: Tie
    receptions: dict[Purpose, Reception]
    shows_pace: bool
    draft: Draft | None

    @property
    def written(self) -> Written | None:
        """What was begun before, if anything was."""
        return self.draft.written if self.draft else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeChoice:
    """One purpose one may write for."""

    value: str
    label: str
    sentence: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Before:
    """What was written to them before, and keeps one from writing now."""

    url: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposePage:
    """Writing to somebody."""

    person: PersonCard
    before: Before | None
    draft: Draft | None
    pace: str
    slots: list[str]
    has_free_slot: bool
    purposes: list[PurposeChoice]
    barred: list[tuple[str, str]]
    groups: list[PickGroup]
    path: list[PathStep]
    form: ApproachForm


def addressee_for(viewer: Member, handle: str, at: datetime) -> Addressee:
    """The member of this handle. Five queries at most.

    Raises
    ------
    NotFound
        They are not in the house, or hidden by a block.
    """
    member = get_recipient_for(viewer, handle)
    tie = tie_to(viewer, member.pk)
    said = welcomes_of([member.pk], at=at)[member.pk]
    saved = find_draft(viewer, member.pk)
    draft = Draft(saved.said, words.moment_label(saved.saved_at)) if saved else None
    return Addressee(member, tie, said.towards(tie.degree, at), said.shows_pace, draft)


def compose_page(
    viewer: Member, addressee: Addressee, form: ApproachForm, at: datetime
) -> ComposePage:
    """What somebody sees before and while they write."""
    member_id = addressee.member.pk
    picked = form.picked()
    lines = (LineRef.parse(ref) for ref in picked)
    record = record_with_posts(
        viewer, member_id, newest=NEWEST_POSTS, also=[line.entry_id for line in lines if line]
    )
    person, path = person_and_path(viewer, member_id, addressee.tie, record)
    ledger, pace = ledger_and_pace(viewer.pk, member_id, at=at)
    stake = stake_of(ledger, at=at)
    return ComposePage(
        person=person,
        before=_before(last_to(ledger, member_id), at),
        draft=addressee.draft,
        pace=words.pace_sentence(pace) if pace and addressee.shows_pace else "",
        slots=words.stake_sentences(stake),
        has_free_slot=stake.free > 0,
        purposes=_purposes(addressee, form["purpose"].value()),
        barred=[
            (str(purpose.label), words.reception_sentence(reception))
            for purpose, reception in addressee.receptions.items()
            if reception.barrier is not None
        ],
        groups=pick_groups(record, picked, language()),
        path=path,
        form=form,
    )


def _before(last: Letter | None, at: datetime) -> Before | None:
    refusal = refusal_between(last, at)
    if last is None or refusal is None:
        return None
    return Before(reverse("web:approach", args=[last.id]), str(refusal))


def _purposes(addressee: Addressee, chosen: str) -> list[PurposeChoice]:
    return [
        PurposeChoice(
            value=purpose.value,
            label=str(purpose.label),
            sentence=words.terms_sentence(reception.terms),
            is_chosen=purpose == chosen,
        )
        for purpose, reception in addressee.receptions.items()
        if reception.barrier is None
    ]
