"""Sentences of these pages that depend on more than one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enishi.rooms.approaches.types import USUAL_MINUTES, KindWords, Purpose, State, Terms

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.approaches.models import Approach
    from enishi.rooms.approaches.types import WelcomeTerms


def yen(amount: int) -> str:
    """An amount as people write it: ``¥30,000``."""
    return f"¥{amount:,}"


def day_label(moment: datetime) -> str:
    """The day in the reader's time zone: ``Saturday 21 November``, ``11月21日 土曜日``."""
    form = pgettext("date format of a day", "l j F")
    return dateformat.format(timezone.localtime(moment), form)


def moment_label(moment: datetime) -> str:
    """Day and time in the reader's time zone: ``21 November, 14:05``."""
    form = pgettext("date format of a moment", "j F, H:i")
    return dateformat.format(timezone.localtime(moment), form)


def terms_sentence(said: WelcomeTerms) -> str:
    """What a member says about one purpose, as a sender reads it before writing."""
    if said.terms is Terms.PRICED and said.fee_yen:
        return _("Consultations from %(fee)s for %(minutes)s minutes, without tax.") % {
            "fee": yen(said.fee_yen),
            "minutes": said.minutes or USUAL_MINUTES,
        }
    return _SENTENCES[said.purpose][said.terms]()


_SENTENCES = {
    Purpose.CONSULTATION: {
        Terms.OPEN: lambda: _("Consultations are welcome."),
        Terms.ASK_FIRST: lambda: _("For a consultation, please say first what it is about."),
        Terms.CLOSED: lambda: _("No consultations at present."),
    },
    Purpose.CHAT: {
        Terms.OPEN: lambda: _("Chats are welcome."),
        Terms.ASK_FIRST: lambda: _("For a chat, please say first what it is about."),
        Terms.CLOSED: lambda: _("No chats at present."),
    },
}


def title_of(approach: Approach, honorific: str, *, is_received: bool) -> str:
    """What stands above an approach."""
    if not is_received:
        sentence = _("Your approach to %(name)s")
    elif approach.purpose == Purpose.CHAT:
        sentence = _("%(name)s would like to talk with you")
    elif approach.fee_yen:
        sentence = _("%(name)s asks for a paid consultation")
    else:
        sentence = _("%(name)s asks for a consultation")
    return sentence % {"name": honorific}


def state_words(state: State) -> tuple[str, str]:
    """Kind of mark (yes, wait, shut) and words for where a sent approach stands."""
    return {
        State.SENT: ("wait", _("Waits for an answer")),
        State.ANSWERED: ("yes", _("Answered")),
        State.DECLINED: ("shut", _("Declined")),
        State.WITHDRAWN: ("shut", _("Withdrawn")),
    }[state]


def declines() -> list[tuple[str, str]]:
    """What a decline may speak of, shortly; the sender reads the whole courteous sentence."""
    return [
        (KindWords.TIME, _("No time at present")),
        (KindWords.FIELD, _("Not my field")),
        (KindWords.TERMS, _("The terms do not suit")),
    ]
