"""A form field as it stands on a page: label, hint, control, error, counter."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.boundfield import BoundWidget

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkbox"),
    (forms.RadioSelect, "radio"),
    (forms.CheckboxInput, "checkbox"),
    (forms.ClearableFileInput, "file"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.Widget, "input"),
)
_CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)
_COUNTED_FROM = 80


def field_context(field: BoundField) -> dict[str, Any]:
    """What `components/field.html` needs to draw `field`.

    Django itself ties hint and error to the control (`aria-describedby`, `aria-invalid`);
    here only the class and the kind are chosen.
    """
    widget = field.field.widget
    return {
        "field": field,
        "kind": _kind(widget),
        "control": field.as_widget(attrs=_attributes(field)),
        "choices": _choices(field) if isinstance(widget, _CHOICES) else (),
        "limit": _limit(field),
        "required": field.field.required and not _is_answered(field),
    }


def _kind(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, _CHOICES):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    return "line"


def _attributes(field: BoundField) -> dict[str, Any]:
    widget = field.field.widget
    ours = next(name for kind, name in _CLASSES if isinstance(widget, kind))
    theirs = widget.attrs.get("class", "")
    attributes: dict[str, Any] = {"class": f"{ours} {theirs}".strip()}
    if _limit(field):
        attributes["data-counter"] = f"{field.auto_id}_count"
    return attributes


def _choices(field: BoundField) -> list[BoundWidget]:
    """Controls of a group of choices; Django hands them out one by one, without our class."""
    for choice in field.subwidgets:
        choice.data["attrs"].update(_attributes(field))
    return field.subwidgets


def _is_answered(field: BoundField) -> bool:
    """Whether something is chosen at all times, so that saying “required” says nothing."""
    widget = field.field.widget
    if not isinstance(widget, (forms.Select, forms.RadioSelect)):
        return False
    return field.value() not in (None, "") or "" not in dict(widget.choices)


def _limit(field: BoundField) -> int | None:
    """Most characters a text may have, where that is worth a counter."""
    if isinstance(field.field, forms.EmailField):  # its length is no matter of writing
        return None
    limit = getattr(field.field, "max_length", None)
    return limit if limit and limit >= _COUNTED_FROM else None
