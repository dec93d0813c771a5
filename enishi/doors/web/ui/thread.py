"""The thread: how near somebody is, and the way to them, as one thin line.

Every drawing here has words beside it that say the same.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from enishi.doors.web.ui.types import BEYOND, SELF

_STEP = 200
_MIDDLE = 26
_SWING = 18
_NEAREST, _FARTHEST = 1, 3


def degree_label(degree: int | None) -> str:
    """Words for a degree; nothing for oneself.

    Raises
    ------
    ValueError
        `degree` is none of 0, 1, 2, 3 and `BEYOND`.
    """
    if degree == SELF:
        return ""
    if degree is BEYOND:
        return _("Beyond 3rd")
    if not _NEAREST <= degree <= _FARTHEST:
        raise ValueError(f"no such degree: {degree}")
    return {1: _("1st"), 2: _("2nd"), 3: _("3rd")}[degree]


def degree_html(degree: int | None) -> SafeString:
    """Degree as a mini thread and its word: a dot for the viewer, a ring for the person."""
    label = degree_label(degree)
    if not label:
        return SafeString("")
    drawing = _open_thread() if degree is BEYOND else _knotted_thread(degree)
    return format_html('<span class="degree">{}{}</span>', drawing, label)


def _knotted_thread(degree: int) -> SafeString:
    end = 3.5 + 14 * degree
    between = "".join(
        f'<circle class="dot" cx="{3 + 14 * step}" cy="5" r="2"/>' for step in range(1, degree)
    )
    return mark_safe(  # noqa: S308 – numbers only
        f'<svg width="{8 + 14 * degree}" height="10" viewBox="0 0 {8 + 14 * degree} 10"'
        f' aria-hidden="true"><circle class="dot" cx="3" cy="5" r="3"/>'
        f'<path class="ln" d="M6 5H{end - 3.5:g}"/>{between}'
        f'<circle class="ring" cx="{end:g}" cy="5" r="3.25"/></svg>'
    )


def _open_thread() -> SafeString:
    return mark_safe(
        '<svg width="46" height="10" viewBox="0 0 46 10" aria-hidden="true">'
        '<circle class="dot" cx="3" cy="5" r="3"/><path class="ln" d="M6 5H22"/>'
        '<path class="ln far" d="M25 5H45"/></svg>'
    )


def thread_width(steps: int) -> int:
    """Width of the drawing of a path with so many members."""
    return steps * _STEP


def thread_curve(steps: int) -> str:
    """Path data of one line that swings through `steps` equally wide columns.

    Examples
    --------
    >>> thread_curve(2)
    'M100 26C176 44 224 44 300 26'
    """
    data = f"M{_STEP // 2} {_MIDDLE}"
    for step in range(1, steps):
        swing = _MIDDLE + _SWING * (1 if step % 2 else -1)
        x = step * _STEP
        data += f"C{x - 24} {swing} {x + 24} {swing} {x + _STEP // 2} {_MIDDLE}"
    return data
