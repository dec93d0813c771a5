"""How well one passage answers a query: BM25F over its card, slot by slot."""

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from enishi.engines.search.cards import Card
    from enishi.engines.search.reading import Reading

SATURATION: Final = 1.2
LENGTH: Final = 0.45
#: What a word counts where it stands: in the line, above it, or in the organization's name.
FIELDS: Final = {"text": 1.0, "title": 0.6, "organization": 0.35}
#: Highlights closer than this are drawn as one: a particle does not break a thread.
BRIDGE_CHARACTERS: Final = 1


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is known of the words of the open index; hidden lines take no part in it.

    Attributes
    ----------
    importance
        By slot of the query: how much filling it says (idf).
    average_size
        Words of an average passage.
    """

    importance: tuple[float, ...]
    average_size: float


@dataclass(frozen=True, slots=True)
class Scored:
    """A card with what it is worth, slot by slot."""

    card: "Card"
    credits: dict[int, float]

    @property
    def score(self) -> float:
        """The sum over the slots."""
        return sum(self.credits.values())


def importance(documents: int, holding: int) -> float:
    """The idf of BM25; never negative.

    Examples
    --------
    >>> round(importance(1000, 10), 2), round(importance(1000, 900), 2)
    (4.56, 0.11)
    """
    return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))


def score(card: "Card", reading: "Reading", statistics: Statistics) -> Scored:
    """What each slot of the query earns from one card."""
    frequencies = _frequencies(card, reading.terms)
    norm = SATURATION * (1 - LENGTH + LENGTH * card.size / (statistics.average_size or 1))
    earned: dict[int, float] = {}
    for slot, clues in enumerate(reading.clues):
        best = 0.0
        for clue in clues:
            frequency = frequencies.get(clue.term, 0.0)
            if frequency:
                saturated = frequency * (SATURATION + 1) / (frequency + norm)
                best = max(best, clue.weight * saturated)
        if best:
            earned[slot] = best * statistics.importance[slot]
    return Scored(card, earned)


def spans(
    card: "Card", reading: "Reading", slots: "Sequence[int]"
) -> tuple[tuple[int, int], ...]:
    """The characters of the line that filled `slots`, neighbours joined."""
    terms = {clue.term for slot in slots for clue in reading.clues[slot]}
    found = sorted({(start, end) for term, start, end in card.terms if term in terms})
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1] + BRIDGE_CHARACTERS:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def _frequencies(card: "Card", wanted: frozenset[str]) -> dict[str, float]:
    found = [(term, FIELDS["text"]) for term, _start, _end in card.terms if term in wanted]
    found += [(term, FIELDS["title"]) for term in card.title_terms if term in wanted]
    found += [
        (term, FIELDS["organization"]) for term in card.organization_terms if term in wanted
    ]
    frequencies: defaultdict[str, float] = defaultdict(float)
    for term, weight in found:
        frequencies[term] += weight
    return frequencies
