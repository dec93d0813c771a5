"""The words by which an entry is known where it is not shown itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from enishi.doors.web.profiles.shown import Written

if TYPE_CHECKING:
    from enishi.rooms.profiles.types import SeenEntry


def entry_words(entry: SeenEntry | None) -> Written:
    """Its title in the reader's language, or the beginning of its text; empty if it is gone."""
    language = (get_language() or "ja")[:2]
    if entry is None:
        return Written("", language)
    name = "title" if entry.title_ja or entry.title_en else "text"
    words = entry.written(name, language).strip().partition("\n")[0]
    return Written(words, entry.language_of(name, language))
