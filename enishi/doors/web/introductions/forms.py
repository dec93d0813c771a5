"""The shape of what comes in; the rules are the room's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enishi.doors.web.approaches.fields import LinesField, WordsField
from enishi.rooms.introductions.errors import NoWay
from enishi.rooms.introductions.queries import refusals_of
from enishi.rooms.introductions.types import (
    LONGEST_MESSAGE,
    LONGEST_NOTE,
    LONGEST_WORDS,
    Draft,
    KindWords,
    Role,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from enishi.rooms.members.models import Member


class RequestForm(forms.Form):
    """A request to be introduced; `ways` are those on offer, by what stands in the page."""

    way = forms.ChoiceField(
        label=_("Who would introduce you"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NoWay.message},
    )
    lines = LinesField(
        label=_("Why this person"),
        required=False,
        error_messages={"invalid_choice": _("A line you picked cannot be read.")},
    )
    note = WordsField(
        label=_("To those who introduce you: why you, and why now"),
        counted_to=LONGEST_NOTE,
        help_text=_("The person you would like to meet does not read this."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    message = WordsField(
        label=_("What the person you would like to meet will read"),
        counted_to=LONGEST_MESSAGE,
        help_text=_("Say who you are and what you would like to talk about."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    def __init__(self, ways: Mapping[str, tuple[int, ...]], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.ways = ways
        self.fields["way"].choices = [(value, value) for value in ways]  # type: ignore[attr-defined]

    def picked(self) -> frozenset[str]:
        """The lines that are ticked, as they stand in the page."""
        return frozenset(str(one) for one in self["lines"].value() or ())

    def may_go(self, by: Member, recipient_id: int, at: datetime) -> bool:
        """Whether it can be asked; if not, every refusal stands at its field."""
        if self.is_valid():
            for refusal in refusals_of(by, self.draft_to(recipient_id), at=at):
                self.add_error(refusal.part, str(refusal))
        return not self.errors

    def draft_to(self, recipient_id: int) -> Draft:
        """What the room is asked to keep."""
        said = self.cleaned_data
        return Draft(
            recipient_id=recipient_id,
            way=self.ways.get(said["way"], ()),
            note=said["note"],
            message=said["message"],
            lines=tuple(said["lines"]),
        )


class ForwardForm(forms.Form):
    """What an introducer says as they pass it on."""

    words = WordsField(
        label=_("Your own words"),
        counted_to=LONGEST_WORDS,
        help_text=_("Whoever comes next reads them, and all of you once you are together."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_words(self) -> str:
        """Say at the field what the room would refuse."""
        words: str = self.cleaned_data["words"]
        if not words:
            raise forms.ValidationError(_("Write a few words of your own first."))
        if len(words) > LONGEST_WORDS:
            raise forms.ValidationError(_("Keep your words within 600 characters."))
        return words


class AcceptForm(forms.Form):
    """What a recipient says as they accept; silence is an answer too."""

    words = forms.CharField(
        label=_("A first word, if you like"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def decision_form(role: Role, data: Any) -> forms.Form:  # noqa: ANN401 - Django's signature
    """The form by which whoever holds an introduction takes it further."""
    return AcceptForm(data) if role is Role.RECIPIENT else ForwardForm(data)


class DeclineForm(forms.Form):
    """Whether a decline leaves kind words for the end; one tap leaves none."""

    words = forms.ChoiceField(choices=KindWords.choices, required=False)

    def chosen(self) -> KindWords | None:
        """The words, whatever came in."""
        said = self.cleaned_data["words"] if self.is_valid() else ""
        return KindWords(said) if said else None


class BeAskedForm(forms.Form):
    """Whether one may be asked to introduce people."""

    is_asked = forms.BooleanField(
        label=pgettext_lazy("setting", "I may be asked to introduce people to each other"),
        help_text=_("If not, no way to anybody is offered through you."),
        required=False,
    )
