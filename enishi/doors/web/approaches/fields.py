"""Fields of these forms: text as people count it, money as they type it, lines of a record."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enishi.rooms.profiles.types import LineRef

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
