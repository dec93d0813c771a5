"""The work behind the pages, in steps: each is done, or it is not, whoever is killed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from enishi.ground.errors import DomainError
from enishi.rooms.portability.inviting import invite_next
from enishi.rooms.portability.models import Import, ImportLine
from enishi.rooms.portability.types import Change, State
from enishi.rooms.portability.undoing import take_lines_back
from enishi.rooms.portability.writing import write_lines

if TYPE_CHECKING:
    from datetime import datetime

#: How many lines are dealt with in one transaction: on SQLite everybody else waits for it.
CHUNK_LINES = 100
#: What is said of an import whose taking back has stopped.
UNDO_STOPPED = "undo_stopped"


def write_import(*, import_id: int, at: datetime) -> None:
    """Write all that is outstanding. May be cut off, and run again, at any moment."""
    while write_chunk(import_id=import_id, at=at):
        pass


def write_chunk(*, import_id: int, at: datetime) -> int:
    """Write the next lines of an import in one transaction, or invite the next person.

    Returns
    -------
    int
        How many were dealt with; 0 when the import has come to its end.
    """
    try:
        return _write_chunk(import_id, at)
    except DomainError as refusal:
        # The record as a whole refuses (it is full): going on would not help.
        stop_import(import_id=import_id, at=at, error=refusal.code)
        return 0


def stop_import(*, import_id: int, at: datetime, error: str = "") -> None:
    """Say that the writing has stopped before its end; what was written stays written."""
    Import.objects.filter(pk=import_id, state=State.APPLYING).update(
        state=State.FAILED, error=error, ended_at=at
    )


@transaction.atomic
def _write_chunk(import_id: int, at: datetime) -> int:
    kept = _held(import_id, State.APPLYING)
    if kept is None:
        return 0
    lines = list(kept.lines.outstanding()[:CHUNK_LINES])
    if lines:
        write_lines(kept.member, lines, kept.visibility, at)
        _mark_done(lines)
        return len(lines)
    if invite_next(kept, at):
        return 1
    return _end(kept, State.APPLIED, at)


def _mark_done(lines: list[ImportLine]) -> None:
    refused = [line for line in lines if line.change == Change.UNREADABLE]
    written = [line for line in lines if line.change != Change.UNREADABLE]
    for line in written:
        line.is_done = True
    ImportLine.objects.bulk_update(written, ["is_done", "entry_id", "before", "after"])
    ImportLine.objects.bulk_update(refused, ["is_chosen", "change", "reason"])


def take_back_import(*, import_id: int, at: datetime) -> None:
    """Take back all that was written. May be cut off, and run again, at any moment."""
    while undo_chunk(import_id=import_id, at=at):
        pass


@transaction.atomic
def undo_chunk(*, import_id: int, at: datetime) -> int:
    """Take the next written lines back in one transaction, the last first.

    Returns
    -------
    int
        How many were dealt with; 0 when the taking back has come to its end.
    """
    kept = _held(import_id, State.UNDOING)
    if kept is None:
        return 0
    lines = list(kept.lines.to_take_back()[:CHUNK_LINES])
    if not lines:
        return _end(kept, State.UNDONE, at)
    take_lines_back(kept.member, lines, at)
    ImportLine.objects.bulk_update(lines, ["undone"])
    return len(lines)


def stop_undo(*, import_id: int, at: datetime) -> None:
    """Say that the taking back has stopped before its end; it can be taken up again."""
    Import.objects.filter(pk=import_id, state=State.UNDOING).update(
        state=State.APPLIED, error=UNDO_STOPPED, ended_at=at
    )


def _held(import_id: int, state: State) -> Import | None:
    """Hold an import until the transaction ends, so that two workers take turns."""
    return (
        Import.objects.select_for_update(of=("self",))
        .filter(pk=import_id, state=state)
        .select_related("member")
        .first()
    )


def _end(kept: Import, state: State, at: datetime) -> int:
    kept.state, kept.ended_at = state, at
    kept.save(update_fields=["state", "ended_at"])
    return 0
