"""The words templates draw with: `{% load ui %}`. Drawing itself is done in `doors/web/ui`."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString

from enishi.doors.web.ui import dates, fields, icons, portraits, text, thread
from enishi.doors.web.ui.types import PathStep, PersonCard

register = template.Library()


@register.simple_tag(name="icon")
def icon_tag(name: str, label: str = "") -> SafeString:
    """``{% icon "search" %}``, or ``{% icon "lock" "Only you" %}`` when it stands alone."""
    return icons.icon_svg(name, label)


@register.simple_tag(name="portrait")
def portrait_tag(card: PersonCard, size: int = 48) -> SafeString:
    """``{% portrait card size=36 %}``."""
    return portraits.portrait_svg(card, size)


@register.simple_tag(name="degree")
def degree_tag(value: int | None) -> SafeString:
    """``{% degree card.degree %}``: 1, 2, 3, None for beyond, 0 (oneself) draws nothing."""
    return thread.degree_html(value)


@register.inclusion_tag("components/thread.html", name="thread")
def thread_tag(path: Sequence[PathStep], ground: str = "card") -> dict[str, Any]:
    """``{% thread path %}``; ``{% thread path ground="paper" %}`` where it lies on the page."""
    return {
        "path": path,
        "ground": ground,
        "width": thread.thread_width(len(path)),
        "curve": thread.thread_curve(len(path)),
    }


@register.simple_tag(name="ruby")
def ruby_tag(name: str, reading: str = "") -> SafeString:
    """``{% ruby card.name card.reading %}``."""
    return text.ruby_html(name, reading)


@register.simple_tag(name="evidence")
def evidence_tag(line: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """``{% evidence hit.text hit.spans %}``."""
    return text.evidence_html(line, spans)


@register.simple_tag(name="phrases")
def phrases_tag(heading: str) -> SafeString:
    """``<h1>{% phrases title %}</h1>``; `heading` is plain text and will be escaped."""
    return text.phrases_html(str(heading))


@register.inclusion_tag("components/field.html", name="field")
def field_tag(field: BoundField) -> dict[str, Any]:
    """``{% field form.headline %}``."""
    return fields.field_context(field)


@register.simple_tag(name="years")
def years_tag(
    starts: str | None,
    ends: str | None,
    is_current: bool = False,  # noqa: FBT001, FBT002 – positional in a template
) -> str:
    """``{% years position.starts position.ends position.is_current %}``."""
    return dates.years_label(starts, ends, is_current=is_current)
