"""Forms of the record. What may be written is decided in the room; here it is asked for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from enishi.doors.web.profiles.kinds import SHAPES, label_of
from enishi.rooms.profiles.errors import PortraitRefused
from enishi.rooms.profiles.queries import check_portrait, complaints_about
from enishi.rooms.profiles.types import (
    BILINGUAL,
    SINGLE,
    EntryFields,
    Kind,
    PageSettings,
    Visibility,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from django.core.files.uploadedfile import UploadedFile
    from django.forms import BoundField

    Fields: TypeAlias = Iterator[tuple[str, forms.Field]]

_IN = {"ja": _("{field}, in Japanese"), "en": _("{field}, in English")}
_LENGTHS = {"title": 300, "organization": 200, "place": 200, "text": 10_000}
_SHORT_TEXTS = {Kind.HEADLINE: 220, Kind.PLACE: 200}
_DATE = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})?\s*[-/.月]?\s*(\d{1,2})?\s*日?月?年?")


class PartialDateField(forms.CharField):
    """A year, a month or a day, as people write it: 2015, 2015/10, 2015年10月."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        options.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(required=False, max_length=20, **options)

    def to_python(self, value: object) -> str:
        """The ISO form; what cannot be read stays as it was typed, for the room to refuse."""
        typed = unicodedata.normalize("NFKC", str(super().to_python(value) or ""))
        read = _DATE.fullmatch(typed)
        if read is None:
            return typed
        return "-".join(part.zfill(2) for part in read.groups() if part)


class EntryForm(forms.Form):
    """One entry of any kind; the kind decides what is asked for."""

    def __init__(
        self,
        kind: Kind,
        before: EntryFields,
        data: Any = None,  # noqa: ANN401 - Django's signature
        *,
        key: str = "new",
    ) -> None:
        self.kind = kind
        self.before = before
        super().__init__(data, initial=_initial(before), auto_id=f"{kind}-{key}-%s")
        for name in SHAPES[kind].fields:
            self.fields |= dict(_FIELDS[name](kind) if name in _FIELDS else _own(kind, name))
        self.fields |= dict(_visibility(kind))
        if not self.is_bound:  # a refused form starts at its summary instead
            next(iter(self.fields.values())).widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        """Ask the room what it would refuse, and say it at the fields."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name, several in complaints_about(self.kind, self.written()).items():
            shown = name if name in self.fields else None
            if name not in self.errors:
                self.add_error(shown, ValidationError(list(several)))
        return cleaned

    def written(self) -> EntryFields:
        """What stands in the form; what it does not ask for stays as it was."""
        given = {n: v for n, v in self.cleaned_data.items() if n in self.fields}
        details = {
            name.removeprefix("details."): self._as_before(name, value)
            for name, value in given.items()
            if name.startswith("details.")
        }
        plain = {name: v for name, v in given.items() if not name.startswith("details.")}
        return replace(self.before, **plain, details={**self.before.details, **details})

    def _as_before(self, name: str, value: str) -> str | list[str]:
        """Keywords are kept as a list; people write them with commas of either width."""
        if name != "details.keywords":
            return value
        if value == self.initial.get(name):
            return self.before.details[name.removeprefix("details.")]
        return [word.strip() for word in re.split(r"[,、,]", value) if word.strip()]

    @property
    def rows(self) -> Iterator[tuple[BoundField, ...]]:
        """The fields, those that belong together side by side."""
        names = list(self.fields)
        while names:
            name = names.pop(0)
            mates = [other for other in _MATES.get(name, ()) if other in names]
            for mate in mates:
                names.remove(mate)
            yield (self[name], *(self[mate] for mate in mates))


#: Fields that stand beside the one named.
_MATES = {f"{name}_ja": (f"{name}_en",) for name in BILINGUAL} | {
    "starts": ("ends",),
    "visibility": ("text_visibility",),
    "details.network": ("details.username",),
}


def _own(kind: Kind, name: str) -> Fields:
    if name in BILINGUAL:
        yield from _pair(kind, name)
        return
    hint = SHAPES[kind].hints.get(name, "")
    yield (
        name,
        forms.CharField(
            label=label_of(kind, name), required=False, max_length=2_000, help_text=hint
        ),
    )


def _pair(kind: Kind, name: str) -> Fields:
    most = _SHORT_TEXTS.get(kind, _LENGTHS[name]) if name == "text" else _LENGTHS[name]
    is_long = name == "text" and kind not in _SHORT_TEXTS
    for tongue, label in _IN.items():
        attributes: dict[str, Any] = {"lang": tongue}
        widget = (
            forms.Textarea(attrs=attributes | {"rows": 6})
            if is_long
            else forms.TextInput(attrs=attributes)
        )
        yield (
            f"{name}_{tongue}",
            _TextField(
                label=format_lazy(label, field=label_of(kind, name)),
                required=False,
                # The room refuses what is too long; only long texts are worth a counter.
                max_length=most if name == "text" else None,
                strip=False,
                help_text=SHAPES[kind].hints.get(name, "") if tongue == "ja" else "",
                widget=widget,
            ),
        )


class _TextField(forms.CharField):
    """Long texts have a counter; short ones need none."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # A browser counts in UTF-16 and cuts while one types; the counter warns instead.
        return {
            name: value
            for name, value in super().widget_attrs(widget).items()
            if name != "maxlength"
        }


