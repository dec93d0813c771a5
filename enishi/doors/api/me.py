"""The token's own member and their record."""

from __future__ import annotations

from django.http import FileResponse
from django.utils import timezone
from ninja import Router, Status

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.people import name_of
from enishi.doors.api.schemas import REFUSALS, Entry, EntrySent, Me, NewEntry, Record
from enishi.rooms.members.types import Scope
from enishi.rooms.portability.queries import export_of
from enishi.rooms.portability.types import Format
from enishi.rooms.profiles import queries, services
from enishi.rooms.profiles.types import EntryFields, SeenEntry
from enishi.rooms.upkeep.types import Limit

router = Router(tags=["me"])


@router.get("", response={200: Me, **REFUSALS}, auth=needs(Scope.ME_READ), summary="Who am I?")
def read_me(request: MemberRequest) -> Me:
    """The token's member."""
    member = request.user
    return Me(
        handle=member.handle,
        email=member.email,
        name=name_of(member),
        language=member.language,
        time_zone=member.time_zone,
        joined_at=member.joined_at,
    )


@router.get(
    "/record",
    response={200: Record, **REFUSALS},
    auth=needs(Scope.ME_READ),
    summary="My record",
)
def read_my_record(request: MemberRequest) -> Record:
    """All of one's own record."""
    entries = queries.record_of(request.user, request.user.pk)
    return Record(handle=request.user.handle, entries=[Entry.from_orm(one) for one in entries])


@router.post(
    "/record/entries",
    response={201: Entry, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.RECORD),
    summary="Add an entry",
)
def add_entry(request: MemberRequest, new: NewEntry) -> Status[SeenEntry]:
    """Add an entry to one's own record."""
    entry = services.add_entry(
        by=request.user, kind=new.kind, fields=_fields(new), at=timezone.now()
    )
    return Status(201, queries.entries_for(request.user, [entry.pk])[entry.pk])


@router.put(
    "/record/entries/{entry_id}",
    response={200: Entry, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.RECORD),
    summary="Write an entry anew",
)
def edit_entry(request: MemberRequest, entry_id: int, written: EntrySent) -> SeenEntry:
    """Write an entry anew; the same words move nothing."""
    services.edit_entry(
        by=request.user, entry_id=entry_id, fields=_fields(written), at=timezone.now()
    )
    return queries.entries_for(request.user, [entry_id])[entry_id]


@router.delete(
    "/record/entries/{entry_id}",
    response={204: None, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.RECORD),
    summary="Remove an entry",
)
def remove_entry(request: MemberRequest, entry_id: int) -> Status[None]:
    """Remove an entry of one's own record."""
    services.remove_entry(by=request.user, entry_id=entry_id, at=timezone.now())
    return Status(204, None)


@router.get(
    "/export",
    response=dict(REFUSALS),
    auth=needs(Scope.ME_EXPORT, Limit.TAKE_OUTS),
    summary="Everything the house holds of me",
    openapi_extra={
        "responses": {
            200: {
                "description": "A ZIP archive: docs/api/take-out.md says what is in it.",
                "content": {"application/zip": {"schema": {"type": "string"}}},
            }
        }
    },
)
def take_out(request: MemberRequest) -> FileResponse:
    """Record, settings, connections, approaches, conversations and the rest, as one ZIP."""
    file = export_of(request.user, Format.EVERYTHING, at=timezone.now())
    return FileResponse(
        file.content, as_attachment=True, filename=file.name, content_type=file.content_type
    )


def _fields(sent: EntrySent) -> EntryFields:
    return EntryFields(**sent.model_dump(exclude={"kind"}))
