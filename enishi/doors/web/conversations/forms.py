"""The shape of what comes in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enishi.rooms.conversations.types import LONGEST_MESSAGE


class MessageForm(forms.Form):
    """One message, and the last one its writer had seen."""

    body = forms.CharField(
        label=pgettext_lazy("in a conversation", "Message"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_MESSAGE,
        error_messages={"required": _("Write a few words first.")},
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
