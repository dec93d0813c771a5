"""Decisions about the page as a whole."""

from __future__ import annotations

from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from enishi.rooms.profiles.models import Entry, Profile
from enishi.rooms.profiles.services.common import profile_of, record_changed
from enishi.rooms.profiles.services.portraits import delete_portrait

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import PageSettings


def open_profile(*, member_id: int) -> None:
    """Give a newcomer a page. Safe to repeat."""
    Profile.objects.get_or_create(member_id=member_id)


@transaction.atomic
def erase_record(*, member_id: int) -> None:
    """Forget all that somebody wrote of themself, portrait included."""
    Entry.objects.of(member_id).delete()
    profile = Profile.objects.filter(member_id=member_id).first()
    if profile is None:
        return
    if profile.portrait.name:
        transaction.on_commit(partial(delete_portrait, name=profile.portrait.name))
    profile.delete()


@transaction.atomic
def set_page_settings(*, by: Member, settings: PageSettings, at: datetime) -> None:
    """Open or close the public page, and say what else is true of the page.

    Without a public page there is nothing for search engines: both other doors close too.
    """
    if not settings.has_public_page:
        settings = replace(settings, is_indexable=False, has_structured_data=False)
    profile = profile_of(member=by)
    changed = {
        name: value
        for name, value in asdict(settings).items()
        if getattr(profile, name) != value
    }
    if not changed:
        return
    for name, value in changed.items():
        setattr(profile, name, value)
    profile.save(update_fields=list(changed))
    record_changed(member=by, at=at)
