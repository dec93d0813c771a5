"""A LinkedIn data archive – the ZIP, or a single CSV of it – to a career."""

from __future__ import annotations

from dataclasses import dataclass, field

from enishi.engines.formats.archive import MAX_FILE_BYTES, ArchiveFile
from enishi.engines.formats.linkedin_rows import merged, name_of, read_rows
from enishi.engines.formats.public_ids import public_id
from enishi.engines.formats.tables import Table, read_table
from enishi.engines.formats.tidy import Notebook
from enishi.engines.formats.types import (
    Career,
    Item,
    Name,
    Origin,
    Problem,
    Reading,
    Refusal,
    Refused,
    SourceFile,
)

#: Kinds of which a record holds one at most.
_SINGLE = ("headline", "summary", "place")
#: Of an archive only such files are looked into.
ENDING = ".csv"


def read_linkedin(files: tuple[ArchiveFile, ...]) -> Reading:
    """Read the files of an archive as LinkedIn hands it out (`Basic_…` or `Complete_…zip`).

    Whatever the bytes are, this answers: with a refusal when nothing in it is about a career,
    else with everything that could be read and complaints about the rest.
    """
    is_table = (file.name.lower().endswith(ENDING) for file in files)
    return _read_files(
        tuple(
            file if is_one else ArchiveFile(file.name)
            for file, is_one in zip(files, is_table, strict=True)
        )
    )


def read_linkedin_csv(data: bytes, file: str = "file.csv") -> Reading:
    """Read a single CSV file that was taken out of the archive."""
    if len(data) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // 2**20
        return Reading(refusal=Refusal(Refused.TOO_LARGE, {"limit": limit}))
    return _read_files((ArchiveFile(file, data),))


@dataclass(slots=True)
class _Found:
    """What the files said so far."""

    notebook: Notebook = field(default_factory=Notebook)
    files: list[SourceFile] = field(default_factory=list)
    name: Name = field(default_factory=Name)
    contacts: dict[str, None] = field(default_factory=dict)


def _read_files(files: tuple[ArchiveFile, ...]) -> Reading:
    found = _Found()
    for file in files:
        _read_file(file, found)
    if not any(source.is_used for source in found.files):
        return Reading(files=tuple(found.files), refusal=Refusal(Refused.NO_KNOWN_FILE))
    items, complaints = found.notebook.close()
    career = Career(found.name, _with_singles_once(items), tuple(found.contacts))
    return Reading(career, complaints, tuple(found.files))


def _read_file(file: ArchiveFile, found: _Found) -> None:
    if file.problem is not None:
        found.notebook.complain(Origin(file.name), file.problem)
    table = read_table(file.data, file.name, found.notebook) if file.data else None
    if table is None:
        found.files.append(SourceFile(file.name, "", is_used=False))
        return
    signature = table.signature
    found.files.append(
        SourceFile(file.name, signature.holds, signature.is_used, len(table.rows))
    )
    if signature.holds == "connections":
        _read_contacts(table, file.name, found)
    elif signature.is_used:
        _read_items(table, found)


def _read_items(table: Table, found: _Found) -> None:
    for row in table.rows:
        if table.signature.holds == "profile" and found.name == Name():
            found.name = name_of(row)
        read_rows(table.signature.holds, row, found.notebook)


def _read_contacts(table: Table, file: str, found: _Found) -> None:
    """Take the public identifiers, and nothing else; how many have none is said once."""
    without_address = 0
    for row in table.rows:
        contact = public_id(row["url"])
        if contact:
            found.contacts[contact] = None
        else:
            without_address += 1
    if without_address:
        code = Problem.CONTACTS_WITHOUT_ADDRESS
        found.notebook.complain(Origin(file), code, count=without_address)


def _with_singles_once(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Merge headlines, summaries and places: several files may each hold one."""
    singles = {
        kind: merged(same)
        for kind in _SINGLE
        if (same := [item for item in items if item.kind == kind])
    }
    return (*singles.values(), *(item for item in items if item.kind not in _SINGLE))
