"""The one writer of an index."""

from typing import TYPE_CHECKING, Final, Self

from tantivy import Query

from enishi.engines.search.preparing import PreparedMember, prepare_member
from enishi.engines.search.storage import (
    LINES,
    NAMES,
    OPEN,
    Generation,
    line_document,
    name_document,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enishi.engines.search.types import Passage

#: Memory the writer may fill before it writes a segment: bounded, whatever comes in.
OPEN_BYTES: Final = 60_000_000
SMALL_BYTES: Final = 15_000_000


class WriterBusy(Exception):
    """Another process is writing this index."""


class Writer:
    """Puts members into one generation and takes them out again. Close it when done."""

    def __init__(self, generation: Generation) -> None:
        try:
            self._open = generation.open.writer(OPEN_BYTES, num_threads=1)
        except ValueError as error:
            if "LockBusy" in str(error):
                raise WriterBusy from error
            raise
        self._narrow = generation.narrow.writer(SMALL_BYTES, num_threads=1)
        self._names = generation.names.writer(SMALL_BYTES, num_threads=1)
        # Deleting costs a search a member: an index that was empty is spared it.
        self._is_new = not generation.open.searcher().num_docs and not (
            generation.narrow.searcher().num_docs or generation.names.searcher().num_docs
        )
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
            for writer in (self._open, self._narrow, self._names):
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
        if prepared.prefixes:
            self._names.add_document(name_document(member_id, prepared.prefixes))

    def remove_member(self, member_id: int) -> None:
        """Forget a member."""
        # By query: deleting by term takes the number for a signed one, and finds nothing.
        for writer, schema in (
            (self._open, LINES),
            (self._narrow, LINES),
            (self._names, NAMES),
        ):
            writer.delete_documents_by_query(Query.term_query(schema, "member", member_id))

    def commit(self) -> None:
        """Let readers see what was written."""
        for writer in (self._narrow, self._open, self._names):
            writer.commit()

    def rollback(self) -> None:
        """Forget what was written since the last commit."""
        for writer in (self._narrow, self._open, self._names):
            writer.rollback()
