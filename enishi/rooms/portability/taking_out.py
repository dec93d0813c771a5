"""The whole take-out: what every room holds of a member, in one ZIP that says what it is.

It is packed into a file of its own before anybody is sent a byte. Each read is a short one, so
that a member with a long life here holds nobody up, and neither does one with a slow line.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, cast

from enishi.engines.formats import take_out
from enishi.ground.take_out import Attachment, Facts, Table, handed_out
from enishi.rooms.portability.readme import readme
from enishi.rooms.portability.tables import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.members.models import Member

#: Up to here a file is kept in memory while it is packed, then on disk.
_IN_MEMORY_BYTES = 4 * 2**20


def pack(member: Member, record: Mapping[str, bytes], at: datetime) -> IO[bytes]:
    """Everything the house holds of `member`, as they may know it at that time: a ZIP.

    Parameters
    ----------
    record
        The member's record in the forms other programs read, by name.
    """
    packed = _spooled()
    try:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            _fill(_Archive(archive, at), member, record)
    except BaseException:
        packed.close()
        raise
    is_small = packed.tell() <= _IN_MEMORY_BYTES
    packed.seek(0)
    if not is_small:
        return packed
    # Never was a file: whoever reads it has nothing to close.
    with packed:
        return io.BytesIO(packed.read())


def _fill(archive: _Archive, member: Member, record: Mapping[str, bytes]) -> None:
    at = archive.at
    # With its mark, for editors that take Japanese for something else.
    archive.put("README.txt", readme(member, at).encode("utf-8-sig"))
    for name, data in record.items():
        archive.put(f"record/{name}", data)
    for folder, part in handed_out(member, at):
        archive.put_part(folder, part)
    archive.put(take_out.MANIFEST, _json(_manifest(member, archive.files, at)))


def _manifest(member: Member, files: list[str], at: datetime) -> dict[str, object]:
    return {
        "format": take_out.FORMAT,
        "version": take_out.VERSION,
        "made_at": at,
        "handle": member.handle,
        "record": take_out.RECORD,
        "files": files,
    }


@dataclass(slots=True)
class _Archive:
    """A ZIP while it is packed. Its files are all of one time, so that equal means equal."""

    archive: zipfile.ZipFile
    at: datetime
    files: list[str] = field(default_factory=list)

    def put(self, name: str, data: bytes) -> None:
        """Put a small file in."""
        with self.opened(name) as file:
            file.write(data)

    def put_part(self, folder: str, part: Part) -> None:
        """Put in what a room handed out."""
        match part:
            case Attachment():
                self.put(f"{folder}/{part.name}", part.read())
            case Facts():
                self.put(f"{folder}/{part.name}.json", _json(part.facts))
            case Table():
                self._put_table(f"{folder}/{part.name}", part)

    def _put_table(self, name: str, table: Table) -> None:
        """Write rows once into two files: one goes into the ZIP, the other beside it first."""
        with _spooled() as beside:
            sheet = io.TextIOWrapper(cast("Any", beside), "utf-8-sig", newline="")
            with self.opened(f"{name}.json") as file:
                _write_rows(file, table.columns, _also_as_csv(sheet, table))
            sheet.flush()
            beside.seek(0)
            with self.opened(f"{name}.csv") as file:
                while piece := beside.read(2**16):
                    file.write(piece)
            sheet.detach()

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """Open a file within the archive; one at a time."""
        info = zipfile.ZipInfo(name, self.at.timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        self.files.append(name)
        with self.archive.open(info, "w") as file:
            yield file


def _write_rows(file: IO[bytes], columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    """One object a line, in one list."""
    before = b"[\n"
    for row in rows:
        said = _ON_ONE_LINE.encode(dict(zip(columns, row, strict=True)))
        file.write(before + said.encode())
        before = b",\n"
    file.write(b"\n]\n" if before == b",\n" else b"[]\n")


def _also_as_csv(sheet: io.TextIOWrapper, table: Table) -> Iterator[Row]:
    """The rows of a table, each also written into a sheet on its way."""
    cells = csv.writer(sheet)
    cells.writerow(table.columns)
    for row in table.rows:
        cells.writerow([safe(_cell(value)) for value in row])
        yield row


def _cell(value: object) -> str:
    if value is None or isinstance(value, str):
        return str(value or "")
    if isinstance(value, date):
        return value.isoformat()
    return _ON_ONE_LINE.encode(value)


def _json(facts: Mapping[str, object]) -> bytes:
    return json.dumps(facts, ensure_ascii=False, indent=2, default=_plain).encode() + b"\n"


def _plain(value: Any) -> str:  # noqa: ANN401 - what JSON does not know
    """Dates and times as ISO 8601 has them."""
    return str(value.isoformat())


_ON_ONE_LINE = json.JSONEncoder(ensure_ascii=False, default=_plain)


def _spooled() -> IO[bytes]:
    return cast("IO[bytes]", SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES))
