"""One's page as a whole: who may open it, and the portrait on it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from django.utils import timezone
from ninja import File, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.schemas import REFUSALS, Sent
from enishi.rooms.members.types import Scope
from enishi.rooms.profiles import queries, services
from enishi.rooms.profiles.portraits import MOST_BYTES
from enishi.rooms.profiles.types import PageSettings, Visibility
from enishi.rooms.upkeep.types import Limit

router = Router(tags=["me"])


class Page(Sent):
    """What a member decides about their page as a whole."""

    has_public_page: bool = Field(description="Guests read what is open to everyone.")
    is_indexable: bool = Field(description="Search engines may keep the guests' page.")
    has_structured_data: bool = Field(description="It holds JSON-LD for machines.")
    default_visibility: Visibility = Field(description="Who sees an entry that says nothing.")
    portrait_visibility: Visibility


@router.get(
    "/page",
    response={200: Page, **REFUSALS},
    auth=needs(Scope.ME_READ),
    summary="Settings of my page",
)
def read_my_page(request: MemberRequest) -> Page:
    """What one decided about one's page as a whole."""
    return Page(**asdict(queries.get_own_page(request.user).settings))


@router.put(
    "/page",
    response={200: Page, **REFUSALS},
    auth=needs(Scope.SETTINGS_WRITE, Limit.RECORD),
    summary="Change the settings of my page",
)
def change_my_page(request: MemberRequest, page: Page) -> Page:
    """Decide about one's page as a whole."""
    services.set_page_settings(
        by=request.user, settings=PageSettings(**page.model_dump()), at=timezone.now()
    )
    return read_my_page(request)


@router.post(
    "/portrait",
    response={204: None, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.PORTRAITS),
    summary="Give myself a portrait",
)
def set_portrait(
    request: MemberRequest,
    portrait: Annotated[
        UploadedFile, File(description="JPEG, PNG or WebP, up to 10 MB; it is drawn anew.")
    ],
) -> Status[None]:
    """Cut a picture square; nothing hidden in the file is kept."""
    content = portrait.read(MOST_BYTES + 1)
    services.set_portrait(by=request.user, content=content, at=timezone.now())
    return Status(204, None)


@router.delete(
    "/portrait",
    response={204: None, **REFUSALS},
    auth=needs(Scope.ME_WRITE, Limit.PORTRAITS),
    summary="Take my portrait away",
)
def remove_portrait(request: MemberRequest) -> Status[None]:
    """The house draws one again."""
    services.remove_portrait(by=request.user, at=timezone.now())
    return Status(204, None)
