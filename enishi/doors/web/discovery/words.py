"""Short words for what somebody is open to, as they stand under a hit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from enishi.rooms.approaches.types import USUAL_MINUTES, Purpose, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from enishi.rooms.approaches.types import Reception, WelcomeTerms


#: What somebody who searches for knowledge comes for; the page of a person tells the others.
_ASKED = (Purpose.CONSULTATION, Purpose.CHAT)


@dataclass(frozen=True, slots=True)
class State:
    """A mark and its words: `kind` is yes or wait."""

    kind: str
    text: str


def welcome_states(receptions: Mapping[Purpose, Reception]) -> Iterator[State]:
    """What somebody is open to; what is not possible is not said."""
    for purpose in _ASKED:
        reception = receptions.get(purpose)
        if reception is not None and reception.barrier is None:
            said = reception.terms
            kind = "wait" if said.terms is Terms.ASK_FIRST else "yes"
            yield State(kind, _words(purpose, said))


def _words(purpose: Purpose, said: WelcomeTerms) -> str:
    if purpose is Purpose.CHAT:
        return _("Chat: ask first") if said.terms is Terms.ASK_FIRST else _("Chat")
    if said.terms is Terms.ASK_FIRST:
        return _("Consultation: ask first")
    if said.terms is Terms.PRICED and said.fee_yen:
        return _("Consultation from ¥%(fee)s / %(minutes)s min") % {
            "fee": f"{said.fee_yen:,}",
            "minutes": said.minutes or USUAL_MINUTES,
        }
    return _("Consultation")
