"""What would bring more, in words: what to do, the numbers it rests on, and where to do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from enishi.doors.web.profiles.known import entry_words
from enishi.rooms.insights.types import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from enishi.rooms.insights.types import Advice
    from enishi.rooms.profiles.types import SeenEntry


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that would bring more."""

    title: str
    why: str
    action: str
    url: str


def thing_of(advice: Advice, entries: Mapping[int, SeenEntry]) -> Thing:
    """A piece of advice as a page says it."""
    title, why, action = _SAID[advice.rule](advice)
    line = entry_words(entries.get(advice.entry_id or 0)).text
    return Thing(title % {"line": line}, why, action, _url(advice))


def _url(advice: Advice) -> str:
    if advice.rule is Rule.OPEN:
        return reverse("web:welcome")
    if advice.rule is Rule.HEADLINE:
        return reverse("web:add_entry", args=["headline"])
    if advice.rule in {Rule.TRANSLATE, Rule.WRITE} and advice.entry_id is not None:
        return reverse("web:edit_entry", args=[advice.entry_id])
    return reverse("web:my_record")


def _translate(advice: Advice) -> tuple[str, str, str]:
    said = {"count": advice.searchers, "query": advice.query}
    if advice.language == "en":
        title = _("Write “%(line)s” in English as well")
        why = _(
            "In the last thirty days %(count)s people who searched in English met this entry."
            " Some of it is not written in English."
        )
    else:
        title = _("Write “%(line)s” in Japanese as well")
        why = _(
            "In the last thirty days %(count)s people who searched in Japanese met this entry."
            " Some of it is not written in Japanese."
        )
    if advice.query:
        why = _(
            "In the last thirty days %(count)s people met this entry, several of them by"
            " searching for “%(query)s”. Some of it is not written in that language."
        )
    return title, why % said, _("Write")


def _open(advice: Advice) -> tuple[str, str, str]:
    title = _("Say on what terms one may ask you")
    said = {
        "purpose": str(advice.purpose.label) if advice.purpose else "",
        "viewers": advice.viewers,
        "asking": advice.asking,
        "searchers": advice.searchers,
    }
    if advice.viewers:
        why = ngettext(
            "In the last thirty days one person opened your record by name (%(asking)s to ask"
            " about something). “%(purpose)s” is closed.",
            "In the last thirty days %(viewers)s people opened your record by name (%(asking)s"
            " to ask about something). “%(purpose)s” is closed.",
            advice.viewers,
        )
    else:
        why = _(
            "In the last thirty days %(searchers)s people saw you in their searches."
            " “%(purpose)s” is closed."
        )
    # The title has a place for a line, which this one does not use.
    return title, why % said, _("See the terms")


def _headline(advice: Advice) -> tuple[str, str, str]:
    why = _(
        "In the last thirty days %(searchers)s people saw you in their searches, and"
        " %(viewers)s opened your record by name. Nothing stands under your name there."
    )
    said = {"searchers": advice.searchers, "viewers": advice.viewers}
    return _("Write a headline"), why % said, _("Write")


def _write(advice: Advice) -> tuple[str, str, str]:
    why = ngettext(
        "One of your %(of)s positions has no line of what was done. People are found by such"
        " lines.",
        "%(count)s of your %(of)s positions have no line of what was done. People are found by"
        " such lines.",
        advice.count,
    )
    said = {"count": advice.count, "of": advice.of}
    return _("Say in one line what you did: %(line)s"), why % said, _("Write")


def _show(advice: Advice) -> tuple[str, str, str]:
    why = ngettext(
        "One of your %(of)s positions is not shown to all members, or its lines are not. Who"
        " may not see them does not find you by them.",
        "%(count)s of your %(of)s positions are not shown to all members, or their lines are"
        " not. Who may not see them does not find you by them.",
        advice.count,
    )
    said = {"count": advice.count, "of": advice.of}
    return _("Look at who sees your positions"), why % said, _("Look at it")


def _confirm(advice: Advice) -> tuple[str, str, str]:
    if advice.months is None:
        why = _("Your position was never confirmed. Whoever reads it cannot tell its age.")
    else:
        why = ngettext(
            "Your position was last confirmed one month ago, and whoever reads it sees the"
            " date.",
            "Your position was last confirmed %(count)s months ago, and whoever reads it sees"
            " the date.",
            advice.months,
        ) % {"count": advice.months}
    return _("Say that it is still true: %(line)s"), why, _("Look at it")


_SAID = {
    Rule.TRANSLATE: _translate,
    Rule.OPEN: _open,
    Rule.HEADLINE: _headline,
    Rule.WRITE: _write,
    Rule.SHOW: _show,
    Rule.CONFIRM: _confirm,
}
