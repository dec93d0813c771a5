"""A file comes in and is read; what nobody wants any more is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from enishi.engines.formats.archive import MAX_ARCHIVE_BYTES
from enishi.engines.formats.detect import read_any
from enishi.engines.formats.item_codec import encode_item
from enishi.engines.formats.tidy import writable
from enishi.engines.formats.types import Problem, Refusal, Refused
from enishi.rooms.portability.errors import FileRefused, ImportUnderWay
from enishi.rooms.portability.models import Import, ImportContact, ImportLine
from enishi.rooms.portability.plan import plan
from enishi.rooms.portability.services.common import own_import
from enishi.rooms.portability.types import (
    AT_WORK,
    KEPT_ENDED,
    KEPT_UNDECIDED,
    Change,
    State,
)
from enishi.rooms.profiles.queries import get_own_page, members_at, own_record

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from enishi.engines.formats.types import Complaint, Reading
    from enishi.rooms.members.models import Member
    from enishi.rooms.portability.plan import PlannedLine

_NAME_LENGTH = 200


def start_import(*, by: Member, filename: str, data: bytes, at: datetime) -> Import:
    """Read a file and keep what it would change; the record itself is not touched.

    An earlier import that was not decided on is forgotten, and so is the file itself, with
    everybody it names who is not here. Of two uploads at once one is kept, for both.

    Raises
    ------
    FileRefused
        The file as a whole cannot be read; its sentence says why.
    ImportUnderWay
        Another import of this member is being written or taken back.
    """
    if len(data) > MAX_ARCHIVE_BYTES:
        limit = MAX_ARCHIVE_BYTES // 2**20
        raise FileRefused(Refusal(Refused.TOO_LARGE, {"limit": limit}))
    filename = writable(filename)[:_NAME_LENGTH] or "file"
    reading = read_any(data, filename)
    if reading.refusal is not None:
        raise FileRefused(reading.refusal)
    lines = plan(reading.career.items, own_record(by))
    matches = members_at(by, reading.career.contacts)
    try:
        return _keep(by, filename, reading, lines, matches, at)
    except IntegrityError as error:
        # Another upload was kept at this very moment: both tabs show its preview.
        standing = Import.objects.of(by.pk).filter(state=State.PREVIEW).first()
        if standing is None:
            raise ImportUnderWay from error
        return standing


@transaction.atomic
def _keep(
    by: Member,
    filename: str,
    reading: Reading,
    lines: list[PlannedLine],
    matches: Collection[int],
    at: datetime,
) -> Import:
    newer = _make_room(by, at)
    if newer is not None:
        return newer
    kept = Import.objects.create(
        member=by,
        filename=filename,
        visibility=get_own_page(by).settings.default_visibility,
        files=[[file.name, file.holds, file.is_used, file.rows] for file in reading.files],
        contacts=len(reading.career.contacts),
        started_at=at,
    )
    planned = [_line(kept, number, line) for number, line in enumerate(lines, start=1)]
    troubles = [
        _trouble(kept, number, complaint)
        for number, complaint in enumerate(_about_oneself(reading), start=len(planned) + 1)
    ]
    ImportLine.objects.bulk_create([*planned, *troubles], batch_size=500)
    ImportContact.objects.bulk_create(
        ImportContact(of_import=kept, member_id=member_id) for member_id in sorted(matches)
    )
    return kept


def _make_room(by: Member, at: datetime) -> Import | None:
    """Forget the preview that stands, unless it is of a later upload that was read quicker."""
    mine = Import.objects.of(by.pk)
    # Held, so that one that is confirmed at this moment is not forgotten under the worker.
    waiting = list(mine.filter(state=State.PREVIEW).select_for_update())
    if mine.at_work().exists():
        raise ImportUnderWay
    for one in waiting:
        if one.started_at > at:
            return one
        one.delete()
    return None


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
def discard_import(*, import_id: int, by: Member) -> None:
    """Forget an import that is not being written or taken back.

    Raises
    ------
    NotFound
        Absent, or somebody else's.
    ImportUnderWay
        Somebody is at it.
    """
    kept = own_import(import_id=import_id, by=by)
    if kept.state in AT_WORK:
        raise ImportUnderWay
    kept.delete()


def forget_imports(*, at: datetime) -> int:
    """Forget imports that nobody decided on for a while, and those that ended long ago."""
    over = Import.objects.over(
        undecided_since=at - KEPT_UNDECIDED, ended_before=at - KEPT_ENDED
    )
    _total, counts = over.delete()
    return counts.get("portability.Import", 0)


@transaction.atomic
def erase_imports(*, member_id: int) -> None:
    """Forget what somebody brought, and that others' files name them: they left for good."""
    Import.objects.of(member_id).delete()
    ImportContact.objects.filter(member_id=member_id).delete()
