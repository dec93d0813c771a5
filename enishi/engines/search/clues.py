"""The clues to a word: itself, and for less what means, sounds or translates the same."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from enishi.engines.search.paraphrases import Paraphrase
from enishi.engines.text import Concept, Token, romaji_of, sounds_of, tokens_of

WEIGHT_WORD: Final = 1.0
WEIGHT_COMPOUND: Final = 1.15
WEIGHT_LEXICON: Final = 0.8
WEIGHT_GROUP: Final = 0.5
WEIGHT_SOUND: Final = 0.6
#: A Japanese word in Latin letters: kintsugi, ryokan.
WEIGHT_ROMAJI: Final = 0.5
WEIGHT_DICTIONARY: Final = 0.6
#: The same where it has so few words that they mean nothing else.
WEIGHT_SURE: Final = 0.9
#: A word of what the dictionary says in several: one of "guide dog".
WEIGHT_PART: Final = 0.35

#: How much a verb or an adjective of Japanese says against a noun: whoever puts in a whole
#: sentence looks for nouns. 使う and 新しい, in the form of the index.
WEIGHT_HOW: Final = 0.3
_HOW: Final = re.compile(r"[一-龠々][ァ-ヶ]*(?:[ウクグスツヌブムル]|シイ)")

#: Parts of what a dictionary says that are not worth a look: the "up" of "clean up".
LIGHT: Final = frozenset(
    "up off out over back down away one get put take make go come set give keep let turn "  # noqa: SIM905 - reads as a list
    "way place into through about after before other some someon someth thing no not more "
    "most all any each own so too very".split()
)

#: A concept of the lexicon or of the house, and anything that has a place among the words.
Meaning: TypeAlias = Concept | Paraphrase
Place: TypeAlias = Token | Concept | Paraphrase


@dataclass(frozen=True, slots=True)
class Clue:
    """Something a line may hold, the slots it fills and what it is worth against the word.

    `terms` is one term of the index, or several that must follow one another; `is_loose`
    says that it is a part of the word, or of a dictionary, and not of a lexicon.
    """

    terms: tuple[str, ...]
    slots: tuple[int, ...]
    weight: float
    is_loose: bool = False


def finding(clues: Iterable[Clue]) -> list[Clue]:
    """Those that bring somebody in: not the words of what the dictionary says in several.

    Whoever has "help" does not speak of "help wanted"; "help" only adds where more is said.
    """
    return [one for one in clues if not (one.is_loose and one.weight == WEIGHT_PART)]


def weight_of(term: str) -> float:
    """How much a word of the question says against others that are as rare.

    Examples
    --------
    >>> weight_of("使ウ"), weight_of("深海")
    (0.3, 1.0)
    """
    return WEIGHT_HOW if _HOW.fullmatch(term) else WEIGHT_WORD


def clues_of(
    slot: int,
    units: Sequence[Token],
    text: str,
    meanings: Sequence[Meaning],
) -> tuple[Clue, ...]:
    """Every clue that fills `slot`, of the unit of that number; itself first."""
    best: dict[tuple[str, ...], Clue] = {}
    for clue in _all_clues(slot, units, text, meanings):
        if clue.terms not in best or best[clue.terms].weight < clue.weight:
            best[clue.terms] = clue
    return tuple(best.values())


def _all_clues(
    slot: int,
    units: Sequence[Token],
    text: str,
    meanings: Sequence[Meaning],
) -> Iterator[Clue]:
    unit = units[slot]
    yield Clue((unit.term,), (slot,), WEIGHT_WORD)
    for token in tokens_of(text):
        if token != unit and _within(unit, token):
            compound = token.length > unit.length
            # A part of a merged English phrase says less than the phrase.
            weight = WEIGHT_COMPOUND if compound else WEIGHT_GROUP / unit.length
            slots = slots_in(token, units) or (slot,)
            yield Clue((token.term,), slots, weight, is_loose=not compound)
    for sound in sounds_of(text, tokens_of(text)):
        if unit.position <= sound.position < unit.position + unit.length:
            yield Clue((sound_term(sound.key),), (slot,), WEIGHT_SOUND)
    if spoken := romaji_of(text[unit.start : unit.end]):
        yield Clue((sound_term(spoken),), (slot,), WEIGHT_ROMAJI)
    for meaning in meanings:
        if _holds(meaning, unit):
            yield from _said_otherwise(meaning, slots_in(meaning, units))


def _said_otherwise(meaning: Meaning, slots: tuple[int, ...]) -> Iterator[Clue]:
    weight = _weight_of(meaning)
    is_loose = isinstance(meaning, Paraphrase) and not meaning.is_exact
    for terms in _terms_for(meaning):
        yield Clue(terms, slots, weight, is_loose)
        if len(terms) > 1 and is_loose:
            parts = (part for part in terms if part not in LIGHT)
            yield from (Clue((part,), slots, WEIGHT_PART, is_loose) for part in parts)


def _weight_of(concept: Meaning) -> float:
    if concept.is_exact:
        return WEIGHT_LEXICON
    if not isinstance(concept, Paraphrase):
        return WEIGHT_GROUP
    return WEIGHT_SURE if concept.is_sure else WEIGHT_DICTIONARY


def _terms_for(concept: "Meaning") -> Iterator[tuple[str, ...]]:
    """What stands in the index for a concept; words of the house stand there as written."""
    if isinstance(concept, Paraphrase):
        yield from concept.clues
    else:
        yield (index_term(concept.key),)


def index_term(key: str) -> str:
    """How a concept stands among the terms of the index; no word of a text looks like it."""
    return f"={key}"


def is_concept(term: str) -> bool:
    """Whether a term of the index is a concept, as `index_term` writes it."""
    return term.startswith("=")


def sound_term(key: str) -> str:
    """How the sound of a name stands among the terms of the index."""
    return f"~{key}"


def _within(unit: Token, other: Token) -> bool:
    """Whether one of the two covers the other's places."""
    return _holds(unit, other) or _holds(other, unit)


def _holds(outer: Place, inner: Place) -> bool:
    return (
        outer.position <= inner.position
        and inner.position + inner.length <= outer.position + outer.length
    )


def slots_in(outer: Place, units: Sequence[Token]) -> tuple[int, ...]:
    """Numbers of the units whose places `outer` covers."""
    return tuple(slot for slot, unit in enumerate(units) if _holds(outer, unit))
