"""Words that are put into the query because they say the same: of the house, of a dictionary.

The lexicon that is shipped stands in the index, as concepts. A house's own words do not: a
word an operator adds now is found now, and nothing is built anew. Nor does the dictionary,
which is wide: it would fill the index with what nobody asks for.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from enishi.engines.text import concepts_of, longest_terms, tokens_of, translations_of
from enishi.engines.text.synonyms import by_position, follow

if TYPE_CHECKING:
    from collections.abc import Iterator

#: So many words of a dictionary for one mean nothing else.
SURE: Final = 2
#: Groups of spellings that mean the same in a house.
HouseWords = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Paraphrase:
    """A meaning found in a query. As `Concept`, but that it is looked for by its words.

    Attributes
    ----------
    spellings
        Every spelling of it.
    clues
        What lines hold that speak of it: terms that follow one another.
    is_sure
        Whether a dictionary says so few words for it that they mean nothing else.
    """

    spellings: tuple[str, ...]
    clues: tuple[tuple[str, ...], ...]
    term: str
    start: int
    end: int
    position: int
    length: int
    is_exact: bool = True
    is_sure: bool = False


def from_house(text: str, house: HouseWords) -> "Iterator[Paraphrase]":
    """The concepts of the house that `text` speaks of."""
    tokens = tokens_of(text)
    positions = by_position(tokens)
    here = {token.term for token in tokens}
    for spellings in house:
        ways = [(one, _terms(one)) for one in spellings]
        clues = tuple(dict.fromkeys(clue for one, _terms in ways for clue in _clues(one)))
        for _spelling, terms in ways:
            if not terms or not here.issuperset(terms):
                continue
            for token in tokens:
                last = follow(token, terms[1:], positions) if token.term == terms[0] else None
                if last is not None:
                    yield Paraphrase(
                        spellings=spellings,
                        clues=clues,
                        term=" ".join(terms),
                        start=token.start,
                        end=last.end,
                        position=token.position,
                        length=last.position + last.length - token.position,
                    )


def from_dictionary(text: str) -> "Iterator[Paraphrase]":
    """What the dictionary has for the words of `text`."""
    for found in translations_of(tokens_of(text)):
        yield Paraphrase(
            spellings=(),
            clues=(*found.others, *found.kin),
            term=" ".join(found.terms),
            start=found.start,
            end=found.end,
            position=found.position,
            length=found.length,
            is_exact=False,
            is_sure=len(found.others) <= SURE,
        )


def _terms(spelling: str) -> tuple[str, ...]:
    """The words of a spelling in a row; an ending no index holds, as 制, is left out."""
    tokens = tokens_of(spelling)
    reached = max((token.end for token in tokens), default=0)
    return longest_terms(tokens, reached) or tuple(token.term for token in tokens)


@lru_cache(maxsize=5_000)
def _clues(spelling: str) -> tuple[tuple[str, ...], ...]:
    """The words of a spelling in a row, and the concepts that are the whole of it."""
    terms = _terms(spelling)
    wholes = [
        (f"={concept.key}",)
        for concept in concepts_of(spelling)
        if concept.is_exact and (concept.start, concept.end) == (0, len(spelling))
    ]
    return tuple(clue for clue in (terms, *wholes) if clue)
