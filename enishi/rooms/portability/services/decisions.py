"""What a member decides about an import; the work itself happens behind the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from enishi.ground.events import announce
from enishi.rooms.members.queries import present_members
from enishi.rooms.portability.errors import (
    ImportNotOpen,
    ImportNotWritten,
    ImportUnderWay,
    NothingChosen,
)
from enishi.rooms.portability.events import ImportConfirmed, ImportUndone
from enishi.rooms.portability.models import Import
from enishi.rooms.portability.queries import contacts_in
from enishi.rooms.portability.services.common import own_import
from enishi.rooms.portability.types import WRITTEN, State

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import Visibility


@transaction.atomic
def choose_lines(
    *, import_id: int, by: Member, numbers: Collection[int] | None, visibility: Visibility
) -> Import:
    """Keep which lines are to be written, and who is to see what is new.

    Without `numbers` the lines that are chosen now stay so.

    Raises
    ------
    NotFound
        Absent, or somebody else's.
    ImportNotOpen
        It was applied or given up meanwhile.
    """
    kept = _open_import(import_id, by)
    if numbers is not None:
        kept.lines.writable().update(is_chosen=False)
        kept.lines.writable().filter(number__in=set(numbers)).update(is_chosen=True)
    kept.visibility = visibility
    kept.save(update_fields=["visibility"])
    return kept


@transaction.atomic
def choose_contacts(*, import_id: int, by: Member, handles: Collection[str]) -> None:
    """Keep who is to be invited when the writing has ended; who cannot be is passed over.

    Raises
    ------
    NotFound
        Absent, or somebody else's.
    ImportNotOpen
        It was applied or given up meanwhile.
    """
    kept = _open_import(import_id, by)
    free = present_members(contacts_in(by, kept).free) if handles else {}
    chosen = [member_id for member_id, one in free.items() if one.handle in handles]
    kept.matches.update(is_chosen=False)
    kept.matches.filter(member_id__in=chosen).update(is_chosen=True)


@transaction.atomic
def apply_import(*, import_id: int, by: Member, at: datetime) -> Import:
    """Say that the chosen lines are to be written, and the chosen people invited after them.

    Also takes up again an import that had stopped.

    Raises
    ------
    NotFound
        Absent, or somebody else's.
    ImportNotOpen
        It was applied or given up meanwhile.
    ImportUnderWay
        Another import of this member is being written or taken back.
    NothingChosen
        There is no line to write and nobody to invite.
    """
    kept = own_import(import_id=import_id, by=by)
    undecided = (State.PREVIEW, State.FAILED)
    if kept.state not in undecided:
        raise ImportNotOpen
    kept.matches.filter(is_chosen=False).delete()
    if not (kept.lines.outstanding().exists() or kept.matches.filter(answer="").exists()):
        raise NothingChosen
    _claim(kept, undecided, state=State.APPLYING, confirmed_at=at, error="")
    announce(ImportConfirmed(import_id=kept.pk))
    return kept


@transaction.atomic
def undo_import(*, import_id: int, by: Member) -> Import:
    """Say that what an import wrote is to be taken back, except what was changed since.

    Also takes up again a taking back that had stopped. Invitations stay: others know of them.

    Raises
    ------
    NotFound
        Absent, or somebody else's.
    ImportNotWritten
        Nothing of it is written, or it was taken back already.
    ImportUnderWay
        Another import of this member is being written or taken back.
    """
    kept = own_import(import_id=import_id, by=by)
    if kept.state not in WRITTEN or not kept.lines.to_take_back().exists():
        raise ImportNotWritten
    _claim(kept, WRITTEN, state=State.UNDOING, error="")
    announce(ImportUndone(import_id=kept.pk))
    return kept


def _open_import(import_id: int, by: Member) -> Import:
    kept = own_import(import_id=import_id, by=by)
    if kept.state != State.PREVIEW:
        raise ImportNotOpen
    return kept


def _claim(kept: Import, states: Collection[State], **values: object) -> None:
    """Take an import up; of two tabs at once only one does."""
    try:
        with transaction.atomic():
            claimed = Import.objects.filter(pk=kept.pk, state__in=states).update(**values)
    except IntegrityError as error:
        raise ImportUnderWay from error
    if not claimed:
        raise ImportNotOpen
    kept.refresh_from_db()
