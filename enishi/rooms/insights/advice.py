"""What would bring more: at most three things, each with the numbers it rests on.

Pure rules over what was read, in the order in which they are asked. None of them is a score.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from enishi.engines.text import language_of
from enishi.rooms.approaches.types import Purpose
from enishi.rooms.insights.policies import told
from enishi.rooms.insights.reckoning import asked_by_many
from enishi.rooms.insights.types import Advice, Aim, Rule
from enishi.rooms.profiles.gaps import untranslated
from enishi.rooms.profiles.types import CONFIRMABLE, Kind, Visibility

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from enishi.rooms.insights.types import Finding, Sighting
    from enishi.rooms.profiles.types import OwnEntry

MOST = 3
LATELY = timedelta(days=30)
STALE = timedelta(days=365)
_WORDS = frozenset({"title", "text"})
_WIDE = frozenset({Visibility.EVERYONE, Visibility.MEMBERS})
_ASKABLE = (Purpose.CONSULTATION, Purpose.CHAT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the rules look at; `now` in the member's time zone."""

    now: datetime
    record: Sequence[OwnEntry] = ()
    sightings: Sequence[Sighting] = ()
    findings: Sequence[Finding] = ()
    closed: Sequence[Purpose] = field(default=())

    @property
    def recent_sightings(self) -> list[Sighting]:
        """Searches of the last thirty days."""
        return [one for one in self.sightings if one.at >= self.now - LATELY]

    @property
    def recent_findings(self) -> list[Finding]:
        """Visits by name of the last thirty days."""
        return [one for one in self.findings if one.at >= self.now - LATELY]

    @property
    def searchers(self) -> int:
        """People whose searches met the member lately; 0 below three."""
        return told(len({one.viewer_id for one in self.recent_sightings}))

    @property
    def viewers(self) -> int:
        """People who opened the record by name lately."""
        return len({one.viewer_id for one in self.recent_findings})

    @property
    def positions(self) -> list[OwnEntry]:
        """The positions of the record."""
        return [one for one in self.record if one.seen.kind == Kind.POSITION]


def advice_on(known: Known) -> list[Advice]:
    """The first three things that would bring more."""
    return [advice for rule in _RULES for advice in rule(known)][:MOST]


def _translate(known: Known) -> Iterator[Advice]:
    """People searched in a language in which what they met is not written."""
    best: Advice | None = None
    recent = known.recent_sightings
    for gap in untranslated(one.seen for one in known.record):
        met = [
            one
            for one in recent
            if one.entry_id == gap.entry_id and language_of(one.query) == gap.language
        ]
        people = told(len({one.viewer_id for one in met}))
        if gap.name not in _WORDS or people <= (best.searchers if best else 0):
            continue
        query, askers = next(iter(asked_by_many(met).items()))
        best = Advice(
            rule=Rule.TRANSLATE,
            searchers=people,
            entry_id=gap.entry_id,
            language=gap.language,
            query=query if told(askers) else "",
        )
    if best:
        yield best


def _open(known: Known) -> Iterator[Advice]:
    """A purpose is closed, and people came who could not ask."""
    closed = [purpose for purpose in _ASKABLE if purpose in known.closed]
    if closed and (known.viewers or known.searchers):
        asking = {one.viewer_id for one in known.recent_findings if one.aim is Aim.ASKING}
        yield Advice(
            rule=Rule.OPEN,
            purpose=closed[0],
            searchers=known.searchers,
            viewers=known.viewers,
            asking=len(asking),
        )


def _headline(known: Known) -> Iterator[Advice]:
    """People saw the member in a list, and nothing stands under the name."""
    has_one = any(one.seen.kind == Kind.HEADLINE for one in known.record)
    if known.record and known.searchers and not has_one:
        yield Advice(rule=Rule.HEADLINE, searchers=known.searchers, viewers=known.viewers)


def _write(known: Known) -> Iterator[Advice]:
    """Positions that do not say what was done."""
    silent = [one for one in known.positions if not (one.seen.text_ja or one.seen.text_en)]
    if silent:
        yield Advice(
            rule=Rule.WRITE,
            count=len(silent),
            of=len(known.positions),
            entry_id=silent[0].seen.id,
        )


def _show(known: Known) -> Iterator[Advice]:
    """Positions whose words are not shown to members of the house."""
    hidden = [
        one for one in known.positions if not {one.visibility, one.text_visibility} <= _WIDE
    ]
    if hidden:
        yield Advice(
            rule=Rule.SHOW,
            count=len(hidden),
            of=len(known.positions),
            entry_id=hidden[0].seen.id,
        )


def _confirm(known: Known) -> Iterator[Advice]:
    """No current position was confirmed within a year."""
    today = known.now.date()
    current = [one.seen for one in known.record if one.seen.is_current]
    current = [one for one in current if one.kind in CONFIRMABLE]
    confirmed = [(one.confirmed_on, one.id) for one in current if one.confirmed_on is not None]
    if confirmed:
        newest, entry_id = max(confirmed)
        if today - newest > STALE:
            months = (today.year - newest.year) * 12 + today.month - newest.month
            months -= today.day < newest.day
            yield Advice(rule=Rule.CONFIRM, months=months, entry_id=entry_id)
    elif current:
        yield Advice(rule=Rule.CONFIRM, entry_id=current[0].id)


_RULES = (_translate, _open, _headline, _write, _show, _confirm)
