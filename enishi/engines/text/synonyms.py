"""Words that mean the same, in both languages: what lets バイト meet part-time job.

Two sources: Sudachi's synonym groups, wide and sometimes loose, and the house's own
lexicon, narrow and exact. Either gives a *concept*; texts that share one have met.
"""

import gzip
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from enishi.engines.text.data import bytes_of, rows_of
from enishi.engines.text.tokens import Token, tokens_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    #: The tokens that stand at each position.
    Positions = Mapping[int, Sequence[Token]]

SUDACHI: Final = "s"
LEXICON: Final = "l"

#: Parts of the lexicon: our own, and what others allow us to use (README.md beside them).
LEXICONS: Final = ("lexicon.tsv", "lexicon-industries.tsv", "lexicon-sudachi.tsv")
#: Positions without a word that a sequence may step over: the の of 求人の広告.
_GAP: Final = 1


class Concept(NamedTuple):
    """A meaning found in a text.

    Attributes
    ----------
    key
        The concept: `s632` for a group of Sudachi, `lアルバイト` for a line of the lexicon.
    term
        The words it was found by, as terms joined by spaces.
    start, end, position, length
        As in `Token`.
    """

    key: str
    term: str
    start: int
    end: int
    position: int
    length: int

    @property
    def is_exact(self) -> bool:
        """Whether the house's own lexicon says so, and not a loose group."""
        return self.key.startswith(LEXICON)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All synonyms, ready to be looked up.

    Attributes
    ----------
    sequences
        First term of a word → its remaining terms and the concepts it stands for.
    words
        Concept → its words as people write them, the most usual ones first.
    """

    sequences: "Mapping[str, list[tuple[tuple[str, ...], str]]]"
    words: "Mapping[str, tuple[str, ...]]"


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read at first use (about a second)."""
    sequences: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    words: dict[str, tuple[str, ...]] = {}
    for key, spellings in _lexicon():
        words[key] = spellings
        _teach(sequences, key, spellings)
    for key, spellings in _sudachi():
        words[key] = tuple(spelling.removeprefix("~") for spelling in spellings)
        # Japanese words carry their groups from the dictionary; only Latin ones are taught.
        _teach(sequences, key, (s for s in spellings if s.isascii() and s[0] != "~"))
    return Vocabulary(dict(sequences), words)


@cache
def vocabulary_digest() -> str:
    """Changes with every file that terms are made from."""
    names = (*LEXICONS, "sudachi-synonyms.tsv.gz", "kanji-variants.tsv", "stop-words.tsv")
    return sha256(b"".join(map(bytes_of, names))).hexdigest()[:16]


@lru_cache(maxsize=20_000)
def concepts_of(text: str) -> tuple[Concept, ...]:
    """What `text` speaks of, by position.

    Examples
    --------
    >>> ours, theirs = concepts_of("バイト"), concepts_of("part time jobs")
    >>> {concept.key for concept in ours} & {concept.key for concept in theirs}
    {'lアルバイト'}
    """
    found: dict[tuple[str, int, int], Concept] = {}
    tokens = tokens_of(text)
    positions = by_position(tokens)
    here = {token.term for token in tokens}
    for token in tokens:
        for concept in _concepts_at(token, positions, here):
            found.setdefault((concept.key, concept.position, concept.length), concept)
    return tuple(found.values())


def words_of(key: str) -> tuple[str, ...]:
    """The words of a concept as people write them; empty for one that is not known.

    Examples
    --------
    >>> words_of("l広告")[:4]
    ('広告', '宣伝', 'アドバタイジング', 'advertising')
    """
    return vocabulary().words.get(key, ())


def _concepts_at(
    token: Token, positions: "Positions", here: "Collection[str]"
) -> "Iterator[Concept]":
    known = vocabulary()
    for rest, key in known.sequences.get(token.term, ()):
        if rest and rest[0] not in here:
            continue  # nearly all of them
        last = follow(token, rest, positions) if rest else token
        if last is not None:
            length = last.position + last.length - token.position
            term = " ".join((token.term, *rest))
            yield Concept(key, term, token.start, last.end, token.position, length)
    for group in token.groups:
        key = f"{SUDACHI}{group}"
        if key in known.words:
            yield Concept(key, token.term, token.start, token.end, token.position, token.length)


def by_position(tokens: "Sequence[Token]") -> "Positions":
    """The tokens that stand at each position."""
    positions: defaultdict[int, list[Token]] = defaultdict(list)
    for token in tokens:
        positions[token.position].append(token)
    return positions


def follow(token: Token, rest: "Sequence[str]", positions: "Positions") -> Token | None:
    """The last token when the terms `rest` follow `token` in its text, else None."""
    for term in rest:
        following = token.position + token.length
        gaps = range(following, following + _GAP + 1)
        here = next((positions[place] for place in gaps if place in positions), [])
        match = next((other for other in here if other.term == term), None)
        if match is None:
            return None
        token = match
    return token


def _teach(
    sequences: dict[str, list[tuple[tuple[str, ...], str]]],
    key: str,
    spellings: "Iterable[str]",
) -> None:
    for spelling in spellings:
        terms = longest_terms(tokens_of.__wrapped__(spelling), len(spelling))
        if terms and (terms[1:], key) not in sequences.setdefault(terms[0], []):
            sequences[terms[0]].append((terms[1:], key))


def longest_terms(tokens: "Sequence[Token]", size: int) -> tuple[str, ...]:
    """The fewest tokens that cover a word of `size` characters: the compound, not its parts.

    Empty when an end of the word was left out: 求人誌 without its suffix is another word.
    """
    terms: list[str] = []
    reached = 0
    for token in tokens:
        if token.position >= reached:
            terms.append(token.term)
            reached = token.position + token.length
    is_whole = bool(tokens) and tokens[0].start == 0 and max(t.end for t in tokens) == size
    return tuple(terms) if is_whole else ()


def _lexicon() -> "Iterator[tuple[str, tuple[str, ...]]]":
    """The lines of all parts of the lexicon; what two parts name alike is one concept."""
    concepts: dict[str, dict[str, None]] = {}
    for part in LEXICONS:
        for japanese, english in rows_of(part):
            spellings = (*japanese.split("|"), *english.split("|"))
            concepts.setdefault(LEXICON + spellings[0], {}).update(dict.fromkeys(spellings))
    for key, known in concepts.items():
        yield key, tuple(known)


def _sudachi() -> "Iterator[tuple[str, tuple[str, ...]]]":
    lines = gzip.decompress(bytes_of("sudachi-synonyms.tsv.gz")).decode().splitlines()
    for line in lines:
        group, _tab, spellings = line.partition("	")
        yield SUDACHI + group, tuple(spellings.split("|"))
