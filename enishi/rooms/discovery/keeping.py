"""Terms of texts, kept by the hash of the text: a rebuilt index need not read twice.

Derived data: whoever deletes the file loses nothing but the time to read again. Texts
themselves are not in it, but their words are: it lies where the index lies.
"""

from __future__ import annotations

import json
import sqlite3
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Self

from enishi.engines.search.cards import Terms, read_terms
from enishi.engines.search.storage import FORMAT
from enishi.engines.text import vocabulary_digest

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

#: Beyond this nothing more is kept: about two million lines.
MOST_BYTES = 1_000_000_000
#: Raise it when what is kept of a text has another shape; what the index holds has its own.
SHAPE = 2
#: Titles and organizations stand above many lines: so many texts are remembered, 25 MB.
MOST_REMEMBERED = 10_000
#: Texts shorter than this are read quicker than looked up.
SHORTEST = 4
_SECONDS = 20.0


class KeptTerms:
    """The terms of texts as `read_terms` reads them, from the file if they are there."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        # Words, lexicon or the way terms are made have changed: nothing old is found.
        self._salt = f"{FORMAT}.{SHAPE}:{vocabulary_digest()}".encode()
        self._new: dict[bytes, str] = {}
        self._table = sqlite3.connect(path, timeout=_SECONDS)
        self._table.execute("PRAGMA journal_mode=WAL")
        self._table.execute("PRAGMA synchronous=OFF")
        self._table.execute(
            "CREATE TABLE IF NOT EXISTS kept (hash BLOB PRIMARY KEY, terms TEXT) WITHOUT ROWID"
        )
        self.terms_of = lru_cache(maxsize=MOST_REMEMBERED)(self._terms_of)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Keep what was read, and let go of the file."""
        self.flush()
        self._table.close()

    def flush(self) -> None:
        """Write down what was read since the last time."""
        if self._new and self._path.stat().st_size < MOST_BYTES:
            with self._table:
                self._table.executemany(
                    "INSERT OR IGNORE INTO kept VALUES (?, ?)", self._new.items()
                )
        self._new.clear()

    def _terms_of(self, text: str) -> Terms:
        if len(text) < SHORTEST:
            return read_terms(text)
        key = blake2b(
            text.encode(errors="surrogatepass"), digest_size=16, key=self._salt[:64]
        ).digest()
        row = self._table.execute("SELECT terms FROM kept WHERE hash = ?", (key,)).fetchone()
        if row is not None:
            return Terms(*map(tuple, json.loads(row[0])))
        terms = read_terms(text)
        self._new[key] = json.dumps(terms, separators=(",", ":"))
        return terms
