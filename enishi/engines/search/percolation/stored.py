"""Stored queries by their rarest slots: few are looked at, whatever their number.

A *slot* is the smallest part of a query that can be found on its own, with every clue to it;
slots of many queries are one. A record fills some slots; a query is looked at only when the
record fills one of its keys. Of a word with n slots of which k are needed, any n − k + 1 are
keys: a record that answers the word fills one of them. The word is chosen whose slots stand
in the fewest other queries, so that what everybody asks for is a key of nothing else.
"""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from enishi.engines.search.clues import finding
from enishi.engines.search.reading import read
from enishi.engines.search.storage import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enishi.engines.search.paraphrases import HouseWords
    from enishi.engines.search.percolation.records import Record, Text
    from enishi.engines.search.reading import Reading
    from enishi.engines.search.types import Filters, Passage

    Clues = tuple[tuple[str, ...], ...]
    Sequences = tuple[tuple[tuple[int, str], ...], ...]

K = TypeVar("K", bound=Hashable)
#: Lines that are shown as evidence.
MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What one text asks for: words as numbers of slots, and how many of them it needs."""

    words: tuple[tuple[tuple[int, ...], int], ...]
    phrases: "Sequences"
    excluded: "Sequences"
    keys: tuple[int, ...]

    @property
    def slots(self) -> tuple[int, ...]:
        """All of its slots."""
        return tuple(slot for slots, _needed in self.words for slot in slots)

    @property
    def is_quoted(self) -> bool:
        """Whether it consists of nothing but quotations."""
        return bool(self.phrases) and len(self.phrases) == len(self.words)


def has_words(query: str, house: "HouseWords" = ()) -> bool:
    """Whether there is a word in it that a record could answer.

    Examples
    --------
    >>> has_words("求人広告"), has_words("-求人広告"), has_words("!?")
    (True, False, False)
    """
    return bool(read(query, house).clues)


class StoredQueries(Generic[K]):
    """Queries under keys of their own; asked which of them a record answers.

    Not safe for threads. Everything in it follows from what was put in: it can be thrown away
    and filled again.

    Examples
    --------
    >>> from enishi.engines.search import Filters, Passage
    >>> from enishi.engines.search.percolation import Record
    >>> stored = StoredQueries()
    >>> stored.put("mine", "アルバイト求人 営業 -派遣", Filters())
    >>> stored.put("theirs", "water treatment", Filters())
    >>> line = Passage(passage_id="1", member_id=7, text="Sales of part-time job ads")
    >>> stored.answered_by(Record((line,)))
    ['mine']
    """

    def __init__(self, house: "HouseWords" = ()) -> None:
        self.house = house
        self._numbers: dict[Clues, int] = {}
        self._clues: list[Clues] = []
        self._asking: list[int] = []  # by slot: how many texts ask for it
        self._by_term: defaultdict[str, list[int]] = defaultdict(list)
        self._texts: dict[str, Asked | None] = {}
        self._keyed: defaultdict[int, set[str]] = defaultdict(set)
        self._keys: defaultdict[str, dict[Filters, set[K]]] = defaultdict(dict)
        self._stored: dict[K, tuple[str, Filters]] = {}

    def __len__(self) -> int:
        """How many queries are stored."""
        return len(self._stored)

    def __contains__(self, key: K) -> bool:
        """Whether a query is stored under `key`."""
        return key in self._stored

    def put(self, key: K, query: str, filters: "Filters") -> None:
        """Store a query, in place of what stood under `key`.

        Of `filters` only those count that a record itself decides; one without a word to look
        for is never answered. Reading a text anew costs about a third of a millisecond.
        """
        self.remove(key)
        self._stored[key] = query, filters
        self._keys[query].setdefault(filters, set()).add(key)
        if query not in self._texts:
            self._texts[query] = asked = self._understood(read.__wrapped__(query, self.house))
            for slot in asked.keys if asked else ():
                self._keyed[slot].add(query)

    def remove(self, key: K) -> None:
        """Forget what is stored under `key`, if something is."""
        if key not in self._stored:
            return
        query, filters = self._stored.pop(key)
        keys = self._keys[query][filters]
        keys.discard(key)
        if not keys:
            del self._keys[query][filters]
        if not self._keys[query]:
            del self._keys[query]
            asked = self._texts.pop(query)
            for slot in asked.keys if asked else ():
                self._keyed[slot].discard(query)

    def possible(self, record: "Record") -> list[K]:
        """The queries that `record` answers, but for the words they leave out.

        What a part of a record answers, the whole may answer: no key of it is missing here.
        """
        found: list[K] = []
        for query in self._looked_at(record):
            asked = self._texts[query]
            if asked is None or not self._says(query, asked, record):
                continue
            for filters, keys in self._keys[query].items():
                if self._passes(asked, filters, record):
                    found.extend(keys)
        return found

    def answered_by(self, record: "Record") -> list[K]:
        """The queries that `record` answers."""
        return [
            key
            for key in self.possible(record)
            if not self.leaves_out(key) or self.answers(key, record)
        ]

    def answers(self, key: K, record: "Record") -> bool:
        """Whether `record` answers what is stored under `key`: the exact check."""
        query, filters = self._stored[key]
        asked = self._texts[query]
        return (
            asked is not None
            and self._says(query, asked, record)
            and self._passes(asked, filters, record)
            and not any(record.text.has_sequence(phrase) for phrase in asked.excluded)
        )

    def leaves_out(self, key: K) -> bool:
        """Whether it names words nobody may have: then less of a record may answer it."""
        asked = self._texts[self._stored[key][0]]
        return asked is not None and bool(asked.excluded)

    def evidence(self, key: K, record: "Record") -> "list[Passage]":
        """The lines of `record` that answer it: the fullest first, then what adds to it."""
        query, filters = self._stored[key]
        asked = self._texts[query]
        told = dict.fromkeys(sorted(self._telling(asked, filters, record)) if asked else ())
        slots = {
            line: {slot for slot in asked.slots if line in self._lines_with(slot, record)}
            for line in told
            if asked
        }
        found: list[Passage] = []
        covered: set[int] = set()
        while slots and len(found) < MOST_LINES:
            line = max(
                slots, key=lambda one: (len(slots[one] - covered), len(slots[one]), -one)
            )
            fresh = slots.pop(line) - covered
            if found and not fresh:
                break
            found.append(record.lines[line])
            covered |= fresh
        return found

    def _understood(self, reading: "Reading") -> Asked | None:
        if not reading.clues:
            return None
        slots = [
            self._slot(tuple(clue.terms for clue in finding(ways))) for ways in reading.clues
        ]
        words = tuple(
            (tuple(slots[number] for number in word.slots), word.needed)
            for word in reading.words
        )
        for slot in set(slots):
            self._asking[slot] += 1
        return Asked(words, reading.phrases, reading.excluded, self._rarest(words))

    def _slot(self, clues: "Clues") -> int:
        """The number of a slot with these clues; a new one if nobody asked for it before."""
        number = self._numbers.get(clues)
        if number is None:
            number = self._numbers[clues] = len(self._clues)
            self._clues.append(clues)
            self._asking.append(0)
            for first in {terms[0] for terms in clues}:
                self._by_term[first].append(number)
        return number

    def _rarest(self, words: "Iterable[tuple[tuple[int, ...], int]]") -> tuple[int, ...]:
        ways = []
        for slots, needed in words:
            rarest = sorted(set(slots), key=lambda slot: self._asking[slot])
            keys = rarest[: max(1, len(slots) - needed + 1)]
            ways.append((sum(self._asking[slot] for slot in keys), tuple(keys)))
        return min(ways)[1]

    def _looked_at(self, record: "Record") -> set[str]:
        """Texts one of whose keys the record fills."""
        slots = {slot for term in record.text.places for slot in self._by_term.get(term, ())}
        keys = [slot for slot in slots if self._keyed.get(slot) and self._fills(record, slot)]
        return set().union(*(self._keyed[slot] for slot in keys))

    def _fills(self, record: "Record", slot: int) -> bool:
        known = record.filled.get(slot)
        if known is None:
            known = record.filled[slot] = self._holds(record.text, slot)
        return known

    def _holds(self, text: "Text", slot: int) -> bool:
        return any(text.has_row(terms) for terms in self._clues[slot])

    def _lines_with(self, slot: int, record: "Record") -> frozenset[int]:
        """Numbers of the lines that fill a slot by themselves."""
        known = record.lines_filling.get(slot)
        if known is None:
            known = record.lines_filling[slot] = frozenset(
                number for number, text in enumerate(record.texts) if self._holds(text, slot)
            )
        return known

    def _says(self, query: str, asked: Asked, record: "Record") -> bool:
        """Whether `record` has the words, wherever."""
        known = record.says.get(query)
        if known is None:
            known = record.says[query] = all(
                sum(self._fills(record, slot) for slot in slots) >= needed
                for slots, needed in asked.words
            ) and all(map(record.text.has_sequence, asked.phrases))
        return known

    def _passes(self, asked: Asked, filters: "Filters", record: "Record") -> bool:
        """Whether its keys, languages and years are wanted ones."""
        keys = ((getattr(filters, name), name) for name in KEYS)
        has_keys = all(not wanted or wanted & getattr(record, name) for wanted, name in keys)
        if not has_keys or not filters.are_about_lines:
            return has_keys
        return bool(self._telling(asked, filters, record))

    def _telling(self, asked: Asked, filters: "Filters", record: "Record") -> set[int]:
        """The lines within the filters that have a word of it, or one of its quotations."""
        within = record.lines_within(filters)
        told = {
            line for slot in asked.slots for line in self._lines_with(slot, record) & within
        }
        if asked.is_quoted:
            texts = record.texts
            return {one for one in told if any(map(texts[one].has_sequence, asked.phrases))}
        return told
