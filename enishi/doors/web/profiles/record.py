"""One's own record as a page: everything one wrote, who sees it, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from enishi.doors.web.profiles.kinds import PARTS, SHAPES, label_of
from enishi.doors.web.profiles.shown import (
    ShownEntry,
    ShownPart,
    latest_confirmation,
    parts_of,
    show_entry,
)
from enishi.rooms.network.types import Degree
from enishi.rooms.profiles import gaps, queries
from enishi.rooms.profiles.types import CONFIRMABLE, SINGLE, Kind, OwnEntry, Visibility

if TYPE_CHECKING:
    from django.http import HttpRequest

    from enishi.doors.web.profiles.kinds import Words
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import Gap, SeenEntry

LANGUAGES = ("ja", "en")


class SeenBy(StrEnum):
    """Through whose eyes one may look at one's own page."""

    CONNECTION = "connection"
    SECOND = "second"
    STRANGER = "stranger"
    GUEST = "guest"

    @property
    def degree(self) -> Degree | None:
        """Where they stand; None is a guest."""
        return _DEGREES[self]

    @property
    def label(self) -> Words:
        """How the switch calls them."""
        return _EYES[self]


_DEGREES: dict[SeenBy, Degree | None] = {
    SeenBy.CONNECTION: Degree.FIRST,
    SeenBy.SECOND: Degree.SECOND,
    SeenBy.STRANGER: Degree.BEYOND,
    SeenBy.GUEST: None,
}
_EYES: dict[SeenBy, Words] = {
    SeenBy.CONNECTION: _("A connection"),
    SeenBy.SECOND: _("2nd degree"),
    SeenBy.STRANGER: _("A stranger in the house"),
    SeenBy.GUEST: _("A guest"),
}


@dataclass(frozen=True, slots=True)
class ShownGap:
    """A field that waits for its words in one language."""

    entry_id: int
    entry: str
    entry_lang: str
    field: Words
    language: str
    anchor: str
    lines: int


def language_of(request: HttpRequest) -> str:
    """The language a record is shown in: as the address says, else the page's own."""
    asked = request.GET.get("lang", "")
    return asked if asked in LANGUAGES else (get_language() or "ja")[:2]


def own_context(member: Member, language: str) -> dict[str, Any]:
    """What `profiles/record.html` shows. Two queries."""
    entries = queries.own_record(member)
    page = queries.get_own_page(member)
    seen = [entry.seen for entry in entries]
    today = timezone.localdate()
    has_portrait = bool(page.portrait_url)
    return {
        "page": page,
        "parts": _all_parts([_own(entry, language) for entry in entries], PARTS),
        "head": _all_parts([_own(entry, language) for entry in entries], _HEAD),
        "record_language": language,
        "gaps": _show_gaps(seen, language),
        "unsaid": gaps.unsaid(seen, today, has_portrait=has_portrait),
        "confirmed_on": latest_confirmation(seen),
        "confirmable": CONFIRMABLE,
        "levels": Visibility.choices,
        "eyes": list(SeenBy),
    }


def part_context(member: Member, kind: Kind, language: str) -> dict[str, Any]:
    """What `profiles/part_answer.html` shows after a change among the entries of `kind`."""
    context = own_context(member, language)
    parts = [*context["head"], *context["parts"]]
    return context | {"part": next(part for part in parts if part.kind == kind)}


def context_as(member: Member, who: SeenBy, language: str) -> dict[str, Any]:
    """What `profiles/record_as.html` shows: exactly what the room says they would see."""
    page = queries.page_as(member, who.degree)
    seen = queries.record_as(member.pk, who.degree) if page else []
    return {
        "page": page,
        "parts": parts_of(show_entry(entry, language) for entry in seen),
        "record_language": language,
        "confirmed_on": latest_confirmation(seen),
        "who": who,
        "eyes": list(SeenBy),
    }


_HEAD = (Kind.HEADLINE, Kind.PLACE, Kind.SUMMARY)


def _own(entry: OwnEntry, language: str) -> ShownEntry:
    return show_entry(
        entry.seen,
        language,
        visibility=entry.visibility,
        text_visibility=entry.text_visibility,
    )


def _all_parts(entries: list[ShownEntry], kinds: tuple[Kind, ...]) -> list[ShownPart]:
    """Every kind of `kinds`, also those of which nothing is written yet."""
    return [
        ShownPart(kind, SHAPES[kind], tuple(e for e in entries if e.kind == kind))
        for kind in kinds
    ]


def _show_gaps(entries: list[SeenEntry], language: str) -> list[ShownGap]:
    by_id = {entry.id: entry for entry in entries}
    return [_show_gap(gap, by_id[gap.entry_id], language) for gap in gaps.untranslated(entries)]


def _show_gap(gap: Gap, entry: SeenEntry, language: str) -> ShownGap:
    name = "organization" if not entry.written("title", language) else "title"
    return ShownGap(
        entry_id=gap.entry_id,
        entry="" if entry.kind in SINGLE else entry.written(name, language),
        entry_lang=entry.language_of(name, language),
        field=label_of(gap.kind, gap.name),
        language=gap.language,
        anchor=f"{gap.kind}-{gap.entry_id}-{gap.name}_{gap.language}",
        lines=gap.lines,
    )
