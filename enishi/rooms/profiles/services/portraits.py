"""The portrait: kept under names that say nothing, taken away with its files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from enishi.ground.ids import random_id
from enishi.rooms.profiles.portraits import SIZES, draw_portraits, file_name
from enishi.rooms.profiles.services.common import profile_of, record_changed

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member


def set_portrait(*, by: Member, content: bytes, at: datetime) -> None:
    """Make `content` the member's portrait: cut square, drawn anew, nothing else kept of it.

    Raises
    ------
    PortraitRefused
        Not a picture, or too heavy, too large or too small a one.
    """
    pictures = draw_portraits(content)
    token = random_id(20)
    # Files first, and outside the transaction: drawing and writing them is slow.
    for size, picture in pictures.items():
        default_storage.save(file_name(token, size), ContentFile(picture))
    _point_at(by, file_name(token, max(SIZES)), at)


def remove_portrait(*, by: Member, at: datetime) -> None:
    """Take the portrait away; the house draws one again."""
    _point_at(by, "", at)


@transaction.atomic
def _point_at(by: Member, name: str, at: datetime) -> None:
    profile = profile_of(member=by)
    former = profile.portrait.name or ""
    if former == name:
        return
    profile.portrait.name = name
    profile.save(update_fields=["portrait"])
    record_changed(member=by, at=at)
    if former:
        transaction.on_commit(partial(delete_portrait, name=former))


def delete_portrait(*, name: str) -> None:
    """Remove the files of a portrait."""
    for size in SIZES:
        default_storage.delete(file_name(name, size))
