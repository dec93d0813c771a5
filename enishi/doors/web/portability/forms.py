"""Forms: a file, and what of it is to be written."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from enishi.engines.formats.archive import MAX_ARCHIVE_BYTES
from enishi.rooms.profiles.types import Visibility

_ACCEPTED = ".zip,.csv,.json,.vcf"


class FileForm(forms.Form):
    """The file to bring in."""

    file = forms.FileField(
        label=_("Your file"),
        help_text=_(
            "A LinkedIn archive (ZIP) or one of its CSV files, a JSON Resume, a vCard, or what "
            "you took out of a house like this (ZIP). Up to 60 MB. You can also drag it here."
        ),
        allow_empty_file=True,  # the room says in its own words that it is empty
        widget=forms.ClearableFileInput(attrs={"accept": _ACCEPTED}),
        error_messages={"required": _("Please choose a file.")},
    )

    def content(self) -> bytes:
        """The bytes of the file; of one too large only enough for the room to see it."""
        data: bytes = self.cleaned_data["file"].read(MAX_ARCHIVE_BYTES + 1)
        return data


class ChoiceForm(forms.Form):
    """Which lines are to be written, who sees what is new, and who is to be invited."""

    visibility = forms.ChoiceField(
        label=_("Who sees what is new"),
        choices=Visibility,
        help_text=_("What stands in your record already keeps its own choice."),
    )

    def numbers(self) -> list[int]:
        """The numbers of the ticked lines; anything else a form may send is passed over."""
        ticked = self._ticked("line")
        return [int(number) for number in ticked if number.isdecimal() and len(number) < 9]  # noqa: PLR2004

    def handles(self) -> list[str]:
        """The handles of the ticked people."""
        return self._ticked("contact")

    def _ticked(self, name: str) -> list[str]:
        return self.data.getlist(name) if hasattr(self.data, "getlist") else []
