"""Who found the viewer, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from enishi.doors.web.people import cards_for
from enishi.doors.web.profiles.known import entry_words
from enishi.rooms.insights.queries import found_by, searchers_of
from enishi.rooms.insights.types import Aim
from enishi.rooms.profiles.queries import entries_for

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.insights.types import Finding, Searchers
    from enishi.rooms.members.models import Member

WINDOW = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """One person who opened the viewer's record; `aim` is empty where they look around."""

    card: PersonCard
    at: datetime
    aim: str
    query: str
    line: str
    lang: str

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The line as a whole is the evidence."""
        return [(0, len(self.line))]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """Seven days of being found."""

    rows: list[FoundRow]
    searchers: Searchers


def found_page(viewer: Member, now: datetime) -> FoundPage:
    """Who opened `viewer`'s record in the last seven days, and how many searches showed it."""
    return FoundPage(
        rows=found_rows(viewer, found_by(viewer, now - WINDOW)),
        searchers=searchers_of(viewer, now - WINDOW),
    )


def found_rows(viewer: Member, findings: Sequence[Finding]) -> list[FoundRow]:
    """Each finding with the person as `viewer` sees them, and the line they came by."""
    cards = cards_for(viewer, [finding.viewer_id for finding in findings])
    entries = entries_for(
        viewer, [finding.entry_id for finding in findings if finding.entry_id]
    )
    words = {entry_id: entry_words(entry) for entry_id, entry in entries.items()}
    nothing = entry_words(None)
    return [
        FoundRow(
            card=cards[finding.viewer_id],
            at=finding.at,
            aim="" if finding.aim is Aim.AROUND else str(finding.aim.label),
            query=finding.query,
            line=words.get(finding.entry_id or 0, nothing).text,
            lang=words.get(finding.entry_id or 0, nothing).lang,
        )
        for finding in findings
        if finding.viewer_id in cards
    ]
