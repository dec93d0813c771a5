"""Writes: a file comes in as a plan, and the plan becomes entries in small steps."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from enishi.engines.formats.archive import MAX_ARCHIVE_BYTES
from enishi.engines.formats.detect import read_any
from enishi.engines.formats.item_codec import encode_item
from enishi.engines.formats.tidy import writable
from enishi.engines.formats.types import Problem, Refusal, Refused
from enishi.ground.errors import DomainError, NotFound
from enishi.ground.events import announce
from enishi.rooms.portability.errors import (
    FileRefused,
    ImportNotOpen,
    ImportUnderWay,
    NothingChosen,
)
from enishi.rooms.portability.events import ImportConfirmed
from enishi.rooms.portability.models import Import, ImportLine
from enishi.rooms.portability.plan import plan
from enishi.rooms.portability.types import Change, State
from enishi.rooms.portability.writing import write_lines
from enishi.rooms.profiles.queries import get_own_page, own_record

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from enishi.engines.formats.types import Complaint, Reading, SourceFile
    from enishi.rooms.members.models import Member
    from enishi.rooms.portability.plan import PlannedLine
    from enishi.rooms.profiles.types import Visibility

#: How many lines are written in one transaction: on SQLite everybody else waits for it.
CHUNK_LINES = 100
#: How long an import may wait for a decision.
KEPT_UNDECIDED = timedelta(days=30)
_NAME_LENGTH = 200


def start_import(*, by: Member, filename: str, data: bytes, at: datetime) -> Import:
    """Read a file and keep what it would change; the record itself is not touched.

    An earlier import that was not decided on is forgotten, and so is the file itself.

    Raises
    ------
    FileRefused
        The file as a whole cannot be read; its sentence says why.
    ImportUnderWay
        Another import of this member is being written.
    """
    if len(data) > MAX_ARCHIVE_BYTES:
        limit = MAX_ARCHIVE_BYTES // 2**20
        raise FileRefused(Refusal(Refused.TOO_LARGE, {"limit": limit}))
    filename = writable(filename)[:_NAME_LENGTH] or "file"
    reading = read_any(data, filename)
    if reading.refusal is not None:
        raise FileRefused(reading.refusal)
    lines = plan(reading.career.items, own_record(by))
    return _keep(by, filename, reading, lines, at)


@transaction.atomic
def _keep(
    by: Member, filename: str, reading: Reading, lines: list[PlannedLine], at: datetime
) -> Import:
    earlier = Import.objects.of(by.pk)
    if earlier.filter(state=State.APPLYING).exists():
        raise ImportUnderWay
    earlier.delete()
    kept = Import.objects.create(
        member=by,
        filename=filename,
        visibility=get_own_page(by).settings.default_visibility,
        files=[_file(file) for file in reading.files],
        contacts=len(reading.career.contacts),
        started_at=at,
    )
    planned = [_line(kept, number, line) for number, line in enumerate(lines, start=1)]
    first = len(planned) + 1
    troubles = [
        _trouble(kept, number, complaint)
        for number, complaint in enumerate(_about_oneself(reading), start=first)
    ]
    ImportLine.objects.bulk_create([*planned, *troubles], batch_size=500)
    return kept


def _file(file: SourceFile) -> list[str | bool | int]:
    """Say what a file holds; what it says of other people is read, but not used here."""
    is_used = file.is_used and file.holds != "connections"
    return [file.name, file.holds, is_used, file.rows]


def _about_oneself(reading: Reading) -> list[Complaint]:
    code = Problem.CONTACTS_WITHOUT_ADDRESS
    return [complaint for complaint in reading.complaints if complaint.code != code]


def _line(kept: Import, number: int, line: PlannedLine) -> ImportLine:
    return ImportLine(
        of_import=kept,
        number=number,
        kind=line.item.kind,
        change=line.change,
        item=encode_item(line.item),
        before=encode_item(line.before) if line.before else {},
        entry_id=line.entry_id,
        file=line.item.origin.file[:_NAME_LENGTH],
        line=line.item.origin.line,
        reason=line.reason,
    )


def _trouble(kept: Import, number: int, complaint: Complaint) -> ImportLine:
    return ImportLine(
        of_import=kept,
        number=number,
        change=Change.UNREADABLE,
        file=complaint.file[:_NAME_LENGTH],
        line=complaint.line,
        reason=complaint.code,
        values=dict(complaint.values),
    )


@transaction.atomic
def choose_lines(
    *, import_id: int, by: Member, numbers: Collection[int], visibility: Visibility
) -> Import:
    """Keep which lines are to be written, and who is to see what is new.

    Raises
    ------
    NotFound
        Absent, or somebody else's.
    ImportNotOpen
        It was applied or given up meanwhile.
    """
    kept = _own(import_id, by)
    if kept.state != State.PREVIEW:
        raise ImportNotOpen
    kept.lines.writable().update(is_chosen=False)
    kept.lines.writable().filter(number__in=set(numbers)).update(is_chosen=True)
    kept.visibility = visibility
    kept.save(update_fields=["visibility"])
    return kept


@transaction.atomic
def apply_import(*, import_id: int, by: Member, at: datetime) -> Import:
    """Say that the chosen lines are to be written; the writing itself happens behind the page.

    Also takes up again an import that had stopped.

    Raises
    ------
    NotFound
        Absent, or somebody else's.
    ImportNotOpen
        It was applied or given up meanwhile.
    ImportUnderWay
        Another import of this member is being written.
    NothingChosen
        There is no line to write.
    """
    kept = _own(import_id, by)
    undecided = (State.PREVIEW, State.FAILED)
    if kept.state not in undecided:
        raise ImportNotOpen
    if not kept.lines.outstanding().exists():
        raise NothingChosen
    try:
        with transaction.atomic():
            # Claimed by a conditional update: two tabs may say so at once.
            claimed = Import.objects.filter(pk=kept.pk, state__in=undecided).update(
                state=State.APPLYING, confirmed_at=at, error=""
            )
    except IntegrityError as error:
        raise ImportUnderWay from error
    if not claimed:
        raise ImportNotOpen
    kept.refresh_from_db()
    announce(ImportConfirmed(import_id=kept.pk))
    return kept


@transaction.atomic
def discard_import(*, import_id: int, by: Member) -> None:
    """Forget an import that is not being written.

    Raises
    ------
    NotFound
        Absent, or somebody else's.
    ImportUnderWay
        It is being written.
    """
    kept = _own(import_id, by)
    if kept.state == State.APPLYING:
        raise ImportUnderWay
    kept.delete()


def write_import(*, import_id: int, at: datetime) -> None:
    """Write all that is outstanding. May be cut off, and run again, at any moment."""
    while write_chunk(import_id=import_id, at=at):
        pass


def write_chunk(*, import_id: int, at: datetime) -> int:
    """Write the next lines of an import in one transaction: they are written, or they are not.

    Returns
    -------
    int
        How many lines were dealt with; 0 when the import has come to its end.
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
    # Held until the end, so that two workers take turns and never write a line twice.
    kept = (
        Import.objects.select_for_update(of=("self",))
        .filter(pk=import_id, state=State.APPLYING)
        .select_related("member")
        .first()
    )
    if kept is None:
        return 0
    lines = list(kept.lines.outstanding()[:CHUNK_LINES])
    if not lines:
        kept.state, kept.ended_at = State.APPLIED, at
        kept.save(update_fields=["state", "ended_at"])
        return 0
    write_lines(kept.member, lines, kept.visibility, at)
    _mark_done(lines)
    return len(lines)


def _mark_done(lines: list[ImportLine]) -> None:
    refused = [line for line in lines if line.change == Change.UNREADABLE]
    written = [line.pk for line in lines if line.change != Change.UNREADABLE]
    ImportLine.objects.filter(pk__in=written).update(is_done=True)
    ImportLine.objects.bulk_update(refused, ["is_chosen", "change", "reason"])


def forget_imports(*, at: datetime) -> int:
    """Forget imports that nobody decided on for a while; they hold what was never written."""
    _total, counts = Import.objects.untouched_since(at - KEPT_UNDECIDED).delete()
    return counts.get("portability.Import", 0)


def _own(import_id: int, by: Member) -> Import:
    kept = Import.objects.select_for_update().filter(pk=import_id, member=by).first()
    if kept is None:
        raise NotFound
    return kept
