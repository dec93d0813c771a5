"""From scored passages to members: the best line, a little for more, and why."""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from enishi.engines.search.scoring import spans
from enishi.engines.search.types import FIRST, SECOND, Facets, Hit, Parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from enishi.engines.search.cards import Card
    from enishi.engines.search.reading import Reading
    from enishi.engines.search.scoring import Scored, Statistics
    from enishi.engines.search.types import Demand, Evidence, Scope

#: What a slot filled by another line is worth against one of the best line.
ELSEWHERE: Final = 0.7
#: What every further line adds, each half as much as the one before.
FURTHER: Final = 0.1
#: Share of the relevance that does not ask how many of the words are answered.
WITHOUT_COVERAGE: Final = 0.7
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


def rank(
    lines: "Iterable[Scored]",
    reading: "Reading",
    statistics: "Statistics",
    scope: "Scope",
    demand: "Demand",
) -> list[Ranked]:
    """Members in order, best first; of equals the one who came first to the house."""
    by_member: defaultdict[int, list[Scored]] = defaultdict(list)
    for line in lines:
        if line.credits:
            by_member[line.card.member_id].append(line)
    whole = sum(statistics.importance) or 1.0
    ranked: list[Ranked] = []
    for member_id, theirs in by_member.items():
        theirs.sort(key=lambda line: (-line.score, line.card.passage_id))
        covered = reading.covered(frozenset(slot for line in theirs for slot in line.credits))
        share = len(covered) / (len(reading.words) or 1)
        relevance = _relevance(theirs) / whole
        relevance *= WITHOUT_COVERAGE + (1 - WITHOUT_COVERAGE) * share
        parts = Parts(
            relevance=relevance,
            depth=DEPTH * math.log1p(_years(theirs)),
            recency=RECENCY * _recency(theirs, demand.on),
            nearness=NEARNESS.get(scope.degree_of(member_id), 0.0),
        )
        ranked.append(Ranked(member_id, tuple(theirs), parts, covered))
    ranked.sort(key=lambda one: (-one.parts.score, one.member_id))
    return ranked


def answering(ranked: "Iterable[Ranked]", reading: "Reading", least: float) -> list[Ranked]:
    """Those who answer at least this share of the words."""
    needed = math.ceil(least * len(reading.words))
    return [one for one in ranked if len(one.covered) >= needed]


def hit_of(ranked: Ranked, reading: "Reading", scope: "Scope") -> Hit:
    """A member as the page shows them."""
    return Hit(
        member_id=ranked.member_id,
        degree=scope.degree_of(ranked.member_id),
        evidence=tuple(_evidence(ranked.lines, reading)),
        parts=ranked.parts,
        covered=ranked.covered,
    )


def facets_of(ranked: "Iterable[Ranked]", scope: "Scope") -> Facets:
    """How many members stand at each degree, and have been at each organization."""
    degrees: Counter[int] = Counter()
    organizations: Counter[str] = Counter()
    for one in ranked:
        degrees[scope.degree_of(one.member_id)] += 1
        organizations.update({key for line in one.lines for key in line.card.organizations})
    return Facets(degrees=dict(degrees), organizations=dict(organizations.most_common()))


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
        marks = spans(line.card, reading, sorted(line.credits))
        if not marks:
            continue
        own = _slots_shown(line, reading)
        card = line.card
        is_independent = line.score >= STRONG * best and card.organization not in organizations
        is_translation = (card.entry_id, card.language) not in entries and any(
            entry == card.entry_id for entry, _language in entries
        )
        if shown and not own - filled and (is_translation or not is_independent):
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
    terms = {term for term, _start, _end in line.card.terms}
    return {
        slot for slot in line.credits if any(clue.term in terms for clue in reading.clues[slot])
    }


def _years(lines: "Iterable[Scored]") -> float:
    """Years spent in the positions that answer; each counted once."""
    periods = {(line.card.starts, line.card.ends) for line in lines if line.card.starts}
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
