"""Forms of the operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from enishi.rooms.discovery.errors import NothingToTie
from enishi.rooms.discovery.types import spellings_in
from enishi.rooms.members.types import HouseSettings, Joining

if TYPE_CHECKING:
    from enishi.rooms.members.models import House


MEANING_THE_SAME = 2


class HouseForm(forms.Form):
    """What the house is called, what it is, and who may join."""

    name_ja = forms.CharField(label=_("Name in Japanese"), max_length=80)
    name_en = forms.CharField(label=_("Name in English"), max_length=80)
    about_ja = forms.CharField(
        label=_("What this house is, in Japanese"),
        help_text=_("Guests read this before they join."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "ja"}),
    )
    about_en = forms.CharField(
        label=_("What this house is, in English"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "en"}),
    )
    joining = forms.ChoiceField(
        label=_("Who may join"), choices=Joining, widget=forms.RadioSelect
    )
    operators_need_second_factor = forms.BooleanField(
        label=_("Operators need a second factor"),
        help_text=_("Without one these pages stay closed to them."),
        required=False,
    )

    @property
    def settings(self) -> HouseSettings:
        """What was typed, as the room takes it."""
        return HouseSettings(**self.cleaned_data)


def house_form_of(house: House) -> HouseForm:
    """The house as it is, ready to be changed."""
    return HouseForm(initial={field: getattr(house, field) for field in HouseForm.base_fields})


class InvitationForm(forms.Form):
    """A new invitation to the house."""

    email = forms.EmailField(
        label=_("Mail address of the person"),
        help_text=_("Leave it empty, and whoever has the link may join, once."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class WordsForm(forms.Form):
    """Words that mean the same in this house."""

    japanese = forms.CharField(
        label=_("In Japanese"),
        help_text=_("Several with a comma between them."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"lang": "ja", "autocomplete": "off"}),
    )
    english = forms.CharField(
        label=_("In English"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"lang": "en", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, str]:
        """At least two spellings: one alone finds nothing else."""
        written = super().clean() or {}
        both = f"{written.get('japanese', '')},{written.get('english', '')}"
        if len(spellings_in(both)) < MEANING_THE_SAME:
            raise forms.ValidationError(NothingToTie.message)
        return written
