"""The token's own member: who they are, their settings, and all that is theirs to take away."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import FileResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.people import name_of
from enishi.doors.api.schemas import REFUSALS, Me, Sent
from enishi.rooms.members import services
from enishi.rooms.members.names import Names
from enishi.rooms.members.types import Language, NameOrder, Preferences, Scope
from enishi.rooms.portability.queries import export_of
from enishi.rooms.portability.types import Format
from enishi.rooms.upkeep.types import Limit

router = Router(tags=["me"])
#: What a record can be taken out as, for other programs.
RecordFormat = Literal["json-resume-ja", "json-resume-en", "vcard-ja", "vcard-en", "csv"]
Part = Annotated[str, Field(max_length=60)]


class NamesSent(Sent):
    """A name in every script, with its order; at least one script is needed."""

    family_kanji: Part = ""
    given_kanji: Part = ""
    kanji_order: NameOrder = NameOrder.FAMILY_FIRST
    family_kana: Part = ""
    given_kana: Part = ""
    kana_order: NameOrder = NameOrder.FAMILY_FIRST
    family_romaji: Part = ""
    given_romaji: Part = ""
    romaji_order: NameOrder = NameOrder.GIVEN_FIRST


class HandleSent(Sent):
    """The part of the page's address that one may choose."""

    handle: str = Field(
        min_length=3,
        max_length=30,
        description="Small letters, digits or hyphens. The old address ends.",
    )


class PreferencesSent(Sent):
    """How one reads the house, and how far one is found."""

    language: Language = Field(description="Of pages and mail.")
    time_zone: str = Field(max_length=40, description="A name of the tz database: Asia/Tokyo.")
    show_in_threads: bool = Field(description="May stand in the thread between two others.")
    is_suggestable: bool = Field(description="May be shown among people others may know.")


@router.get("", response={200: Me, **REFUSALS}, auth=needs(Scope.ME_READ), summary="Who am I?")
def read_me(request: MemberRequest) -> Me:
    """The token's member, and their settings."""
    member = request.user
    return Me(
        handle=member.handle,
        email=member.email,
        name=name_of(member),
        language=member.language,
        time_zone=member.time_zone,
        show_in_threads=member.show_in_threads,
        is_suggestable=member.is_suggestable,
        joined_at=member.joined_at,
    )


@router.put(
    "/name",
    response={200: Me, **REFUSALS},
    auth=needs(Scope.SETTINGS_WRITE, Limit.SETTINGS),
    summary="Go by another name",
)
def rename(request: MemberRequest, names: NamesSent) -> Me:
    """Go by these names; a script that is left out has none."""
    services.rename_member(by=request.user, names=Names(**names.model_dump()))
    return read_me(request)


@router.put(
    "/handle",
    response={200: Me, **REFUSALS},
    auth=needs(Scope.SETTINGS_WRITE, Limit.HANDLES),
    summary="Have another handle",
)
def change_handle(request: MemberRequest, sent: HandleSent) -> Me:
    """Have another address from now on; the old one leads nowhere."""
    services.change_handle(by=request.user, handle=sent.handle)
    return read_me(request)


@router.put(
    "/preferences",
    response={200: Me, **REFUSALS},
    auth=needs(Scope.SETTINGS_WRITE, Limit.SETTINGS),
    summary="Change my settings",
)
def change_preferences(request: MemberRequest, sent: PreferencesSent) -> Me:
    """Read the house in this language and time zone, and be found so far."""
    services.change_preferences(by=request.user, preferences=Preferences(**sent.model_dump()))
    return read_me(request)


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
    return _taken_out(request, Format.EVERYTHING)


@router.get(
    "/record/as/{form}",
    response=dict(REFUSALS),
    auth=needs(Scope.ME_READ, Limit.TAKE_OUTS),
    summary="My record as a file",
    openapi_extra={
        "responses": {
            200: {
                "description": "JSON Resume, vCard or a table, as `form` says.",
                "content": {
                    "application/json": {"schema": {"type": "object"}},
                    "text/vcard": {"schema": {"type": "string"}},
                    "text/csv": {"schema": {"type": "string"}},
                },
            }
        }
    },
)
def take_record_out(request: MemberRequest, form: RecordFormat) -> FileResponse:
    """The record in a language, for other programs."""
    return _taken_out(request, Format(form))


def _taken_out(request: MemberRequest, form: Format) -> FileResponse:
    file = export_of(request.user, form, at=timezone.now())
    return FileResponse(
        file.content, as_attachment=True, filename=file.name, content_type=file.content_type
    )
