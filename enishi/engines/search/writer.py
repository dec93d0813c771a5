"""The one writer of an index."""

import shutil
from typing import TYPE_CHECKING, Final, Self

from tantivy import Query

from enishi.engines.search.preparing import OPEN, PreparedMember, prepare_member
from enishi.engines.search.storage import (
    LINES,
    NAMES,
    PARTS,
    PEOPLE,
    VECTORS,
    Generation,
    line_document,
    name_document,
    person_document,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enishi.engines.search.types import Passage
    from enishi.engines.search.vectors import VectorStore

#: Memory the writer may fill before it writes a segment: bounded, whatever comes in.
OPEN_BYTES: Final = 60_000_000
SMALL_BYTES: Final = 15_000_000


class WriterBusy(Exception):
    """Another process is writing this index."""


class Writer:
    """Puts members into one generation and takes them out again. Close it when done."""

    def __init__(self, generation: Generation, vectors: "VectorStore | None" = None) -> None:
        self._vectors = vectors
        self._changed: set[int] = set()
        if vectors is None:
            # Nobody would take changed lines out of them: better none than stale ones.
            shutil.rmtree(generation.folder / VECTORS, ignore_errors=True)
        try:
            self._open = generation.open.writer(OPEN_BYTES, num_threads=1)
        except ValueError as error:
            if "LockBusy" in str(error):
                raise WriterBusy from error
            raise
        self._narrow = generation.narrow.writer(SMALL_BYTES, num_threads=1)
        self._people = generation.people.writer(OPEN_BYTES, num_threads=1)
        self._names = generation.names.writer(SMALL_BYTES, num_threads=1)
        # Deleting costs a search a member: an index that was empty is spared it.
        self._is_new = not any(getattr(generation, part).searcher().num_docs for part in PARTS)
        self._written: set[int] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Commit what was written, or forget it when something failed; then let go."""
        try:
            if kind is None:
                self.commit()
            else:
                self.rollback()
        finally:
            for writer in (self._open, self._narrow, self._people, self._names):
                writer.wait_merging_threads()

    def replace_member(
        self, member_id: int, passages: "Iterable[Passage]", names: "Iterable[str]" = ()
    ) -> None:
        """Let these lines and names be all that is known of a member.

        Lines for the member alone are not kept: nobody else may find anything by them.
        """
        self.put(prepare_member(member_id, passages, names))

    def put(self, prepared: PreparedMember) -> None:
        """Let what was prepared be all that is known of a member."""
        member_id = prepared.member_id
        if not self._is_new or member_id in self._written:
            self.remove_member(member_id)
        self._written.add(member_id)
        for line in prepared.lines:
            writer = self._open if line.visibility in OPEN else self._narrow
            writer.add_document(line_document(member_id, line))
        if prepared.open.words:
            self._people.add_document(person_document(prepared))
        if prepared.prefixes:
            self._names.add_document(name_document(prepared))

    def remove_member(self, member_id: int) -> None:
        """Forget a member."""
        self._changed.add(member_id)
        # By query: deleting by term takes the number for a signed one, and finds nothing.
        for writer, schema in (
            (self._open, LINES),
            (self._narrow, LINES),
            (self._people, PEOPLE),
            (self._names, NAMES),
        ):
            writer.delete_documents_by_query(Query.term_query(schema, "member", member_id))

    def commit(self) -> None:
        """Let readers see what was written."""
        # The people after the lines: who is found has something to show by then.
        for writer in (self._narrow, self._open, self._people, self._names):
            writer.commit()
        if self._vectors is not None and self._changed:
            self._vectors.put(self._changed, ())
        self._changed.clear()

    def rollback(self) -> None:
        """Forget what was written since the last commit."""
        for writer in (self._narrow, self._open, self._people, self._names):
            writer.rollback()
        self._changed.clear()
