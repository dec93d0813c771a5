"""One next step: the first thing that would help the viewer to be found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enishi.rooms.profiles import gaps
from enishi.rooms.profiles.queries import own_record
from enishi.rooms.profiles.types import RecordGap

if TYPE_CHECKING:
    from datetime import date

    from enishi.rooms.members.models import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A sentence, and the way to do what it says."""

    text: str
    action: str
    url: str


def next_step(viewer: Member, today: date) -> Step | None:
    """What would help `viewer` most to be found; None when nothing comes to mind. One query."""
    record = [entry.seen for entry in own_record(viewer)]
    unsaid = gaps.unsaid(record, today, has_portrait=True)  # nobody is found by a portrait
    for gap, step in _STEPS.items():
        if gap in unsaid:
            return step()
    count = len(gaps.untranslated(record))
    return _translate(count) if count else None


def _bring_in() -> Step:
    return Step(
        text=_(
            "Your record is still empty. With a LinkedIn archive or a JSON Resume it is here"
            " in two minutes; you decide line by line what comes in."
        ),
        action=_("Bring in your career"),
        url=reverse("web:bring_in"),
    )


def _say_what_was_done() -> Step:
    return Step(
        text=_(
            "Your positions have names, but no lines yet. People are found by what they did:"
            " one line is enough to begin with."
        ),
        action=_("Write one line"),
        url=reverse("web:my_record"),
    )


def _write_headline() -> Step:
    return Step(
        text=_(
            "There is nothing under your name yet. One sentence tells people what to ask you."
        ),
        action=_("Write a headline"),
        url=reverse("web:my_record"),
    )


def _confirm() -> Step:
    return Step(
        text=_("Your position was not confirmed in the last twelve months. Is it still true?"),
        action=_("Look at it"),
        url=reverse("web:my_record"),
    )


def _translate(count: int) -> Step:
    sentence = ngettext(
        "One text in your record is written in one language only. People who search in the"
        " other cannot read it.",
        "%(count)s texts in your record are written in one language only. People who search"
        " in the other cannot read them.",
        count,
    )
    return Step(
        text=sentence % {"count": count},
        action=_("See what is missing"),
        url=reverse("web:my_record"),
    )


#: What is asked first, and what then.
_STEPS = {
    RecordGap.POSITION: _bring_in,
    RecordGap.TEXT: _say_what_was_done,
    RecordGap.HEADLINE: _write_headline,
    RecordGap.CONFIRMATION: _confirm,
}
