"""How well one passage answers a query: BM25F over its card, slot by slot."""

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from enishi.engines.search.clues import WEIGHT_WORD, is_concept
from enishi.engines.search.stance import WORTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from enishi.engines.search.cards import Card
    from enishi.engines.search.reading import Reading

    #: Words of a line, each with the characters it covers.
    Placed = Sequence[tuple[str, tuple[int, int]]]

SATURATION: Final = 1.2
LENGTH: Final = 0.15
#: In an English line a Japanese word cannot stand: what a dictionary says for it earns so much
#: more there. Not the other way round, and not beside Latin words, which stand in both.
TRANSLATED: Final = 1.5
#: From which share of the most telling word's importance on a word is telling itself.
TELLING: Final = 0.5
#: Words of a usual line. A constant: an average would change with lines no one asked for.
USUAL_SIZE: Final = 12.0
#: What a word counts where it stands: in the line, above it, or in the organization's name.
TEXT, TITLE, ORGANIZATION = 1.0, 0.6, 0.35
#: Highlights closer than this are drawn as one: a particle does not break a thread.
BRIDGE_CHARACTERS: Final = 1
#: Characters between two words that still follow one another: a particle.
BETWEEN_WORDS: Final = 2


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is known of the query's words in open lines; hidden lines take no part in it.

    Attributes
    ----------
    importance
        By slot of the query: how much filling it says (idf over people).
    rarest
        How much a word says that one person has: what nobody has says no more.
    loose
        Terms of a clue that is not exact → how much these say themselves: a rare word's
        translation may be a common one, which says no more than other common words.
    """

    importance: tuple[float, ...]
    rarest: float = math.inf
    loose: "Mapping[tuple[str, ...], float]" = field(default_factory=dict)

    @property
    def telling(self) -> tuple[int, ...]:
        """Slots that say much of what is asked: 深海 in a question about surveys of it."""
        most = min(self.rarest, max(self.importance, default=0.0))
        says = enumerate(self.importance)
        return tuple(slot for slot, each in says if each >= TELLING * most)

    @property
    def whole(self) -> float:
        """What filling every slot would say."""
        return sum(self.importance) or 1.0


@dataclass(frozen=True, slots=True)
class Scored:
    """A card with what it is worth, slot by slot; its stance is in the worth already."""

    card: "Card"
    credits: dict[int, float]
    score: float


def importance(documents: int, holding: int) -> float:
    """The idf of BM25; never negative.

    Examples
    --------
    >>> round(importance(1000, 10), 2), round(importance(1000, 900), 2)
    (4.56, 0.11)
    """
    return math.log(1 + max(0, documents - holding + 0.5) / (holding + 0.5))


def score(card: "Card", reading: "Reading", statistics: Statistics) -> Scored:
    """What each slot of the query earns from one card."""
    norm = SATURATION * (1 - LENGTH + LENGTH * card.size / USUAL_SIZE)
    # Whoever asks for buyers, learners or part-timers in so many words means them.
    worth = 1.0 if card.stance in reading.stances else WORTH[card.stance]
    is_far = reading.is_japanese and card.language == "en"
    best: dict[int, float] = {}
    for terms, frequency in _frequencies(card, reading).items():
        saturated = frequency * (SATURATION + 1) / (frequency + norm)
        says = statistics.loose.get(terms, math.inf)
        more = TRANSLATED if is_far and not is_concept(terms[0]) else 1.0
        for slot, weight in reading.fills[terms]:
            worded = weight if weight >= WEIGHT_WORD else weight * more
            earned = worded * saturated * min(says, statistics.importance[slot])
            if earned > best.get(slot, 0.0):
                best[slot] = earned
    earned_by_slot = {slot: best[slot] * worth for slot in sorted(best)}
    return Scored(card, earned_by_slot, sum(earned_by_slot.values()))


def spans(
    card: "Card", reading: "Reading", slots: "Sequence[int]"
) -> tuple[tuple[int, int], ...]:
    """The characters of the line that filled `slots`, neighbours joined."""
    wanted = {clue.terms for slot in slots for clue in reading.clues[slot]}
    placed = list(zip(card.terms, card.places, strict=True))
    here = {term for term, _place in placed}
    single = {terms[0] for terms in wanted if len(terms) == 1}
    found = {place for term, place in placed if term in single}
    for terms in wanted:
        if len(terms) > 1 and here.issuperset(terms):
            found.update(runs(placed, terms))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1] + BRIDGE_CHARACTERS:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def runs(placed: "Placed", terms: tuple[str, ...]) -> "Iterator[tuple[int, int]]":
    """Where the words `terms` follow one another in a line, given with their places."""
    for term, (start, end) in placed:
        if term == terms[0]:
            last = _end_of_run(placed, end, terms[1:])
            if last is not None:
                yield start, last


def _end_of_run(placed: "Placed", end: int, rest: "Sequence[str]") -> int | None:
    """Where a run ends that goes on at `end` with the words `rest`; None when it does not."""
    for wanted in rest:
        ends = [
            last
            for other, (start, last) in placed
            if other == wanted and end <= start <= end + BETWEEN_WORDS
        ]
        if not ends:
            return None
        end = ends[0]
    return end


def _frequencies(card: "Card", reading: "Reading") -> dict[tuple[str, ...], float]:
    """How often each clue stands in the card, weighted by where."""
    found: dict[tuple[str, ...], float] = {}
    own = card.terms
    for terms, weight in (
        (own, TEXT),
        (card.title_terms, TITLE),
        (card.organization_terms, ORGANIZATION),
    ):
        for term in reading.terms.intersection(terms):
            found[(term,)] = found.get((term,), 0.0) + weight * terms.count(term)
    for sequence in reading.sequences_within(own):
        placed = list(zip(own, card.places, strict=True))
        count = sum(1 for _run in runs(placed, sequence))
        if count:
            found[sequence] = TEXT * count
    return found
