"""Why now: from one's own edits to searches, visits and approaches, as a page tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode

from enishi.doors.web.people import cards_for
from enishi.doors.web.profiles.known import entry_words
from enishi.ground.errors import NotFound
from enishi.ground.paging import part_of
from enishi.rooms.approaches.types import Origin
from enishi.rooms.insights.queries import chain_for, ledger_for
from enishi.rooms.profiles.queries import entries_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from enishi.doors.web.profiles.shown import Written
    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.insights.types import Chain, Crowd, Edited
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.events import EntryChange
    from enishi.rooms.profiles.types import SeenEntry

PAGE_SIZE = 10
MOST_EDITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRow:
    """A change the viewer made, and the words by which its entry is known."""

    at: datetime
    change: EntryChange
    line: Written

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The line as a whole."""
        return [(0, len(self.line.text))]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainRow:
    """Why one approach came when it did."""

    card: PersonCard
    approach_id: int
    sent_at: datetime
    edit: EditRow | None
    searches: Crowd
    visit_at: datetime | None
    query: str
    is_question: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    """What came after one edit."""

    edit: EditRow
    searches: Crowd
    viewed: int
    approached: int

    @property
    def is_quiet(self) -> bool:
        """Whether nothing came yet."""
        return not (self.searches or self.viewed or self.approached)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPage:
    """A page of approaches with what led to them; on the first, what the newest edits did."""

    rows: list[ChainRow]
    outcomes: list[OutcomeRow]
    first_url: str
    next_url: str


def ledger_page(viewer: Member, now: datetime, cursor: str) -> LedgerPage:
    """Why each approach came when it did, newest first."""
    ledger = ledger_for(viewer, now)
    part = part_of(ledger.chains, cursor=cursor, size=PAGE_SIZE)
    outcomes = () if cursor else ledger.outcomes[:MOST_EDITS]
    entries = _entries(
        viewer, [*(one.edit for one in part.items), *(one.edit for one in outcomes)]
    )
    address = reverse("web:why_now")
    more = f"{address}?{urlencode({'cursor': part.next_cursor})}" if part.next_cursor else ""
    return LedgerPage(
        rows=_rows(viewer, part.items, entries),
        outcomes=[
            OutcomeRow(
                edit=_edit(one.edit, entries),
                searches=one.searches,
                viewed=one.viewed,
                approached=one.approached,
            )
            for one in outcomes
        ],
        first_url=address if cursor else "",
        next_url=more,
    )


def why_page(viewer: Member, approach_id: int, now: datetime) -> ChainRow:
    """Why one approach came when it did.

    Raises
    ------
    NotFound
        `viewer` did not receive it, or its sender is not there for them.
    """
    chain = chain_for(viewer, approach_id, now)
    rows = _rows(viewer, [chain], _entries(viewer, [chain.edit]))
    if not rows:
        raise NotFound
    return rows[0]


def _entries(viewer: Member, edits: Iterable[Edited | None]) -> dict[int, SeenEntry]:
    return entries_for(viewer, {edit.entry_id for edit in edits if edit is not None})


def _rows(
    viewer: Member, chains: Iterable[Chain], entries: Mapping[int, SeenEntry]
) -> list[ChainRow]:
    chains = list(chains)
    cards = cards_for(viewer, [one.approach.sender_id for one in chains], headlines={})
    return [
        ChainRow(
            card=cards[one.approach.sender_id],
            approach_id=one.approach.id,
            sent_at=one.approach.received_at,
            edit=_edit(one.edit, entries) if one.edit else None,
            searches=one.searches,
            visit_at=one.visit.at if one.visit else None,
            query=one.query,
            is_question=one.approach.origin is Origin.QUESTION,
        )
        for one in chains
        if one.approach.sender_id in cards
    ]


def _edit(edit: Edited, entries: Mapping[int, SeenEntry]) -> EditRow:
    return EditRow(at=edit.at, change=edit.change, line=entry_words(entries.get(edit.entry_id)))
