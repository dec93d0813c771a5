"""How a query is understood: words, the slots they consist of, and the clues to each.

A *word* is what the searcher would call one; 求人広告 and part-time job are words. A word
has one or more *slots*, the smallest parts that can be found on their own (求人, 広告).
A *clue* is a term of the index that fills one or more slots: the word itself, or, for
less, a word that means the same.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from enishi.engines.search.types import ReadAs
from enishi.engines.text import Concept, Token, concepts_of, language_of, tokens_of, words_of
from enishi.engines.text.scripts import fold_kana

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Queries are cut here: longer ones are pasted by accident or in bad faith.
MOST_CHARACTERS: Final = 400
MOST_SLOTS: Final = 24

WEIGHT_WORD: Final = 1.0
WEIGHT_COMPOUND: Final = 1.15
WEIGHT_LEXICON: Final = 0.8
WEIGHT_GROUP: Final = 0.5

_PARTS: Final = re.compile(
    r'(?P<minus>(?<!\S)[-－])?(?:["“”](?P<phrase>[^"“”]*)["“”]?|(?P<word>\S+))'
)
_HIRAGANA: Final = re.compile(r"[\u3041-\u3096ー]+")
#: Words people put around what they look for.
_ASKING: Final = frozenset(
    "人 方 詳シイ 知ル 教エル 探ス 経験者 経験 専門家 誰 何 "  # noqa: SIM905 - reads as a list
    "who know expert someon peopl person about find what how".split()
)
_MOST_MEANINGS: Final = 4


@dataclass(frozen=True, slots=True)
class Clue:
    """A term of the index, the slots it fills and what it is worth against the word itself."""

    term: str
    slots: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the query: its text, its slots, and how many of them must be filled."""

    text: str
    slots: tuple[int, ...]
    needed: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A query, understood.

    Attributes
    ----------
    clues
        By slot: every clue that fills it, itself first.
    terms
        The terms of all clues.
    phrases, excluded
        Sequences of `(offset, term)` that a line must hold, and must not hold.
    """

    words: tuple[Word, ...] = ()
    clues: tuple[tuple[Clue, ...], ...] = ()
    phrases: tuple[tuple[tuple[int, str], ...], ...] = ()
    excluded: tuple[tuple[tuple[int, str], ...], ...] = ()
    read_as: tuple[ReadAs, ...] = ()
    terms: frozenset[str] = frozenset()

    def covered(self, slots: frozenset[int]) -> frozenset[int]:
        """Which words are answered when `slots` are filled."""
        return frozenset(
            at
            for at, word in enumerate(self.words)
            if sum(slot in slots for slot in word.slots) >= word.needed
        )


@lru_cache(maxsize=2_000)
def read(query: str) -> Reading:
    """Understand a query; whatever it holds, this does not raise.

    Examples
    --------
    >>> reading = read('アルバイト求人業界 営業 "料金改定" -派遣')
    >>> [word.text for word in reading.words]
    ['アルバイト求人業界', '営業', '料金改定']
    >>> reading.excluded
    (((0, '派遣'),),)
    """
    wanted: list[str] = []
    phrases: list[tuple[tuple[int, str], ...]] = []
    excluded: list[tuple[tuple[int, str], ...]] = []
    for part in _PARTS.finditer(query[:MOST_CHARACTERS]):
        text = part["phrase"] if part["phrase"] is not None else part["word"]
        sequence = phrase_of(text)
        if part["minus"]:
            excluded.extend([sequence] if sequence else [])
            continue
        wanted.append(_respelled(text))
        if part["phrase"] is not None and sequence:
            phrases.append(sequence)
    reading = _understood(" ".join(wanted))
    return replace(reading, phrases=tuple(phrases), excluded=tuple(excluded))


def phrase_of(text: str) -> tuple[tuple[int, str], ...]:
    """The smallest words of `text` with their distance from the first."""
    units = [token for token in tokens_of(text) if token.length == 1] or list(tokens_of(text))
    return tuple((unit.position - units[0].position, unit.term) for unit in units)


def _respelled(text: str) -> str:
    """`text`, or its katakana spelling where hiragana hides a word the dictionary knows."""
    if not _HIRAGANA.fullmatch(text):
        return text
    katakana = fold_kana(text)
    known = any(concept.is_exact for concept in concepts_of(katakana))
    return katakana if known and len(tokens_of(katakana)) == 1 else text


def _understood(text: str) -> Reading:
    concepts = concepts_of(text)
    units = list(_units(text, concepts))[:MOST_SLOTS]
    clues = tuple(
        _clues_of(slot, unit, units, text, concepts) for slot, unit in enumerate(units)
    )
    words = tuple(_words(text, units))
    read_as = tuple(_read_as(text, words, units, concepts))
    terms = frozenset(clue.term for ways in clues for clue in ways)
    return Reading(words=words, clues=clues, read_as=read_as, terms=terms)


def _units(text: str, concepts: "Sequence[Concept]") -> "Iterator[Token]":
    """The tokens that become slots; an English phrase that is one Japanese word becomes one."""
    merged = sorted(
        (c for c in concepts if c.is_exact and " " in c.term and _is_one_word(c)),
        key=lambda concept: (concept.position, -concept.length),
    )
    reached = 0
    tokens = [token for token in tokens_of(text) if token.term not in _ASKING]
    parts = {token.position for token in tokens if token.length == 1}
    for token in tokens or tokens_of(text):
        places = range(token.position, token.position + token.length)
        # A compound gives way to its parts; not to the one part of 地方紙 that is a word.
        if token.position < reached or (token.length > 1 and len(parts & {*places}) > 1):
            continue
        whole = next((c for c in merged if c.position == token.position), None)
        if whole is None:
            yield token
        else:
            yield Token(whole.term, whole.start, whole.end, whole.position, whole.length)
        reached = token.position + (whole.length if whole else token.length)


def _is_one_word(concept: Concept) -> bool:
    """Whether an English phrase has a Japanese name of one word: part-time job, アルバイト."""
    if not concept.term.isascii():
        return False
    japanese = (word for word in words_of(concept.key) if language_of(word) == "ja")
    return any(len(tokens_of(word)) == 1 for word in japanese)


def _clues_of(
    slot: int,
    unit: Token,
    units: "Sequence[Token]",
    text: str,
    concepts: "Sequence[Concept]",
) -> tuple[Clue, ...]:
    best: dict[str, Clue] = {}

    def offer(term: str, slots: tuple[int, ...], weight: float) -> None:
        if term not in best or best[term].weight < weight:
            best[term] = Clue(term, slots, weight)

    offer(unit.term, (slot,), WEIGHT_WORD)
    for token in tokens_of(text):
        if token != unit and _within(unit, token):
            compound = token.length > unit.length
            # A part of a merged English phrase says less than the phrase.
            weight = WEIGHT_COMPOUND if compound else WEIGHT_GROUP / unit.length
            offer(token.term, _slots_in(token, units) or (slot,), weight)
    for concept in concepts:
        if _holds(concept, unit):
            weight = WEIGHT_LEXICON if concept.is_exact else WEIGHT_GROUP
            offer(index_term(concept.key), _slots_in(concept, units), weight)
    return tuple(best.values())


def index_term(key: str) -> str:
    """How a concept stands among the terms of the index; no word of a text looks like it."""
    return f"={key}"


def _within(unit: Token, other: Token) -> bool:
    """Whether one of the two covers the other's places."""
    return _holds(unit, other) or _holds(other, unit)


