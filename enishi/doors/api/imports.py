"""Bringing a career in from a file: preview, decision, writing, taking back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from django.utils import timezone
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.people import language_of_request, people_for
from enishi.doors.api.schemas import REFUSALS, Person, Sent
from enishi.engines.formats.archive import MAX_ARCHIVE_BYTES
from enishi.rooms.members.types import Scope
from enishi.rooms.portability import queries, services
from enishi.rooms.portability.types import Change, State
from enishi.rooms.profiles.types import Kind, Visibility
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from enishi.rooms.portability.models import Import as Kept

router = Router(tags=["imports"])


class Counts(Schema):
    """How many lines would do what, and what became of those that were chosen."""

    new: int
    changed: int
    same: int
    unreadable: int
    chosen: int
    done: int
    taken_back: int
    left: int = Field(description="Changed since they were written, and so not taken back.")
    gone: int


class Import(Schema):
    """A file that was brought in; the file itself is not kept."""

    id: int
    filename: str
    state: State
    visibility: Visibility | None = Field(description="Who sees what is new, once decided.")
    started_at: datetime
    ended_at: datetime | None
    error: str = Field(description="Why the writing stopped, as a code; empty: it did not.")
    counts: Counts


class ChangedField(Schema):
    """A field of a line that would be written anew."""

    label: str
    language: str
    before: str
    after: str


class Line(Schema):
    """A line of the file, and what it would do to the record."""

    number: int
    kind: Kind | None
    change: Change
    title: str
    organization: str
    starts: str
    ends: str
    is_current: bool
    file: str = Field(description="The file within an archive it stands in.")
    line: int
    is_chosen: bool
    changes: list[ChangedField]
    reason: str = Field(description="Why it cannot be read, for people.")


class FileNote(Schema):
    """A file of an archive, and whether it is used."""

    name: str
    label: str
    is_used: bool
    rows: int


class Preview(Import):
    """An import with every line of it."""

    lines: list[Line]
    files: list[FileNote]
    contacts: list[Person] = Field(
        description="People the file names who are here and can be invited."
    )


class Decision(Sent):
    """What of a file is to be written."""

    lines: list[Annotated[int, Field(ge=0, le=2**31 - 1)]] | None = Field(
        None,
        description="Their numbers; null: those that are chosen now.",
        max_length=20_000,
    )
    visibility: Visibility = Field(Visibility.MEMBERS, description="Who sees what is new.")
    invite: list[Annotated[str, Field(max_length=30)]] = Field(
        default_factory=list, description="Handles among `contacts`.", max_length=2_000
    )


@router.get(
    "/imports",
    response={200: list[Import], **REFUSALS},
    auth=needs(Scope.ME_READ),
    summary="My imports",
)
def read_imports(request: MemberRequest) -> list[Import]:
    """The newest five that are kept: thirty days after they began, or ended."""
    return [_shown(kept) for kept in queries.imports_of(request.user)]


@router.post(
    "/imports",
    response={201: Preview, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.IMPORTS),
    summary="See what a file would change",
)
def start_import(
    request: MemberRequest,
    file: Annotated[
        UploadedFile,
        File(description="A LinkedIn archive or CSV, JSON Resume, vCard, or a take-out."),
    ],
) -> Status[Preview]:
    """Read a file of up to 60 MB; the record is not touched.

    An earlier import that was not decided on is forgotten.
    """
    kept = services.start_import(
        by=request.user,
        filename=file.name or "",
        data=file.read(MAX_ARCHIVE_BYTES + 1),
        at=timezone.now(),
    )
    return Status(201, _previewed(request, kept))


@router.get(
    "/imports/{import_id}",
    response={200: Preview, **REFUSALS},
    auth=needs(Scope.ME_READ),
    summary="One import, line by line",
)
def read_import(request: MemberRequest, import_id: int) -> Preview:
    """The preview, and how far the writing has come."""
    return _previewed(request, queries.get_import_for(request.user, import_id))


@router.post(
    "/imports/{import_id}/apply",
    response={202: Import, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.IMPORT_CHOICES),
    summary="Write the chosen lines",
)
def apply_import(request: MemberRequest, import_id: int, decision: Decision) -> Status[Import]:
    """Have the worker write them; an import that had stopped goes on with those of before."""
    kept = queries.get_import_for(request.user, import_id)
    if kept.state == State.PREVIEW:
        services.choose_lines(
            import_id=import_id,
            by=request.user,
            numbers=decision.lines,
            visibility=decision.visibility,
        )
        services.choose_contacts(import_id=import_id, by=request.user, handles=decision.invite)
    kept = services.apply_import(import_id=import_id, by=request.user, at=timezone.now())
    return Status(202, _shown(kept))


@router.post(
    "/imports/{import_id}/undo",
    response={202: Import, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.IMPORT_CHOICES),
    summary="Take an import back",
)
def undo_import(request: MemberRequest, import_id: int) -> Status[Import]:
    """Take back what it wrote, except what was changed since. Invitations stay."""
    return Status(202, _shown(services.undo_import(import_id=import_id, by=request.user)))


@router.delete(
    "/imports/{import_id}",
    response={204: None, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.IMPORT_CHOICES),
    summary="Forget an import",
)
def discard_import(request: MemberRequest, import_id: int) -> Status[None]:
    """Forget an import; what it wrote stays written."""
    services.discard_import(import_id=import_id, by=request.user)
    return Status(204, None)


def _shown(kept: Kept) -> Import:
    return Import(
        id=kept.pk,
        filename=kept.filename,
        state=State(kept.state),
        visibility=Visibility(kept.visibility) if kept.visibility else None,
        started_at=kept.started_at,
        ended_at=kept.ended_at,
        error=kept.error,
        counts=Counts.from_orm(queries.counts_of(kept)),
    )


def _previewed(request: MemberRequest, kept: Kept) -> Preview:
    preview = queries.preview_of(request.user, kept, language_of_request())
    people = people_for(request.user, preview.contacts.free)
    return Preview(
        **_shown(kept).model_dump(),
        lines=[Line.from_orm(line) for line in preview.lines],
        files=[FileNote.from_orm(note) for note in preview.files],
        contacts=[people[one] for one in sorted(people)],
    )
