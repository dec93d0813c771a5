"""From scored passages to members: the best line, a little for more, and why."""

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from enishi.engines.search.scoring import spans
from enishi.engines.search.stance import Stance
from enishi.engines.search.types import FIRST, SECOND, Hit, Order, Parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from enishi.engines.search.cards import Card
    from enishi.engines.search.reading import Reading
    from enishi.engines.search.scoring import Scored, Statistics
    from enishi.engines.search.types import Demand, Evidence, Scope
    from enishi.engines.search.vectors import Near

#: What a slot filled by another line is worth against one of the best line.
ELSEWHERE: Final = 0.7
#: What every further line adds, each half as much as the one before.
FURTHER: Final = 0.25
#: Share of the relevance that does not ask how many of the words are answered.
WITHOUT_COVERAGE: Final = 0.7
#: What meaning adds at most, from what likeness on, and how much less beside good words.
MEANING, LIKE_FROM, WORDED = 0.7, 0.05, 0.5
#: What is left of whoever says that they only watch, or do not know.
OUTSIDER: Final = 0.75
DEPTH: Final = 0.04
RECENCY: Final = 0.06
RECENCY_YEARS: Final = 8.0
NEARNESS: Final = {FIRST: 0.06, SECOND: 0.03}
MOST_LINES: Final = 3
#: How strong a line of another organization must be to stand as further evidence.
STRONG: Final = 0.7


@dataclass(frozen=True, slots=True)
class Ranked:
    """A member with the lines that answer, best first."""

    member_id: int
    lines: "tuple[Scored, ...]"
    parts: Parts
    covered: frozenset[int]
    degree: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """What members are put in order by."""

    reading: "Reading"
    statistics: "Statistics"
    scope: "Scope"
    demand: "Demand"

    def of(self, lines: "Iterable[Scored]", near: "Mapping[int, Near]") -> list[Ranked]:
        """Members in order, best first; of equals the one who came first to the house."""
        by_member: defaultdict[int, list[Scored]] = defaultdict(list)
        for line in lines:
            if line.credits or line.card.member_id in near:
                by_member[line.card.member_id].append(line)
        ranked = [
            self._ranked(member_id, theirs, near.get(member_id))
            for member_id, theirs in by_member.items()
        ]
        is_by_nearness = self.demand.order is Order.NEARNESS
        ranked.sort(
            key=lambda one: (
                one.degree if is_by_nearness else 0,
                -one.parts.score,
                one.member_id,
            )
        )
        return ranked

    def _ranked(self, member_id: int, theirs: "list[Scored]", near: "Near | None") -> Ranked:
        theirs.sort(key=lambda line: (-line.score, line.card.passage_id))
        reading = self.reading
        covered = reading.covered(frozenset(slot for line in theirs for slot in line.credits))
        share = len(covered) / (len(reading.words) or 1)
        relevance = _relevance(theirs) / self.statistics.whole
        relevance *= WITHOUT_COVERAGE + (1 - WITHOUT_COVERAGE) * share
        if any(line.card.stance is Stance.OUTSIDE for line in theirs):
            relevance *= OUTSIDER
        degree = self.scope.degree_of(member_id)
        years = _years(theirs, self.demand.on)
        parts = Parts(
            relevance=relevance,
            meaning=_meaning(near, relevance),
            depth=DEPTH * math.log1p(years),
            recency=RECENCY * _recency(theirs, self.demand.on),
            nearness=NEARNESS.get(degree, 0.0),
            stance=theirs[0].card.stance,
            years=years,
        )
        return Ranked(member_id, tuple(theirs), parts, covered, degree)


def hit_of(ranked: Ranked, reading: "Reading") -> Hit:
    """A member as the page shows them."""
    return Hit(
        member_id=ranked.member_id,
        degree=ranked.degree,
        evidence=tuple(_evidence(ranked.lines, reading)),
        parts=ranked.parts,
        covered=ranked.covered,
        is_related=not any(line.credits for line in ranked.lines),
    )


def _meaning(near: "Near | None", relevance: float) -> float:
    """What meaning adds; the less, the better the words answer already."""
    if near is None:
        return 0.0
    likeness = max(0.0, (near.likeness - LIKE_FROM) / (1 - LIKE_FROM))
    return MEANING * likeness * (1 - WORDED * min(1.0, relevance))


def _relevance(lines: "Sequence[Scored]") -> float:
    """The best line whole, other slots for less, and a little for every further line."""
    best = lines[0]
    most: dict[int, float] = {}
    for line in lines:
        for slot, credit in line.credits.items():
            most[slot] = max(most.get(slot, 0.0), credit)
    elsewhere = sum(most.values()) - best.score
    further = sum(line.score * 0.5**at for at, line in enumerate(lines[1:6]))
    return best.score + ELSEWHERE * elsewhere + FURTHER * further


def _evidence(lines: "Sequence[Scored]", reading: "Reading") -> "list[Evidence]":
    """The best line, and up to two that add a slot, or the word of another organization."""
    shown: list[Evidence] = []
    filled: set[int] = set()
    entries: set[tuple[int, str]] = set()
    organizations: set[str] = set()
    best = lines[0].score
    for line in lines:
        own = _slots_shown(line, reading)
        card = line.card
        is_independent = line.score >= STRONG * best and card.organization not in organizations
        is_translation = (card.entry_id, card.language) not in entries and any(
            entry == card.entry_id for entry, _language in entries
        )
        if shown and not own - filled and (is_translation or not is_independent):
            continue
        marks = spans(card, reading, sorted(line.credits))
        if not marks:
            continue
        shown.append(card.evidence(marks))
        filled |= own
        entries.add((card.entry_id, card.language))
        organizations.add(card.organization)
        if len(shown) == MOST_LINES:
            break
    return shown or [lines[0].card.evidence(())]


def _slots_shown(line: "Scored", reading: "Reading") -> set[int]:
    """The slots the line fills with its own words, and not with what it stands under."""
    here = reading.terms.intersection(line.card.terms)
    return {
        slot
        for slot in line.credits
        if any(clue.terms[0] in here or clue.terms[1:] for clue in reading.clues[slot])
    }


def _years(lines: "Iterable[Scored]", on: date | None) -> float:
    """Years spent in the positions that answer; each counted once."""
    today = on.isoformat() if on else ""
    periods = {
        (line.card.starts, today if line.card.is_current else line.card.ends)
        for line in lines
        if line.card.starts
    }
    return sum(
        max(0.0, _year(ends, 1.0) - _year(starts, 0.0)) for starts, ends in periods if ends
    )


def _recency(lines: "Iterable[Scored]", on: date | None) -> float:
    """1 for what still goes on, less the longer ago it ended; 0 when nobody said."""
    if on is None:
        return 0.0
    return max((_freshness(line.card, on) for line in lines), default=0.0)


def _freshness(card: "Card", on: date) -> float:
    if card.is_current:
        return 1.0
    last = card.ends or card.starts
    if not last:
        return 0.0
    ago = max(0.0, on.year + on.month / 12 - _year(last, 1.0))
    return math.exp(-ago / RECENCY_YEARS)


def _year(partial: str, missing: float) -> float:
    """A partial date as a number of years; what cannot be read is year 0."""
    year, month = partial[:4], partial[5:7]
    if not year.isdecimal():
        return 0.0
    return int(year) + (int(month) / 12 if month.isdecimal() else missing)
