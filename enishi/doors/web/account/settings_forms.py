"""Forms of the settings."""

from __future__ import annotations

import zoneinfo
from functools import cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enishi.rooms.members import queries
from enishi.rooms.members.types import HANDLE, Language, Preferences, Scope

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member

# Left out: names for machines and for places that have better ones.
NO_PLACES = ("Etc/", "SystemV/", "US/", "posix/", "right/")


@cache
def time_zones() -> list[tuple[str, str]]:
    """Time zones named after places, Japan's first."""
    places = sorted(
        name
        for name in zoneinfo.available_timezones()
        if "/" in name and not name.startswith(NO_PLACES)
    )
    places = ["Asia/Tokyo", "UTC", *(name for name in places if name != "Asia/Tokyo")]
    return [(name, name.replace("_", " ")) for name in places]


class HandleForm(forms.Form):
    """The part of the record's address that one may choose."""

    handle = forms.CharField(
        label=_("Handle"),
        help_text=_("3 to 30 small letters, digits or hyphens. The old address ends."),
        max_length=30,
        validators=[HANDLE],
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, viewer: Member, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        self.viewer = viewer
        super().__init__(*args, **kwargs)

    def clean_handle(self) -> str:
        """Say at the field that somebody else has it."""
        handle: str = self.cleaned_data["handle"]
        if not queries.is_handle_free(self.viewer, handle):
            raise forms.ValidationError(_("Another member has this handle."), code="taken")
        return handle


class PreferencesForm(forms.Form):
    """How the house is read, and how far one is found."""

    language = forms.ChoiceField(
        label=_("Language of pages and mail"), choices=Language, widget=forms.RadioSelect
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    show_in_threads = forms.BooleanField(
        label=_("I may stand in the thread between two other people"),
        help_text=_("People you are connected to may then see each other through you."),
        required=False,
    )
    is_suggestable = forms.BooleanField(
        label=_("I may be shown to others among people they may know"), required=False
    )

    @property
    def preferences(self) -> Preferences:
        """What was chosen, as the room takes it."""
        return Preferences(**self.cleaned_data)


class TokenForm(forms.Form):
    """A new key for a program."""

    name = forms.CharField(
        label=_("What it is for"),
        help_text=_("So that you know it again, for example the program's name."),
        max_length=60,
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=Scope, widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label=_("Until it ends"),
        choices=[
            ("30", _("30 days")),
            ("90", _("90 days")),
            ("365", _("one year")),
            ("", _("no end")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        initial="90",
    )


class LeaveForm(forms.Form):
    """The last question."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, viewer: Member, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        self.viewer = viewer
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Say at the field that it is another one."""
        password: str = self.cleaned_data["password"]
        if not self.viewer.check_password(password):
            raise forms.ValidationError(_("This is not your password."), code="password")
        return password
