"""How a query is understood: words, the slots they consist of, and the clues to each.

A *word* is what the searcher would call one; 求人広告 and part-time job are words. A word
has one or more *slots*, the smallest parts that can be found on their own (求人, 広告).
A *clue* is a term of the index that fills one or more slots: the word itself, or, for
less, a word that means the same.
"""

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from enishi.engines.search.clues import Clue, Meaning, clues_of
from enishi.engines.search.paraphrases import (
    HouseWords,
    Paraphrase,
    from_dictionary,
    from_house,
)
from enishi.engines.search.stance import Stance, stance_of
from enishi.engines.search.types import ReadAs
from enishi.engines.text import (
    Token,
    concepts_of,
    language_of,
    tokens_of,
    words_of,
)
from enishi.engines.text.scripts import fold_kana

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Queries are cut here: longer ones are pasted by accident or in bad faith.
MOST_CHARACTERS: Final = 400
MOST_SLOTS: Final = 24


_PARTS: Final = re.compile(
    r'(?P<minus>(?<!\S)[-－])?(?:["“”「『](?P<phrase>[^"“”「」『』]*)["“”」』]?'
    r'|(?P<word>[^\s"“”「『]+))'
)
_LATIN: Final = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")
_HIRAGANA: Final = re.compile(r"[\u3041-\u3096ー]+")
#: Words people put around what they look for.
_ASKING: Final = frozenset(
    "人 方 詳シイ 知ル 教エル 探ス 経験者 経験 専門家 誰 何 "  # noqa: SIM905 - reads as a list
    "who know expert someon peopl person about find what how".split()
)
_MOST_MEANINGS: Final = 4


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
    text
        What is asked, without marks and without excluded words.
    is_japanese
        Whether that is Japanese without a Latin word.
    clues
        By slot: every clue that fills it, itself first.
    terms, sequences
        The terms of all clues of one term, and the other clues by their first term.
    phrases, excluded
        Sequences of `(offset, term)` that a person's lines must hold, and must not hold.
    fills
        Terms of a clue → the slots it fills, and what it is worth in each.
    stances
        What is asked for besides those who did it: buyers, learners …
    """

    text: str = ""
    is_japanese: bool = False
    words: tuple[Word, ...] = ()
    clues: tuple[tuple[Clue, ...], ...] = ()
    phrases: tuple[tuple[tuple[int, str], ...], ...] = ()
    excluded: tuple[tuple[tuple[int, str], ...], ...] = ()
    read_as: tuple[ReadAs, ...] = ()
    terms: frozenset[str] = frozenset()
    sequences: "Mapping[str, tuple[tuple[str, ...], ...]]" = field(default_factory=dict)
    stances: frozenset[Stance] = frozenset({Stance.DID})
    fills: "Mapping[tuple[str, ...], tuple[tuple[int, float], ...]]" = field(
        default_factory=dict
    )

    def needed(self, least: float) -> int:
        """How many words this share of them is."""
        return math.ceil(least * len(self.words))

    def sequences_within(self, terms: "Sequence[str]") -> "Iterator[tuple[str, ...]]":
        """Those sequences all terms of which are among `terms`."""
        for first in self.sequences.keys() & terms:
            yield from (one for one in self.sequences[first] if set(one[1:]).issubset(terms))

    def covered(self, slots: frozenset[int]) -> frozenset[int]:
        """Which words are answered when `slots` are filled."""
        return frozenset(
            at
            for at, word in enumerate(self.words)
            if sum(slot in slots for slot in word.slots) >= word.needed
        )


@lru_cache(maxsize=2_000)
def read(query: str, house: HouseWords = ()) -> Reading:
    """Understand a query; whatever it holds, this does not raise.

    `house` holds words that mean the same in this house: a group of spellings each.

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
    reading = _understood(" ".join(wanted), house)
    return replace(
        reading,
        phrases=tuple(phrases),
        excluded=tuple(excluded),
        stances=frozenset({Stance.DID, stance_of(query[:MOST_CHARACTERS])}),
    )


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


def _understood(text: str, house: HouseWords) -> Reading:
    known: list[Meaning] = [*concepts_of(text)]
    known += [*from_house(text, house), *from_dictionary(text)]
    units = list(_units(text, known))[:MOST_SLOTS]
    clues = tuple(clues_of(slot, units, text, known) for slot in range(len(units)))
    words = tuple(_words(text, units))
    fills: defaultdict[tuple[str, ...], list[tuple[int, float]]] = defaultdict(list)
    for slot, ways in enumerate(clues):
        for clue in ways:
            fills[clue.terms].append((slot, clue.weight))
    return Reading(
        text=text,
        is_japanese=language_of(text) == "ja" and not _LATIN.search(text),
        words=words,
        clues=clues,
        read_as=tuple(_read_as(text, words, units, known)),
        terms=frozenset(terms[0] for terms in fills if len(terms) == 1),
        sequences=_by_first(sorted(terms for terms in fills if len(terms) > 1)),
        fills={terms: tuple(places) for terms, places in fills.items()},
    )


def _by_first(
    sequences: "Sequence[tuple[str, ...]]",
) -> dict[str, tuple[tuple[str, ...], ...]]:
    firsts = dict.fromkeys(terms[0] for terms in sequences)
    return {first: tuple(one for one in sequences if one[0] == first) for first in firsts}


def _units(text: str, concepts: "Sequence[Meaning]") -> "Iterator[Token]":
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


def _is_one_word(concept: "Meaning") -> bool:
    """Whether an English phrase has a Japanese name of one word: part-time job, アルバイト."""
    if not concept.term.isascii():
        return False
    japanese = (word for word in _spellings(concept) if language_of(word) == "ja")
    return any(len(tokens_of(word)) == 1 for word in japanese)


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
    concepts: "Sequence[Meaning]",
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
            for spelling in _some_words(_spellings(concept), typed)
        ]
        if meanings:
            yield ReadAs(word.text, tuple(dict.fromkeys(meanings))[:_MOST_MEANINGS])


def _spellings(concept: "Meaning") -> tuple[str, ...]:
    if isinstance(concept, Paraphrase):
        return concept.spellings
    return words_of(concept.key)


def _some_words(spellings: tuple[str, ...], typed: set[str]) -> list[str]:
    """Up to two Japanese words and one English of a concept, without what was typed."""
    others = [word for word in spellings if word.casefold() not in typed]
    japanese = [word for word in others if language_of(word) == "ja"]
    return japanese[:2] + [word for word in others if word not in japanese][:1]
