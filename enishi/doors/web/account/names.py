"""The fields of a name: three scripts, each with its order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from enishi.rooms.members.names import Names, tidy_name, tidy_reading
from enishi.rooms.members.types import KANA, NO_HIDDEN_CHARACTERS, ROMAJI, NameOrder

NAME_LENGTH = 60
FAMILY_FIRST_LABEL = _("Family name first")
GIVEN_FIRST_LABEL = _("Given name first")
ORDERS = [
    (NameOrder.FAMILY_FIRST.value, FAMILY_FIRST_LABEL),
    (NameOrder.GIVEN_FIRST.value, GIVEN_FIRST_LABEL),
]


class NamePart(forms.CharField):
    """One part of a name, tidied before it is checked."""

    def __init__(self, **said: Any) -> None:  # noqa: ANN401 - Django's signature
        said.setdefault("validators", [NO_HIDDEN_CHARACTERS])
        super().__init__(required=False, max_length=NAME_LENGTH, **said)

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        """Take away the spaces around it."""
        return tidy_name(super().to_python(value) or "")


class ReadingPart(NamePart):
    """A part of a name in kana or Latin letters, where width says nothing."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        """Fold half-width kana and full-width letters."""
        return tidy_reading(super().to_python(value) or "")


class NameFields(forms.Form):
    """A name in any of three scripts; at least one is needed."""

    family_kanji = NamePart(label=_("Family name in kanji"))
    given_kanji = NamePart(label=_("Given name in kanji"))
    family_kana = ReadingPart(label=_("Family name, reading"), validators=[KANA])
    given_kana = ReadingPart(label=_("Given name, reading"), validators=[KANA])
    family_romaji = ReadingPart(label=_("Family name in romaji"), validators=[ROMAJI])
    given_romaji = ReadingPart(label=_("Given name in romaji"), validators=[ROMAJI])

    def clean(self) -> dict[str, Any] | None:
        """Ask for a name in one script, whichever."""
        cleaned = super().clean()
        parts = [name for name in NameFields.base_fields if name in self.fields]
        has_name = any(self.cleaned_data.get(part) for part in parts)
        if not has_name and not any(part in self.errors for part in parts):
            self.add_error(
                "family_kanji",
                forms.ValidationError(
                    _("Write your name in at least one script."), code="name_missing"
                ),
            )
        return cleaned

    @property
    def names(self) -> Names:
        """What was typed, as the room takes it."""
        known = Names.__dataclass_fields__
        return Names(**{key: kept for key, kept in self.cleaned_data.items() if key in known})


class NameForm(NameFields):
    """The name in the settings, with its order in each script."""

    kanji_order = forms.ChoiceField(label=_("Order in kanji"), choices=ORDERS)
    kana_order = forms.ChoiceField(label=_("Order in kana"), choices=ORDERS)
    romaji_order = forms.ChoiceField(label=_("Order in romaji"), choices=ORDERS)

    field_order = (
        "family_kanji",
        "given_kanji",
        "kanji_order",
        "family_kana",
        "given_kana",
        "kana_order",
        "family_romaji",
        "given_romaji",
        "romaji_order",
    )
