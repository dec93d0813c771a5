"""What a page says to machines, of what every guest may read, and only if its owner allows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from enishi.rooms.profiles.types import Kind

if TYPE_CHECKING:
    from enishi.rooms.profiles.types import Person, SeenEntry

#: What would end the element early; written so, JSON means the same.
_HARMLESS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def structured_data(page: Person, entries: list[SeenEntry]) -> SafeString:
    """The page as schema.org JSON-LD, safe to stand in a script element."""
    language = page.member.language
    person: dict[str, Any] = {
        "@type": "Person",
        "name": page.member.name.written(language) or page.member.handle,
        "alternateName": page.member.name.written("en" if language == "ja" else "ja"),
        "url": reverse("web:person", args=[page.member.handle]),
        "image": page.portrait_url,
        "jobTitle": _first(entries, Kind.HEADLINE, "text", language),
        "description": _first(entries, Kind.SUMMARY, "text", language),
        "homeLocation": _named("Place", [_first(entries, Kind.PLACE, "text", language)]),
        "worksFor": _named(
            "Organization",
            [
                entry.written("organization", language)
                for entry in entries
                if entry.kind == Kind.POSITION and entry.is_current
            ],
        ),
        "alumniOf": _named(
            "EducationalOrganization", _all(entries, Kind.EDUCATION, "organization", language)
        ),
        "knowsAbout": _all(entries, Kind.SKILL, "title", language),
        "knowsLanguage": _all(entries, Kind.LANGUAGE, "title", language),
        "award": _all(entries, Kind.AWARD, "title", language),
        "sameAs": [entry.url for entry in entries if entry.kind == Kind.LINK and entry.url],
    }
    said = {name: value for name, value in person.items() if value}
    document = {"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": said}
    words = json.dumps(document, ensure_ascii=False).translate(_HARMLESS)
    return mark_safe(words)  # noqa: S308 - nothing in it can end a script element


def _all(entries: list[SeenEntry], kind: Kind, name: str, language: str) -> list[str]:
    written = (entry.written(name, language) for entry in entries if entry.kind == kind)
    return [words for words in written if words]


def _first(entries: list[SeenEntry], kind: Kind, name: str, language: str) -> str:
    return next(iter(_all(entries, kind, name, language)), "")


def _named(sort: str, names: list[str]) -> list[dict[str, str]]:
    return [{"@type": sort, "name": name} for name in names if name]
