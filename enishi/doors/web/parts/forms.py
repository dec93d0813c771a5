"""A form that shows every kind of field, with the errors a reader would meet."""

from __future__ import annotations

from typing import Self

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """One field of every kind."""

    reading = forms.CharField(label=_("Reading of your name"), help_text=_("In hiragana"))
    number = forms.RegexField(
        r"^T\d{13}$",
        label=_("Registration number"),
        help_text=_("T and 13 digits"),
        error_messages={"invalid": _("Write T and 13 digits.")},
    )
    lines = forms.MultipleChoiceField(
        label=_("Why this person"),
        help_text=_("Up to three lines"),
        choices=[
            ("pricing", _("Planned the move from pay-per-listing to pay-per-application")),
            ("chains", _("Led advertising sales to 120 restaurant and retail chains")),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pick one line or more.")},
    )
    length = forms.ChoiceField(
        label=_("Length"), choices=[("30", _("30 minutes")), ("60", _("60 minutes"))]
    )
    years = forms.ChoiceField(
        label=_("Years are written"),
        choices=[("western", _("As 2026")), ("japanese", _("By era"))],
        widget=forms.RadioSelect,
    )
    message = forms.CharField(label=_("Message"), widget=forms.Textarea, max_length=600)
    portrait = forms.FileField(label=_("Portrait"), required=False)
    hides = forms.BooleanField(
        label=_("Do not show this to my employer"), required=False, initial=True
    )

    @classmethod
    def refused(cls) -> Self:
        """The form as it comes back: what was typed is kept, and two things are asked for."""
        return cls(
            {
                "reading": "ふじた なおき",
                "number": "T12345",
                "length": "60",
                "years": "western",
                "message": _("I would like to ask how the way of selling has changed."),
                "hides": True,
            },
            auto_id="sample_%s",
        )
