"""Who found the viewer: by name, page by page, and in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from enishi.doors.web.today.found import FoundRow, found_rows
from enishi.ground.paging import newest_first
from enishi.rooms.insights.queries import (
    look_of,
    searchers_of,
    unnamed_viewers_of,
    visits_to,
    workplaces_of_searchers,
)
from enishi.rooms.insights.types import KEPT, Aim, Finding

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.insights.types import Searchers
    from enishi.rooms.members.models import Member

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class EverybodyPage:
    """A page of those who opened the viewer's record."""

    rows: list[FoundRow]
    is_private: bool
    first_url: str
    next_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedPage:
    """Those of whom a number is all that is told."""

    searchers: Searchers
    places: list[tuple[str, int]]
    unnamed: int

    @property
    def is_empty(self) -> bool:
        """Whether there is no number to tell."""
        return not self.searchers.people and not self.unnamed


def everybody_page(viewer: Member, now: datetime, cursor: str) -> EverybodyPage:
    """A page of everybody who opened `viewer`'s record, each once a day, newest first."""
    part = newest_first(visits_to(viewer, now), cursor=cursor, size=PAGE_SIZE)
    address = reverse("web:everybody_found")
    findings = [
        Finding(visit.viewer_id, visit.at, visit.query, visit.entry_id, Aim(visit.aim))
        for visit in part.items
    ]
    more = f"{address}?{urlencode({'cursor': part.next_cursor})}" if part.next_cursor else ""
    return EverybodyPage(
        rows=found_rows(viewer, findings),
        is_private=look_of(viewer).is_private,
        first_url=address if cursor else "",
        next_url=more,
    )


def counted_page(viewer: Member, now: datetime) -> CountedPage:
    """How many searches showed `viewer`, and how many looked without a name."""
    language = (get_language() or "ja")[:2]
    return CountedPage(
        searchers=searchers_of(viewer, now - KEPT),
        places=[
            (
                (place.name_ja if language == "ja" else place.name_en)
                or place.name_ja
                or place.name_en,
                place.people,
            )
            for place in workplaces_of_searchers(viewer, now - KEPT)
        ],
        unnamed=unnamed_viewers_of(viewer, now),
    )
