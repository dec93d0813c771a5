"""The record of the token's own member."""

from __future__ import annotations

from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.schemas import REFUSALS, Entry, EntrySent, NewEntry, Sent
from enishi.rooms.members.types import Scope
from enishi.rooms.profiles import queries, services, types
from enishi.rooms.profiles.types import Direction, EntryFields, Visibility
from enishi.rooms.upkeep.types import Limit

router = Router(tags=["me"])


class OwnEntry(Entry):
    """An entry of one's own record, and who else sees it."""

    visibility: Visibility
    text_visibility: Visibility = Field(description="Who sees its description.")


class OwnRecord(Schema):
    """All of one's own record, in its order."""

    handle: str
    entries: list[OwnEntry]


class Removed(Schema):
    """What puts a removed entry back."""

    undo: str = Field(description="Send it to `restore` within an hour.")


class Undo(Sent):
    """What the removal of an entry answered with."""

    undo: str = Field(max_length=200_000)


class Seen(Sent):
    """Who sees an entry."""

    visibility: Visibility
    text_visibility: Visibility | None = Field(None, description="Null: the same people.")


class Move(Sent):
    """Where an entry goes among those of its kind."""

    direction: Direction


@router.get(
    "/record",
    response={200: OwnRecord, **REFUSALS},
    auth=needs(Scope.ME_READ),
    summary="My record",
)
def read_my_record(request: MemberRequest) -> OwnRecord:
    """All of one's own record, with who sees what."""
    entries = [_shown(entry) for entry in queries.own_record(request.user)]
    return OwnRecord(handle=request.user.handle, entries=entries)


@router.post(
    "/record/entries",
    response={201: OwnEntry, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.RECORD),
    summary="Add an entry",
)
def add_entry(request: MemberRequest, new: NewEntry) -> Status[OwnEntry]:
    """Add an entry to one's own record."""
    entry = services.add_entry(
        by=request.user, kind=new.kind, fields=_fields(new), at=timezone.now()
    )
    return Status(201, _own(request, entry.pk))


@router.put(
    "/record/entries/{entry_id}",
    response={200: OwnEntry, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.RECORD),
    summary="Write an entry anew",
)
def edit_entry(request: MemberRequest, entry_id: int, written: EntrySent) -> OwnEntry:
    """Write an entry anew; the same words move nothing."""
    services.edit_entry(
        by=request.user, entry_id=entry_id, fields=_fields(written), at=timezone.now()
    )
    return _own(request, entry_id)


@router.delete(
    "/record/entries/{entry_id}",
    response={200: Removed, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.RECORD),
    summary="Remove an entry",
)
def remove_entry(request: MemberRequest, entry_id: int) -> Removed:
    """Remove an entry of one's own record; `restore` puts it back for an hour."""
    undo = services.remove_entry(by=request.user, entry_id=entry_id, at=timezone.now())
    return Removed(undo=undo)


@router.post(
    "/record/restore",
    response={200: OwnEntry, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.RECORD),
    summary="Put a removed entry back",
)
def restore_entry(request: MemberRequest, kept: Undo) -> OwnEntry:
    """Put an entry back under its own number; doing so twice changes nothing."""
    entry = services.restore_entry(by=request.user, snapshot=kept.undo, at=timezone.now())
    return _own(request, entry.pk)


@router.post(
    "/record/entries/{entry_id}/confirm",
    response={200: OwnEntry, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.RECORD),
    summary="Say that an entry is still true",
)
def confirm_entry(request: MemberRequest, entry_id: int) -> OwnEntry:
    """Say that it is true today."""
    services.confirm_entry(by=request.user, entry_id=entry_id, at=timezone.now())
    return _own(request, entry_id)


@router.post(
    "/record/entries/{entry_id}/move",
    response={200: OwnRecord, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.RECORD),
    summary="Move an entry up or down",
)
def move_entry(request: MemberRequest, entry_id: int, move: Move) -> OwnRecord:
    """Let it change places with its neighbour of the same kind; the ends stay."""
    services.move_entry(
        by=request.user, entry_id=entry_id, direction=move.direction, at=timezone.now()
    )
    return read_my_record(request)


@router.put(
    "/record/entries/{entry_id}/visibility",
    response={200: OwnEntry, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.RECORD),
    summary="Say who sees an entry",
)
def show_entry(request: MemberRequest, entry_id: int, seen: Seen) -> OwnEntry:
    """Say who sees it, and who its description; not a word of it moves."""
    services.set_visibility(
        by=request.user,
        entry_id=entry_id,
        visibility=seen.visibility,
        text_visibility=seen.text_visibility or seen.visibility,
        at=timezone.now(),
    )
    return _own(request, entry_id)


def _own(request: MemberRequest, entry_id: int) -> OwnEntry:
    return _shown(queries.get_own_entry(request.user, entry_id))


def _shown(entry: types.OwnEntry) -> OwnEntry:
    return OwnEntry(
        **Entry.from_orm(entry.seen).model_dump(),
        visibility=entry.visibility,
        text_visibility=entry.text_visibility,
    )


def _fields(sent: EntrySent) -> EntryFields:
    return EntryFields(**sent.model_dump(exclude={"kind"}))
