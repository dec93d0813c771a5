"""Sentences of these pages that depend on more than one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enishi.rooms.introductions.types import Role, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.introductions.types import SeenIntroduction


def title_of(seen: SeenIntroduction, people: Sequence[PersonCard]) -> str:
    """What stands above an introduction."""
    names = {"requester": people[0].honorific, "recipient": people[-1].honorific}
    if seen.role is Role.REQUESTER:
        sentence = _("Your wish to meet %(recipient)s")
    elif seen.role is Role.INTRODUCER:
        sentence = _("%(requester)s would like to be introduced to %(recipient)s")
    else:
        sentence = _("%(introducer)s would like to introduce %(requester)s to you")
    return sentence % {**names, "introducer": people[-2].honorific}


def standing_words(standing: Standing) -> tuple[str, str]:
    """Kind of mark (yes, wait, shut) and words for where it stands."""
    return {
        Standing.ASKED: ("wait", pgettext("an introduction", "Asked")),
        Standing.WAITING: ("wait", _("Waits for you")),
        Standing.PASSED_ON: ("yes", _("You passed it on")),
        Standing.DECLINED: ("shut", _("You declined")),
        Standing.TOGETHER: ("yes", pgettext("an introduction", "Together")),
        Standing.WITHDRAWN: ("shut", _("Withdrawn")),
        Standing.OVER: ("shut", pgettext("an introduction", "Ended")),
    }[standing]


def ties_of(seen: SeenIntroduction) -> list[str]:
    """What stands under each on the thread: only what the viewer may know.

    Its requester asked the first, and learns no more until all are together.
    """
    ties = [""] * len(seen.member_ids)
    if seen.standing is Standing.TOGETHER:
        return ties
    if seen.role is Role.REQUESTER:
        ties[1] = pgettext("under a person on a thread", "you asked them")
        return ties
    ties[0] = pgettext("under a person on a thread", "asks")
    for place in range(1, seen.place):
        ties[place] = pgettext("under a person on a thread", "passed it on")
    ties[seen.place] = standing_words(seen.standing)[1]
    return ties
