"""Somebody's page: what they have done, how the viewer is tied to them, whether one may ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from enishi.doors.web.people import make_card
from enishi.doors.web.profiles.public import structured_data
from enishi.doors.web.profiles.record import LANGUAGES
from enishi.doors.web.profiles.shown import (
    Written,
    latest_confirmation,
    parts_of,
    show_entry,
)
from enishi.rooms.network.types import Degree
from enishi.rooms.profiles.types import Kind, LineRef

if TYPE_CHECKING:
    from django.http import HttpRequest

    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import Person, SeenEntry

MOST_LINES = 10
MOST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Arrival:
    """How the viewer came to this page: from a search, from a line, in which language."""

    query: str
    lines: tuple[LineRef, ...]
    language: str
    page_language: str

    @classmethod
    def of(cls, request: HttpRequest) -> Arrival:
        """Read the address; what cannot be read is passed over."""
        refs = (LineRef.parse(text) for text in request.GET.getlist("line")[:MOST_LINES])
        lines = tuple(ref for ref in refs if ref is not None)
        asked = request.GET.get("lang", "")
        # Evidence is shown in the language it was found in, unless somebody switches.
        page_language = (get_language() or "ja")[:2]
        found_in = lines[0].language if lines else page_language
        return cls(
            query=request.GET.get("q", "").strip()[:MOST_QUERY],
            lines=lines,
            language=asked if asked in LANGUAGES else found_in,
            page_language=page_language,
        )

    @property
    def marked(self) -> frozenset[str]:
        """The lines to underline."""
        return frozenset(map(str, self.lines))

    @property
    def origin(self) -> str:
        """What an approach that starts here says of where its sender met the record."""
        return "search" if self.query else "page"


def person_context(
    viewer: Member | None, page: Person, arrival: Arrival, entries: list[SeenEntry]
) -> dict[str, Any]:
    """What `profiles/person.html` shows of the record: everything the viewer may see."""
    return {
        "page": page,
        "person": hero_card(page, entries),
        "facts": facts_of(entries, arrival.language),
        "headline": single(entries, Kind.HEADLINE, arrival.language),
        "other_name": page.member.name.written("en" if arrival.page_language == "ja" else "ja"),
        "parts": parts_of(
            show_entry(entry, arrival.language, marked=arrival.marked)
            for entry in entries
            if entry.kind not in {Kind.HEADLINE, Kind.PLACE}
        ),
        "record_language": arrival.language,
        "arrival": arrival,
        "ask_url": _ask_url(page, arrival),
        "posts_url": reverse("web:posts", args=[page.member.handle]),
        "confirmed_on": latest_confirmation(entries),
        "is_own": viewer is not None and viewer.pk == page.member.pk,
        "is_public": viewer is None,
        "structured": structured_data(page, entries)
        if viewer is None and page.settings.has_structured_data
        else None,
    }


def paper_context(page: Person, entries: list[SeenEntry], language: str) -> dict[str, Any]:
    """What `profiles/print.html` shows: the record and nothing else."""
    return {
        "print_name": page.member.name.written(language) or page.member.handle,
        "headline": single(entries, Kind.HEADLINE, language),
        "facts": facts_of(entries, language),
        "parts": parts_of(
            show_entry(entry, language)
            for entry in entries
            if entry.kind not in {Kind.HEADLINE, Kind.PLACE}
        ),
        "record_language": language,
    }


def hero_card(page: Person, entries: list[SeenEntry]) -> PersonCard:
    """The person at the head of their page, with the large portrait."""
    headline = next((entry for entry in entries if entry.kind == Kind.HEADLINE), None)
    return make_card(
        page.member,
        degree=Degree.SELF,
        headline=headline,
        portrait_url=page.portrait_url or None,
    )


def single(entries: list[SeenEntry], kind: Kind, language: str) -> Written:
    """The words of a kind of which there is one at most."""
    for entry in entries:
        if entry.kind == kind:
            return Written(entry.written("text", language), entry.language_of("text", language))
    return Written("", language)


def facts_of(entries: list[SeenEntry], language: str) -> list[Written]:
    """One line under the headline: where they work now, where they are, what they speak."""
    facts = [
        Written(e.written("organization", language), e.language_of("organization", language))
        for e in entries
        if e.kind == Kind.POSITION and e.is_current
    ][:1]
    facts.append(single(entries, Kind.PLACE, language))
    tongues = [e.written("title", language) for e in entries if e.kind == Kind.LANGUAGE]
    facts.append(Written(" · ".join(tongues), language))
    return [fact for fact in facts if fact]


def _ask_url(page: Person, arrival: Arrival) -> str:
    """Where one asks this person; a line's reference is added to it with `&line=`."""
    address = reverse("web:new_approach")
    said = {"to": page.member.handle, "origin": arrival.origin, "q": arrival.query}
    return f"{address}?{urlencode({name: value for name, value in said.items() if value})}"
