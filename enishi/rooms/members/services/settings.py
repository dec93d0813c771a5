"""What members say of themselves: names, handle, language, being found."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import IntegrityError, transaction

from enishi.ground.events import announce
from enishi.rooms.members.errors import HandleTaken, NameMissing, TimeZoneUnknown
from enishi.rooms.members.events import MemberRenamed

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member
    from enishi.rooms.members.names import Names
    from enishi.rooms.members.types import Preferences


@transaction.atomic
def rename_member(*, by: Member, names: Names) -> None:
    """`by` goes by other names from now on.

    Raises
    ------
    NameMissing
        There is no name in any script.
    django.core.exceptions.ValidationError
        A name is too long, or holds what no name holds.
    """
    names = names.tidied
    if names.is_empty:
        raise NameMissing
    _keep(by, asdict(names))
    announce(MemberRenamed(member_id=by.pk))


def change_handle(*, by: Member, handle: str) -> None:
    """`by` has another handle from now on; the address of the old one leads nowhere.

    Raises
    ------
    HandleTaken
        Another member has it.
    django.core.exceptions.ValidationError
        It is no handle.
    """
    former = by.handle
    try:
        with transaction.atomic():
            _keep(by, {"handle": handle})
            announce(MemberRenamed(member_id=by.pk))
    except IntegrityError:
        by.handle = former
        raise HandleTaken from None


@transaction.atomic
def change_preferences(*, by: Member, preferences: Preferences) -> None:
    """`by` reads the house in this language and time zone, and is found so far.

    Raises
    ------
    TimeZoneUnknown
        There is none of this name.
    """
    try:
        ZoneInfo(preferences.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise TimeZoneUnknown from error
    _keep(by, asdict(preferences))


@transaction.atomic
def change_language(*, by: Member, language: str) -> None:
    """`by` reads the house in this language."""
    _keep(by, {"language": language})


def _keep(member: Member, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(member, name, value)
    fields = member._meta.fields  # noqa: SLF001 - a public name in spite of its look
    untouched = [one.name for one in fields if one.name not in values]
    member.clean_fields(exclude=untouched)
    member.save(update_fields=list(values))
