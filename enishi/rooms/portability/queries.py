"""Reads: an import as its owner sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from enishi.engines.formats.item_codec import decode_item
from enishi.engines.formats.types import Item, Origin
from enishi.ground.errors import NotFound
from enishi.rooms.portability.exporting import export_of
from enishi.rooms.portability.mapping import merged
from enishi.rooms.portability.models import Import, ImportLine
from enishi.rooms.portability.sentences import field_label, holds_label, problem_sentence
from enishi.rooms.portability.types import (
    WRITABLE,
    Change,
    Counts,
    FieldChange,
    FileNote,
    Group,
    Preview,
    PreviewLine,
)
from enishi.rooms.profiles.types import Kind, Visibility

if TYPE_CHECKING:
    from collections.abc import Iterator

    from enishi.rooms.members.models import Member

__all__ = [
    "counts_of",
    "export_of",
    "get_import_for",
    "latest_import",
    "preview_of",
]

_PAIRS = ("title", "organization", "place", "text")
_WORDS = ("starts", "ends", "url", "confirmed_on")
_VISIBILITIES = ("visibility", "text_visibility")


def get_import_for(viewer: Member, import_id: int) -> Import:
    """One of the viewer's own imports.

    Raises
    ------
    NotFound
        Absent, or somebody else's.
    """
    found = Import.objects.of(viewer.pk).filter(pk=import_id).first()
    if found is None:
        raise NotFound
    return found


def latest_import(viewer: Member) -> Import | None:
    """The import the viewer began last; None when there is none."""
    return Import.objects.of(viewer.pk).first()


def counts_of(kept: Import) -> Counts:
    """How many lines would do what, and how many are written. One query."""
    numbers = ImportLine.objects.filter(of_import=kept).aggregate(
        **{change.value: Count("pk", filter=Q(change=change)) for change in Change},
        chosen=Count("pk", filter=Q(is_chosen=True, change__in=(Change.NEW, Change.CHANGED))),
        done=Count("pk", filter=Q(is_done=True)),
    )
    return Counts(**numbers)


def preview_of(kept: Import, language: str) -> Preview:
    """Every line of an import, by kind, in `language` where the file has both. Two queries."""
    lines = [_preview(line, language) for line in kept.lines.order_by("number")]
    groups = (_group(kind, lines) for kind in Kind)
    return Preview(
        counts=counts_of(kept),
        groups=tuple(group for group in groups if group.lines),
        same=tuple(line for line in lines if line.change == Change.SAME),
        troubles=tuple(line for line in lines if line.reason),
        files=tuple(
            FileNote(name, holds_label(holds), is_used, rows)
            for name, holds, is_used, rows in kept.files
        ),
        contacts=kept.contacts,
    )


def _group(kind: Kind, lines: list[PreviewLine]) -> Group:
    return Group(
        kind, tuple(line for line in lines if line.kind == kind and line.change in WRITABLE)
    )


def _preview(line: ImportLine, language: str) -> PreviewLine:
    item = decode_item(line.item, Origin()) or Item("")
    before = decode_item(line.before, Origin())
    reason = problem_sentence(line.reason, line.values) if line.reason else ""
    return PreviewLine(
        number=line.number,
        kind=Kind(line.kind) if line.kind else None,
        change=Change(line.change),
        title=_title(item, language),
        organization=item.organization.written(language),
        starts=item.starts,
        ends=item.ends,
        is_current=item.is_current,
        file=line.file,
        line=line.line,
        is_chosen=line.is_chosen,
        changes=tuple(_changes(before, merged(before, item))) if before else (),
        texts=tuple(pair for pair in (("ja", item.text.ja), ("en", item.text.en)) if pair[1]),
        reason=reason,
    )


def _title(item: Item, language: str) -> str:
    """What a line is called; a link or an address by where it leads."""
    username = item.details.get("username", "")
    address = item.url or (username if isinstance(username, str) else "")
    return item.title.written(language) or address


def _changes(before: Item, after: Item) -> Iterator[FieldChange]:
    """The fields that would be written anew, old and new."""
    old, new = _words_of(before), _words_of(after)
    for name, language in old | new:
        was, will_be = old.get((name, language), ""), new.get((name, language), "")
        if was != will_be:
            yield FieldChange(field_label(name, language), language, was, will_be)


def _words_of(item: Item) -> dict[tuple[str, str], str]:
    """All that an item says, by field and language."""
    words = {
        (name, language): getattr(getattr(item, name), language)
        for name in _PAIRS
        for language in ("ja", "en")
    }
    words |= {(name, ""): getattr(item, name) for name in _WORDS}
    words |= {(name, ""): _visibility(getattr(item, name)) for name in _VISIBILITIES}
    return words | {(key, ""): _said(value) for key, value in item.details.items()}


def _visibility(value: str) -> str:
    return str(Visibility(value).label) if value else ""


def _said(value: str | list[str] | None) -> str:
    return ", ".join(value) if isinstance(value, list) else value or ""
