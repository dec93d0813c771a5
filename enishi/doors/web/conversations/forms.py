"""The shape of what comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enishi.rooms.conversations.errors import FileNotTaken, FileTooHeavy, TooManyFiles
from enishi.rooms.conversations.files import received_file
from enishi.rooms.conversations.services import write_message
from enishi.rooms.conversations.types import LONGEST_MESSAGE

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from enishi.rooms.members.models import Member


class FilesInput(forms.ClearableFileInput):
    """A control that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to some files; whether they are taken is the room's to say."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:  # noqa: ANN401, ARG002 - Django's signature
        """The files, in the order they were chosen."""
        chosen = data if isinstance(data, list | tuple) else [data]
        return [one for one in chosen if one]


class MessageForm(forms.Form):
    """One message, and the last one its writer had seen."""

    body = forms.CharField(
        label=pgettext_lazy("in a conversation", "Message"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_MESSAGE,
        error_messages={"required": _("Write a few words first.")},
    )
    attached = FilesField(
        label=_("Files"),
        help_text=_("Up to three, of 5 MB each: PDF, pictures, text, office documents."),
        required=False,
    )

    def write(self, by: Member, conversation_id: int, at: datetime) -> bool:
        """Write what was typed; what is refused stands at its field."""
        try:
            write_message(
                by=by,
                conversation_id=conversation_id,
                body=self.cleaned_data["body"],
                files=[received_file(one) for one in self.cleaned_data["attached"]],
                at=at,
            )
        except (TooManyFiles, FileTooHeavy, FileNotTaken) as refusal:
            self.add_error("attached", str(refusal))
        return not self.errors


class SearchForm(forms.Form):
    """Words to look for in one's own messages."""

    q = forms.CharField(
        label=_("Words in your messages"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class AfterForm(forms.Form):
    """Which message the page already shows, or from which to go back."""

    after = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    def number(self, name: str) -> int | None:
        """What the address says, or None when it says nothing that can be read."""
        self.is_valid()
        number = self.cleaned_data.get(name)
        return number if isinstance(number, int) else None
