"""The shape of what comes in; the rules are the room's."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enishi.rooms.approaches.errors import FeeMissing
from enishi.rooms.approaches.queries import refusals_of
from enishi.rooms.approaches.types import (
    LONGEST_MESSAGE,
    LONGEST_SUBJECT,
    MOST_FEE_YEN,
    USUAL_MINUTES,
    Draft,
    KindWords,
    Origin,
    Purpose,
    Terms,
)
from enishi.rooms.profiles.types import LineRef

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import QueryDict

    from enishi.rooms.approaches.types import WelcomeTerms
    from enishi.rooms.members.models import Member

MINUTES = (15, 30, 45, 60, 90, 120)


def lengths() -> list[tuple[int, str]]:
    """The lengths a talk may have, in the reader's language."""
    return [
        (number, gettext("%(minutes)s minutes") % {"minutes": number}) for number in MINUTES
    ]


class WordsField(forms.CharField):
    """Free text, counted as people count: a line break is one character.

    The limit is said and counted in the page but not enforced by the browser, which would
    cut what somebody pastes without a word.
    """

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        """Text with one character a line break."""
        return str(super().to_python(value) or "").replace("\r\n", "\n")

    def __init__(self, *, counted_to: int, **options: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(required=False, strip=True, **options)
        self.max_length = counted_to  # after the validators are made: the rule is the room's


class YenField(forms.IntegerField):
    """An amount of money as people type it: ¥30,000, 30000円, ３００００."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {"invalid": _("Write an amount in yen, such as 30,000.")}

    def to_python(self, value: Any) -> int | None:  # noqa: ANN401 - Django's signature
        """The number, or None when nothing was written."""
        plain = unicodedata.normalize("NFKC", str(value or ""))
        return super().to_python(plain.translate({ord(mark): None for mark in "¥\\円, "}))


class LinesField(forms.MultipleChoiceField):
    """Lines of a record, as `LineRef` writes them."""

    def valid_value(self, value: str) -> bool:
        """Whether it can be read; whether it may be picked is the room's to say."""
        return LineRef.parse(value) is not None

    def clean(self, value: Any) -> list[LineRef]:  # noqa: ANN401 - Django's signature
        """The lines, in the order of the page."""
        return [ref for one in super().clean(value) if (ref := LineRef.parse(one))]


class ApproachForm(forms.Form):
    """A first message to somebody."""

    lines = LinesField(
        label=_("Why this person"),
        required=False,
        error_messages={"invalid_choice": _("A line you picked cannot be read.")},
    )
    purpose = forms.ChoiceField(
        label=_("What for"), choices=Purpose.choices, widget=forms.RadioSelect
    )
    subject = WordsField(
        label=_("Your question, in one line"),
        counted_to=LONGEST_SUBJECT,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    message = WordsField(
        label=_("Message"),
        counted_to=LONGEST_MESSAGE,
        help_text=_(
            "About 400 characters are read to the end. Say also what you will not ask:"
            " unpublished figures, names of clients."
        ),
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    minutes = forms.TypedChoiceField(
        label=_("Length"), choices=lengths, coerce=int, empty_value=None, required=False
    )
    fee_yen = YenField(label=_("Fee, in yen without tax"), required=False)
    origin = forms.ChoiceField(choices=Origin.choices, required=False, widget=forms.HiddenInput)
    q = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    @classmethod
    def begun(cls, address: QueryDict, welcome: Mapping[Purpose, WelcomeTerms]) -> ApproachForm:
        """An empty form, with what the address and the recipient's terms already say."""
        said = welcome[Purpose.CONSULTATION]
        open_for = [one for one, terms in welcome.items() if not terms.is_closed]
        return cls(
            initial={
                "lines": address.getlist("line")[:20],
                "purpose": open_for[0] if open_for else Purpose.CONSULTATION,
                "minutes": said.minutes or 30,
                "fee_yen": said.fee_yen,
                "origin": address.get("origin", Origin.PAGE),
                "q": address.get("q", "")[:200],
            }
        )

    def picked(self) -> frozenset[str]:
        """The lines that are ticked, as they stand in the page."""
        return frozenset(str(one) for one in self["lines"].value() or ())

    def may_go(self, by: Member, recipient_id: int, at: datetime) -> bool:
        """Whether it can be sent; if not, every refusal stands at its field."""
        if self.is_valid():
            for refusal in refusals_of(by, self.draft_to(recipient_id), at=at):
                self.add_error(refusal.part, str(refusal))
        return not self.errors

    def draft_to(self, recipient_id: int) -> Draft:
        """What the room is asked to send."""
        said = self.cleaned_data
        return Draft(
            recipient_id=recipient_id,
            purpose=Purpose(said["purpose"]),
            subject=said["subject"],
            message=said["message"],
            lines=tuple(said["lines"]),
            fee_yen=said["fee_yen"],
            minutes=said["minutes"],
            origin=Origin(said["origin"] or Origin.PAGE),
            origin_query=said["q"],
        )


class AnswerForm(forms.Form):
    """The first words back."""

    message = forms.CharField(
        label=_("Your answer"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write a few words first.")},
        max_length=5000,
    )


class DeclineForm(forms.Form):
    """Which kind words a decline carries; one tap takes the first."""

    words = forms.ChoiceField(choices=KindWords.choices, required=False)

    def chosen(self) -> KindWords:
        """The words, whatever came in."""
        said = self.cleaned_data["words"] if self.is_valid() else ""
        return KindWords(said or KindWords.THANKS)


class WelcomeForm(forms.Form):
    """The terms for one purpose; its prefix is the purpose."""

    terms = forms.ChoiceField(label=_("Approaches"), widget=forms.RadioSelect)
    fee_yen = YenField(
        label=_("Smallest fee, in yen without tax"),
        required=False,
        min_value=1,
        max_value=MOST_FEE_YEN,
    )
    minutes = forms.TypedChoiceField(
        label=_("Length"), choices=lengths, coerce=int, empty_value=None, required=False
    )

    def __init__(
        self, purpose: Purpose, data: QueryDict | None, *, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial, prefix=purpose.value)
        self.purpose = purpose
        self.fields["terms"].label = purpose.label
        self.fields["terms"].choices = TERMS[purpose]  # type: ignore[attr-defined]
        if not purpose.has_fee:
            del self.fields["fee_yen"], self.fields["minutes"]

    @classmethod
    def for_all(
        cls, welcome: Mapping[Purpose, WelcomeTerms], data: QueryDict | None
    ) -> list[WelcomeForm]:
        """One form a purpose, with what is said now."""
        return [
            cls(
                purpose,
                data,
                initial={
                    "terms": said.terms,
                    "fee_yen": said.fee_yen,
                    "minutes": said.minutes or USUAL_MINUTES,
                },
            )
            for purpose, said in welcome.items()
        ]

    def said(self) -> dict[str, Any]:
        """What the room is asked to keep."""
        return {
            "purpose": self.purpose,
            "terms": Terms(self.cleaned_data["terms"]),
            "fee_yen": self.cleaned_data.get("fee_yen"),
            "minutes": self.cleaned_data.get("minutes"),
        }

    def clean(self) -> dict[str, Any]:
        """Ask for the fee where terms name one."""
        said = self.cleaned_data
        is_priced = said.get("terms") == Terms.PRICED
        if is_priced and "fee_yen" not in self.errors and not said.get("fee_yen"):
            self.add_error("fee_yen", str(FeeMissing()))
        return said


TERMS = {
    Purpose.CONSULTATION: [
        (Terms.OPEN, _("Open: anybody in the house may ask, with or without a fee")),
        (Terms.ASK_FIRST, _("Ask first: a short question before anything else")),
        (Terms.PRICED, _("For a fee: from the amount below")),
        (Terms.CLOSED, _("Closed: nobody may ask")),
    ],
    Purpose.CHAT: [
        (Terms.OPEN, _("Open: anybody in the house may write")),
        (Terms.ASK_FIRST, _("Ask first: a short question before anything else")),
        (Terms.CLOSED, _("Closed: nobody may write")),
    ],
}
