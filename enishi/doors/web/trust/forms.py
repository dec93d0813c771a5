"""The shape of what comes in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enishi.rooms.trust.types import LONGEST_WORDS, Why


class ReportForm(forms.Form):
    """Why something is reported, and whether its writer is blocked as well."""

    why = forms.ChoiceField(
        label=_("What is wrong with it"), choices=Why.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=pgettext_lazy("a report", "In your words"),
        help_text=_(
            "Not needed. Operators read it with what you report; the other never does."
        ),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    block = forms.BooleanField(
        label=_("Block them too: from now on you do not exist for each other"), required=False
    )

    @property
    def said(self) -> tuple[Why, str]:
        """The reason, and the words."""
        return Why(self.cleaned_data["why"]), self.cleaned_data["words"]