def _url(kind: Kind) -> Fields:
    yield (
        "url",
        forms.CharField(
            label=label_of(kind, "url"),
            required=False,
            max_length=2_000,
            widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
        ),
    )


def _dates(kind: Kind) -> Fields:
    hint = _("A year, a month or a day: 2015, 2015-10 or 2015-10-01.")
    yield "starts", PartialDateField(label=label_of(kind, "starts"), help_text=hint)
    yield "ends", PartialDateField(label=label_of(kind, "ends"))
    if kind != Kind.CERTIFICATE:
        yield (
            "is_current",
            forms.BooleanField(label=label_of(kind, "is_current"), required=False),
        )


def _day(kind: Kind) -> Fields:
    hint = _("A year, a month or a day: 2015, 2015-10 or 2015-10-01.")
    yield "starts", PartialDateField(label=label_of(kind, "starts"), help_text=hint)


_FIELDS = {"dates": _dates, "day": _day, "url": _url}


def _visibility(kind: Kind) -> Fields:
    names = ("visibility",) if kind in SINGLE else ("visibility", "text_visibility")
    for name in names:
        yield (
            name,
            forms.TypedChoiceField(
                label=label_of(kind, name),
                choices=Visibility.choices,
                coerce=Visibility,
                required=False,
                empty_value=None,
            ),
        )


def _initial(before: EntryFields) -> dict[str, Any]:
    plain = {name: getattr(before, name) for name in EntryFields.__dataclass_fields__}
    return plain | {
        f"details.{name}": value if isinstance(value, str) else ", ".join(value)
        for name, value in before.details.items()
    }


class VisibilityForm(forms.Form):
    """Who sees an entry, and who its description; for the selector on the entry itself."""

    visibility = forms.TypedChoiceField(choices=Visibility.choices, coerce=Visibility)
    text_visibility = forms.TypedChoiceField(
        choices=Visibility.choices, coerce=Visibility, required=False, empty_value=None
    )


class PortraitForm(forms.Form):
    """A picture to be made into a portrait."""

    portrait = forms.FileField(
        label=_("Picture"),
        help_text=_(
            "JPEG, PNG or WebP, up to 10 MB. It is cut square and drawn anew; the place"
            " where it was taken and everything else hidden in the file is left out."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def clean_portrait(self) -> bytes:
        """The bytes of a picture that the room takes."""
        upload: UploadedFile[bytes] = self.cleaned_data["portrait"]
        content: bytes = upload.read()
        try:
            check_portrait(content)
        except PortraitRefused as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from refusal
        return content


class PageForm(forms.Form):
    """Decisions about the page as a whole."""

    has_public_page = forms.BooleanField(
        label=_("Guests may read my page"),
        help_text=_("They see what is open to everyone, and nothing else."),
        required=False,
    )
    is_indexable = forms.BooleanField(
        label=_("Search engines may list it"),
        help_text=_("Only with a page for guests. What they copy does not come back."),
        required=False,
    )
    has_structured_data = forms.BooleanField(
        label=_("Say it for machines too"),
        help_text=_("Adds the same facts as JSON-LD, which search engines read best."),
        required=False,
    )
    portrait_visibility = forms.TypedChoiceField(
        label=_("Who sees my portrait"), choices=Visibility.choices, coerce=Visibility
    )
    default_visibility = forms.TypedChoiceField(
        label=_("Who sees what I write from now on"),
        help_text=_("Each entry can be set apart from this; those there are stay as they are."),
        choices=Visibility.choices,
        coerce=Visibility,
    )

    def settings(self) -> PageSettings:
        """What was decided."""
        return PageSettings(**self.cleaned_data)
