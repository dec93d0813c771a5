"""What the pages of the account receive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from enishi.doors.web.account.names import NameForm
from enishi.doors.web.account.settings_forms import HandleForm, PreferencesForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enishi.rooms.members.models import AccessToken, Member
    from enishi.rooms.members.types import PersonName, Security


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsPage:
    """All settings; a refused form comes back with what was typed."""

    names: NameForm
    preview: NamePreview
    handle: HandleForm
    preferences: PreferencesForm
    security: Security
    tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePreview:
    """The name as pages in each language will write it."""

    japanese: str
    reading: str
    english: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokensPage:
    """The keys for programs; `secret` is shown once, right after it was made."""

    tokens: Sequence[AccessToken]
    form: object
    secret: str = ""


def preview_of(name: PersonName) -> NamePreview:
    """How `name` will stand on pages."""
    return NamePreview(
        japanese=name.written("ja"), reading=name.reading, english=name.written("en")
    )


def name_form_of(viewer: Member) -> NameForm:
    """The viewer's name, ready to be changed."""
    return NameForm(initial={field: getattr(viewer, field) for field in NameForm.base_fields})


def handle_form_of(viewer: Member) -> HandleForm:
    """The viewer's handle, ready to be changed."""
    return HandleForm(viewer, initial={"handle": viewer.handle})


def preferences_form_of(viewer: Member) -> PreferencesForm:
    """The viewer's preferences, ready to be changed."""
    return PreferencesForm(
        initial={field: getattr(viewer, field) for field in PreferencesForm.base_fields}
    )