def _holds(outer: "Token | Concept", inner: "Token | Concept") -> bool:
    return (
        outer.position <= inner.position
        and inner.position + inner.length <= outer.position + outer.length
    )


def _slots_in(outer: "Token | Concept", units: "Sequence[Token]") -> tuple[int, ...]:
    return tuple(slot for slot, unit in enumerate(units) if _holds(outer, unit))


def _words(text: str, units: "Sequence[Token]") -> "Iterator[Word]":
    """Units that touch are one word; so are those joined by OR, of which one is enough."""
    groups: list[list[int]] = []
    either: set[int] = set()
    end = 0
    for slot, unit in enumerate(units):
        between = text[end : unit.start]
        if groups and (not between or between.strip() == "OR"):
            groups[-1].append(slot)
        else:
            groups.append([slot])
        if between.strip() == "OR":
            either.add(len(groups) - 1)
        end = unit.end
    for at, slots in enumerate(groups):
        needed = 1 if at in either else (len(slots) + 1) // 2
        yield Word(text[units[slots[0]].start : units[slots[-1]].end], tuple(slots), needed)


def _read_as(
    text: str,
    words: "Sequence[Word]",
    units: "Sequence[Token]",
    concepts: "Sequence[Concept]",
) -> "Iterator[ReadAs]":
    """What each word was taken to mean as well; loose groups speak only where we do not."""
    for word in words:
        first, last = units[word.slots[0]], units[word.slots[-1]]
        inside = [c for c in concepts if first.start <= c.start and c.end <= last.end]
        exact = [concept for concept in inside if concept.is_exact]
        typed = {text[c.start : c.end].casefold() for c in inside} | {word.text.casefold()}
        meanings = [
            spelling
            for concept in sorted(exact or inside, key=lambda c: (c.position, -c.length))
            for spelling in _some_words(concept.key, typed)
        ]
        if meanings:
            yield ReadAs(word.text, tuple(dict.fromkeys(meanings))[:_MOST_MEANINGS])


def _some_words(key: str, typed: set[str]) -> list[str]:
    """Up to two Japanese words and one English of a concept, without what was typed."""
    others = [word for word in words_of(key) if word.casefold() not in typed]
    japanese = [word for word in others if language_of(word) == "ja"]
    return japanese[:2] + [word for word in others if word not in japanese][:1]
