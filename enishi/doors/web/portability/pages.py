"""What the pages of this area are given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from enishi.doors.web.people import cards_for
from enishi.doors.web.portability.forms import ChoiceForm
from enishi.rooms.portability import queries
from enishi.rooms.portability.types import AT_WORK, KEPT_ENDED, WRITTEN, Format, State

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.doors.web.portability.forms import FileForm
    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.members.models import Member
    from enishi.rooms.portability.models import Import
    from enishi.rooms.portability.types import Answers, Counts, LeftLine, Preview


@dataclass(frozen=True, slots=True)
class BringInPage:
    """Where a file is chosen, and the imports that are kept.

    Attributes
    ----------
    open
        The newest that waits, has stopped, or is being worked on; None when there is none.
    ended
        The others, each with the day until which it is kept.
    """

    form: FileForm
    open: Import | None
    ended: list[tuple[Import, datetime]]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """An import that waits for a decision.

    Attributes
    ----------
    people
        Those the file names who can be invited.
    known
        How many of those it names the viewer knows or has asked already.
    """

    kept: Import
    preview: Preview
    form: ChoiceForm
    people: list[PersonCard]
    known: int


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """An import that is being written or taken back, or has ended.

    Attributes
    ----------
    kept_until
        When it is forgotten; None while somebody is at it.
    left
        What was changed since, and stays; once it is taken back.
    """

    kept: Import
    counts: Counts
    answers: Answers
    left: list[LeftLine]
    kept_until: datetime | None
    is_full: bool

    @property
    def is_running(self) -> bool:
        """Whether somebody is at it."""
        return self.kept.state in AT_WORK

    @property
    def can_be_undone(self) -> bool:
        """Whether something of it can be taken back."""
        return self.kept.state in WRITTEN and self.counts.done > self.counts.undone


def bring_in_page(viewer: Member, form: FileForm) -> BringInPage:
    """One query."""
    kept = queries.imports_of(viewer)
    is_over = (State.APPLIED, State.UNDONE)
    waiting = next((one for one in kept if one.state not in is_over), None)
    others = ((one, kept_until(one)) for one in kept if one is not waiting)
    return BringInPage(form, waiting, [(one, until) for one, until in others if until])


def kept_until(kept: Import) -> datetime | None:
    """When an import that has ended is forgotten."""
    return kept.ended_at + KEPT_ENDED if kept.ended_at and kept.state not in AT_WORK else None


def preview_page(viewer: Member, kept: Import) -> PreviewPage:
    """Three queries, and five for the people, whatever the number of lines."""
    preview = queries.preview_of(viewer, kept, _language())
    contacts = preview.contacts
    cards = cards_for(viewer, contacts.free).values() if contacts.free else ()
    return PreviewPage(
        kept,
        preview,
        ChoiceForm(initial={"visibility": kept.visibility}),
        people=sorted(cards, key=lambda card: (card.reading or card.name, card.handle)),
        known=len(contacts.here) - len(contacts.free),
    )


def progress_page(kept: Import) -> ProgressPage:
    """Three queries."""
    return ProgressPage(
        kept,
        queries.counts_of(kept),
        queries.answers_of(kept),
        left=queries.left_lines(kept, _language()) if kept.state == State.UNDONE else [],
        kept_until=kept_until(kept),
        is_full=kept.error == "record_is_full",
    )


def _language() -> str:
    return (get_language() or "ja")[:2]


def is_format(name: str) -> bool:
    """Whether a record can be taken out as `name`."""
    return name in Format.values
