"""CSV as people and spreadsheets leave it: preambles, odd encodings, short and shifted rows."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from enishi.engines.formats.decoding import decode
from enishi.engines.formats.linkedin_files import Signature, plain, signature_of
from enishi.engines.formats.types import Origin, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from enishi.engines.formats.tidy import Notebook

MAX_ROWS = 50_000
#: The header stands in one of the first rows, below a preamble of any length up to this.
HEADER_WITHIN_ROWS = 10
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """One row, read by the folded name of its column; of equal names the first one filled."""

    cells: dict[str, str]
    at: Origin

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A file whose header was recognised."""

    signature: Signature
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _RawRow:
    line: int
    cells: list[str]


def read_table(data: bytes, file: str, notebook: Notebook) -> Table | None:
    """Decode and classify one CSV file; None when no known header stands in its first rows."""
    text, encoding = decode(data)
    for delimiter in _DELIMITERS:
        raw = _RawTable(text, delimiter, file)
        if raw.signature is None:
            continue
        if not raw.signature.is_used:
            return Table(raw.signature, ())
        if not encoding.startswith("utf"):
            notebook.complain(Origin(file), Problem.FILE_DECODED, encoding=encoding)
        return Table(raw.signature, tuple(raw.rows(notebook)))
    return None


class _RawTable:
    """A CSV reader that stands just below the header row, if there is a known one."""

    def __init__(self, text: str, delimiter: str, file: str) -> None:
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        self._file = file
        self._columns: list[str] = []
        self.signature = self._find_header()

    def _find_header(self) -> Signature | None:
        for _number in range(HEADER_WITHIN_ROWS):
            raw = self._next()
            if raw is None:
                return None
            signature = signature_of(raw.cells)
            if signature is not None:
                self._columns = [plain(cell) for cell in raw.cells]
                return signature
        return None

    def _next(self) -> _RawRow | None:
        """The next row with the line it begins on; an unreadable one comes back empty."""
        line = self._reader.line_num + 1
        try:
            return _RawRow(line, next(self._reader))
        except StopIteration:
            return None
        except csv.Error:
            return _RawRow(-line, [])

    def rows(self, notebook: Notebook) -> Iterator[Row]:
        """All rows below the header that can be read; of the others a complaint is noted."""
        for number in range(MAX_ROWS + 1):
            raw = self._next()
            if raw is None:
                return
            if number == MAX_ROWS:
                notebook.complain(Origin(self._file), Problem.ROWS_LEFT, limit=MAX_ROWS)
                return
            row = self._row(raw, notebook)
            if row is not None:
                yield row

    def _row(self, raw: _RawRow, notebook: Notebook) -> Row | None:
        at = Origin(self._file, abs(raw.line))
        if raw.line < 0:
            notebook.complain(at, Problem.ROW_UNREADABLE)
            return None
        cells = [cell.strip() for cell in raw.cells]
        if not any(cells):
            return None
        return self._fitted(cells, at, notebook)

    def _fitted(self, cells: list[str], at: Origin, notebook: Notebook) -> Row | None:
        """Lay cells under columns: short rows are filled up, a row shifted by one is moved."""
        width = len(self._columns)
        while len(cells) > width and not cells[-1]:
            cells.pop()
        if len(cells) == width + 1 and not cells[0]:
            notebook.complain(at, Problem.ROW_SHIFTED)
            cells = cells[1:]
        if len(cells) > width:
            # An unquoted comma: no telling which cell belongs under which column.
            notebook.complain(at, Problem.ROW_TOO_LONG, cells=len(cells), columns=width)
            return None
        named: dict[str, str] = {}
        for column, cell in zip(self._columns, cells, strict=False):
            named[column] = named.get(column) or cell
        return Row(named, at)
