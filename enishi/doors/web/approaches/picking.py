"""The lines of a record to pick reasons from, as they stand on the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from enishi.rooms.profiles.types import Kind, LineRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from enishi.rooms.profiles.types import SeenEntry

#: Kinds that say where somebody can be found, not what they know.
NO_REASON = frozenset({Kind.CONTACT, Kind.LINK, Kind.PLACE, Kind.REFERENCE})
#: Kinds of one line each: they stand together under the name of the kind.
TOGETHER = frozenset({Kind.SKILL, Kind.LANGUAGE, Kind.INTEREST, Kind.CERTIFICATE, Kind.AWARD})
#: How many groups stand open when nothing is picked yet.
OPEN_GROUPS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PickLine:
    """One line that may be ticked."""

    ref: str
    text: str
    lang: str
    is_picked: bool


@dataclass(slots=True, kw_only=True)
class PickGroup:
    """Lines of one position, or of one kind."""

    title: str
    lang: str
    organization: str = ""
    starts: str = ""
    ends: str = ""
    is_current: bool = False
    is_open: bool = False
    lines: list[PickLine] = field(default_factory=list)

    @property
    def has_picked(self) -> bool:
        """Whether one of its lines is ticked."""
        return any(line.is_picked for line in self.lines)


def pick_groups(
    record: Iterable[SeenEntry], picked: frozenset[str], language: str
) -> list[PickGroup]:
    """The lines of a record by position, in the reader's language where it is written.

    A line that is already picked stands there in the language it was picked in. Groups
    with picked lines stand first, open; without any, the first ones are open.
    """
    groups: dict[object, PickGroup] = {}
    for entry in record:
        lines = list(_lines(entry, picked, language))
        if entry.kind in NO_REASON or not lines:
            continue
        key = entry.kind if entry.kind in TOGETHER else entry.id
        groups.setdefault(key, _group(entry, language)).lines.extend(lines)
    found = sorted(groups.values(), key=lambda group: not group.has_picked)
    nothing_picked = not any(group.has_picked for group in found)
    for number, group in enumerate(found):
        group.is_open = group.has_picked or (nothing_picked and number < OPEN_GROUPS)
    return found


def _group(entry: SeenEntry, language: str) -> PickGroup:
    title = entry.written("title", language)
    if entry.kind in TOGETHER or not title:
        return PickGroup(title=str(Kind(entry.kind).label), lang=language)
    return PickGroup(
        title=title,
        lang=entry.language_of("title", language),
        organization=entry.written("organization", language),
        starts=entry.starts,
        ends=entry.ends,
        is_current=entry.is_current,
    )


def _lines(entry: SeenEntry, picked: frozenset[str], language: str) -> Iterator[PickLine]:
    for name, numbers in (("title", (-1,)), ("text", None)):
        written_in = entry.language_of(name, language)
        for lang in (written_in, "en" if written_in == "ja" else "ja"):
            words = (entry.written(name, lang),) if name == "title" else entry.lines(lang)
            for number, text in zip(numbers or range(len(words)), words, strict=False):
                ref = str(LineRef(entry.id, lang, number))
                if text and (lang == written_in or ref in picked):
                    yield PickLine(ref=ref, text=text, lang=lang, is_picked=ref in picked)
