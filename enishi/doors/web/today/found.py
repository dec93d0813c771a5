"""Who found the viewer, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from enishi.doors.web.people import cards_for
from enishi.rooms.insights.queries import found_by, searchers_of
from enishi.rooms.profiles.queries import entries_for

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.insights.types import Searchers
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import SeenEntry

WINDOW = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """One person who opened the viewer's record."""

    card: PersonCard
    at: datetime
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
    findings = found_by(viewer, now - WINDOW)
    cards = cards_for(viewer, [finding.viewer_id for finding in findings])
    entries = entries_for(
        viewer, [finding.entry_id for finding in findings if finding.entry_id]
    )
    language = (get_language() or "ja")[:2]
    return FoundPage(
        rows=[
            FoundRow(
                card=cards[finding.viewer_id],
                at=finding.at,
                query=finding.query,
                **_line(entries.get(finding.entry_id or 0), language),
            )
            for finding in findings
            if finding.viewer_id in cards
        ],
        searchers=searchers_of(viewer, now - WINDOW),
    )


def _line(entry: SeenEntry | None, language: str) -> dict[str, str]:
    """The words by which an entry is known: its title, or the beginning of its text."""
    if entry is None:
        return {"line": "", "lang": language}
    name = "title" if entry.title_ja or entry.title_en else "text"
    words = entry.written(name, language).strip().partition("\n")[0]
    return {"line": words, "lang": entry.language_of(name, language)}
