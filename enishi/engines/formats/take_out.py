"""What a member took out of a house like this: a ZIP that says so itself.

Only the record comes in again. The rest – conversations, approaches, connections – is told in
the words of one house about people of that house, and would be true nowhere else.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from enishi.engines.formats.json_resume import read_json_resume
from enishi.engines.formats.types import Reading, Refusal, Refused, SourceFile

if TYPE_CHECKING:
    from enishi.engines.formats.archive import ArchiveFile

#: The file by which such an archive is known, and what stands in it under `format`.
MANIFEST = "manifest.json"
FORMAT = "enishi.take-out"
VERSION = 1
#: Where the record stands; the manifest says it too, under `record`.
RECORD = "record/json-resume-ja.json"
#: Of an archive only such files are looked into.
ENDING = ".json"


def read_take_out(files: tuple[ArchiveFile, ...]) -> Reading | None:
    """Read the record in an archive that was taken out of a house; None if it is no such one.

    Told by what the manifest says, not by names: people unpack, rename and pack again, and
    then everything stands in a folder more.
    """
    for file in files:
        if file.name.rpartition("/")[2] == MANIFEST:
            record = _record_of(file)
            if record is not None:
                return _read_record(files, file.name.removesuffix(MANIFEST) + record)
    return None


def _record_of(manifest: ArchiveFile) -> str | None:
    """Tell where a manifest says that the record stands; None when it is not one of ours."""
    try:
        said = json.loads(manifest.data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        return None
    return str(said.get("record") or RECORD)


def _read_record(files: tuple[ArchiveFile, ...], name: str) -> Reading:
    """Read the record, and name the other files as what they are."""
    record = next((file for file in files if file.name == name and file.data), None)
    if record is None:
        return Reading(refusal=Refusal(Refused.NO_KNOWN_FILE))
    reading = read_json_resume(record.data, name)
    if reading.refusal is not None:
        return reading
    others = tuple(
        SourceFile(file.name, "take_out", is_used=False) for file in files if file is not record
    )
    return Reading(reading.career, reading.complaints, (*reading.files, *others))
