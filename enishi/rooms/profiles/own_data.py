"""What this room holds of a member, for the take-out: page, entries, portrait."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage

from enishi.ground.take_out import Attachment, Facts, Table
from enishi.rooms.profiles.models import Entry, Profile
from enishi.rooms.profiles.portraits import SIZES, file_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from enishi.ground.take_out import Part
    from enishi.rooms.members.models import Member

_PAGE = (
    *("has_public_page", "is_indexable", "has_structured_data", "default_visibility"),
    *("portrait_visibility", "updated_at"),
)
_ENTRY = (
    *("kind", "title_ja", "title_en", "organization_ja", "organization_en"),
    *("place_ja", "place_en", "text_ja", "text_en", "url", "starts", "ends", "is_current"),
    *("details", "visibility", "text_visibility", "confirmed_on", "created_at", "updated_at"),
)


def own_data(member: Member, at: datetime) -> Iterator[Part]:  # noqa: ARG001 - as every teller
    """The member's page and portrait, and every entry with its dates, hidden ones too."""
    profile = Profile.objects.filter(member=member).first() or Profile(member=member)
    yield Facts(name="page", facts={name: getattr(profile, name) for name in _PAGE})
    yield Table(
        name="entries",
        columns=_ENTRY,
        rows=Entry.objects.of(member.pk).values_list(*_ENTRY),
    )
    for size in SIZES if profile.portrait.name else ():
        name = file_name(profile.portrait.name or "", size)
        if default_storage.exists(name):
            yield Attachment(name=f"portrait-{size}.webp", read=partial(_content, name))


def _content(name: str) -> bytes:
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content
