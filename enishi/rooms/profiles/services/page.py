"""Decisions about the page as a whole."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from django.db import transaction

from enishi.rooms.profiles.services.common import profile_of, record_changed

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import PageSettings


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
