"""Forms of blogs: where one is, and who sees its posts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from enishi.rooms.profiles.types import Visibility

LONGEST = 500


class AddressForm(forms.Form):
    """Where a blog is."""

    address = forms.CharField(
        label=_("Address of your blog"),
        help_text=_("Its first page or its feed; the house finds the one from the other."),
        max_length=LONGEST,
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocomplete": "url", "spellcheck": "false"}
        ),
    )


class KeepForm(forms.Form):
    """A blog that was looked at, and who shall see it."""

    address = forms.CharField(max_length=LONGEST, widget=forms.HiddenInput)
    visibility = forms.ChoiceField(label=_("Who sees its posts"), choices=Visibility)


class ShowForm(forms.Form):
    """Who sees the posts of a blog."""

    visibility = forms.ChoiceField(label=_("Who sees its posts"), choices=Visibility)
