"""Short words under a hit: what somebody is open to, and why they stand where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from enishi.engines.search import Stance
from enishi.rooms.approaches.types import USUAL_MINUTES, Purpose, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from enishi.rooms.approaches.types import Reception, WelcomeTerms
    from enishi.rooms.discovery.types import Found


#: What somebody who searches for knowledge comes for; the page of a person tells the others.
_ASKED = (Purpose.CONSULTATION, Purpose.CHAT)
#: The share recency adds from which on it is worth a word: within the last year or two.
LATELY = 0.05
#: What a line says of its owner, when it is not that they did it.
_STANCES = {
    Stance.BOUGHT: gettext_lazy("as somebody who bought it"),
    Stance.WISHES: gettext_lazy("as a wish"),
    Stance.LEARNS: gettext_lazy("as somebody who learns it"),
    Stance.SHIFTS: gettext_lazy("in part-time work"),
    Stance.OUTSIDE: gettext_lazy("from outside"),
}


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


def purpose_words(purpose: Purpose) -> str:
    """What one may be open to, as a filter names it."""
    return str(purpose.label)


def reasons_of(found: Found) -> Iterator[str]:
    """Why somebody stands where they stand; what adds nothing is not said."""
    parts = found.parts
    if found.is_related:
        yield gettext("related in meaning")
    if stance := _STANCES.get(parts.stance):
        yield str(stance)
    years = round(parts.years)
    if years:
        yield ngettext("%s year of it", "%s years of it", years) % years
    if parts.recency > LATELY:
        yield gettext("until lately, or still")
    if parts.nearness:
        yield gettext("near you")


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
