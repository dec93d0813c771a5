"""Reads: an import as its owner sees it, and all that is theirs to take away."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from enishi.engines.formats.item_codec import decode_item
from enishi.engines.formats.types import Item, Origin
from enishi.ground.errors import NotFound
from enishi.ground.paging import in_chunks
from enishi.ground.take_out import Table
from enishi.rooms.connections.queries import connected_to, invited_by
from enishi.rooms.members.queries import PERSON, named, present_members
from enishi.rooms.portability.exporting import export_of
from enishi.rooms.portability.mapping import merged
from enishi.rooms.portability.models import Import, ImportLine
from enishi.rooms.portability.sentences import field_label, holds_label, problem_sentence
from enishi.rooms.portability.types import (
    WRITABLE,
    WRITTEN,
    Answer,
    Answers,
    Change,
    Contacts,
    Counts,
    FieldChange,
    FileNote,
    Group,
    LeftLine,
    Preview,
    PreviewLine,
    Undone,
)
from enishi.rooms.profiles.queries import links_to_a_public_page
from enishi.rooms.profiles.types import Kind, Visibility

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.members.models import Member

__all__ = [
    "answers_of",
    "contacts_in",
    "counts_of",
    "export_of",
    "get_import_for",
    "imports_of",
    "latest_written",
    "left_lines",
    "own_data",
    "preview_of",
]

_PAIRS = ("title", "organization", "place", "text")
_WORDS = ("starts", "ends", "url", "confirmed_on")
_OF_IMPORT = ("filename", "state", "visibility", "started_at", "confirmed_at", "ended_at")
_OF_LINE = (
    *("number", "kind", "change", "file", "line", "is_chosen", "is_done", "undone"),
    *("item", "before"),
)
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


def imports_of(viewer: Member, *, limit: int = 5) -> list[Import]:
    """The imports of the viewer that are kept, the newest first. One query."""
    return list(Import.objects.of(viewer.pk)[:limit])


def latest_written(viewer: Member) -> Import | None:
    """The import of the viewer that was written last, to be taken back; None: there is none."""
    return Import.objects.of(viewer.pk).filter(state__in=WRITTEN).first()


def counts_of(kept: Import) -> Counts:
    """How many lines would do what, are written, and were taken back. One query."""
    numbers = ImportLine.objects.filter(of_import=kept).aggregate(
        **{change.value: Count("pk", filter=Q(change=change)) for change in Change},
        **{fate.value: Count("pk", filter=Q(undone=fate)) for fate in Undone},
        chosen=Count("pk", filter=Q(is_chosen=True, change__in=WRITABLE)),
        done=Count("pk", filter=Q(is_done=True)),
    )
    return Counts(**numbers)


def left_lines(kept: Import, language: str) -> list[LeftLine]:
    """The lines that were changed since they were written, and so not taken back. One query."""
    lines = kept.lines.filter(undone=Undone.LEFT).order_by("number")
    return [_left(line, _preview(line, language)) for line in lines]


def contacts_in(viewer: Member, kept: Import) -> Contacts:
    """Who of the people a file names is here, as `viewer` may know it now. Two queries."""
    here = links_to_a_public_page(viewer, kept.matches.values("member_id"))
    if not here:
        return Contacts(kept.contacts)
    settled = connected_to(viewer.pk, field="pk") | invited_by(viewer.pk, field="pk")
    return Contacts(kept.contacts, here, frozenset(present_members(here, but=settled)))


def answers_of(kept: Import) -> Answers:
    """What became of the wish to invite people. One query."""
    numbers = kept.matches.filter(is_chosen=True).aggregate(
        **{answer.value: Count("pk", filter=Q(answer=answer)) for answer in Answer},
        waiting=Count("pk", filter=Q(answer="")),
    )
    return Answers(**numbers)


def preview_of(viewer: Member, kept: Import, language: str) -> Preview:
    """Every line of an import, by kind, in `language` where the file has both.

    Two queries, and one more where the file names people who are here.
    """
    lines = [_preview(line, language) for line in kept.lines.order_by("number")]
    groups = (_group(kind, lines) for kind in Kind)
    return Preview(
        counts=_counted(lines),
        groups=tuple(group for group in groups if group.lines),
        same=tuple(line for line in lines if line.change == Change.SAME),
        troubles=tuple(line for line in lines if line.reason),
        files=tuple(
            FileNote(name, holds_label(holds), is_used, rows)
            for name, holds, is_used, rows in kept.files
        ),
        contacts=contacts_in(viewer, kept),
    )


def own_data(member: Member, at: datetime) -> Iterator[Part]:  # noqa: ARG001 - as every teller
    """The files the member brought, line by line, for the take-out."""
    kept = Import.objects.of(member.pk)
    yield Table(
        name="imports",
        columns=("id", *_OF_IMPORT, "people_named"),
        rows=kept.values_list("pk", *_OF_IMPORT, "contacts"),
    )
    lines = ImportLine.objects.filter(of_import__member=member)
    yield Table(
        name="lines",
        columns=("import", *_OF_LINE),
        rows=(
            (line.of_import_id, *(getattr(line, name) for name in _OF_LINE))
            for page in in_chunks(lines)
            for line in page
        ),
    )
    yield Table(
        name="contacts",
        columns=("import", *PERSON, "is_chosen", "answer"),
        rows=_told_contacts(member, kept),
    )


def _told_contacts(member: Member, imports: Iterable[Import]) -> Iterator[Row]:
    for kept in imports:
        people = present_members(contacts_in(member, kept).here)
        for match in kept.matches.filter(member_id__in=people).order_by("pk"):
            yield (kept.pk, *named(people[match.member_id]), match.is_chosen, match.answer)


def _counted(lines: list[PreviewLine]) -> Counts:
    """The counts of an import of which nothing is written yet."""
    numbers = Counter(str(line.change) for line in lines)
    chosen = sum(line.is_chosen and line.change in WRITABLE for line in lines)
    return Counts(**numbers, chosen=chosen)


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


def _left(line: ImportLine, seen: PreviewLine) -> LeftLine:
    title = seen.title or _begin(seen)
    return LeftLine(line.entry_id or 0, Kind(line.kind), title, seen.organization)


def _begin(line: PreviewLine) -> str:
    """How the text of a line begins, where it has no title."""
    return line.texts[0][1].partition("\n")[0] if line.texts else ""


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
