"""A general dictionary, Japanese ↔ English: bridges where the lexicon has none.

Thin niches are where no lexicon of ours reaches: 装蹄, 触図, 下水管. The dictionary is wide
and knows nothing of work, so what it says counts less than the lexicon, and it is asked for
words of the query only: nothing of it stands in the index.
"""

import gzip
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from enishi.engines.text.data import bytes_of, has

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from enishi.engines.text.tokens import Token

#: Words of the other language that are taken for one.
MOST: Final = 7
LONGEST: Final = 3
_FILE: Final = "dictionary.tsv.gz"

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Translation:
    """A word of a text and what the other language may say for it.

    Attributes
    ----------
    terms
        The word, as terms that follow one another.
    others
        Terms of the other language that follow one another, the most usual ones first.
    kin
        Terms of the same family as some of these: absorber, where absorption is said.
    start, end, position, length
        As in `Token`.
    """

    terms: Terms
    others: tuple[Terms, ...]
    kin: tuple[Terms, ...]
    start: int
    end: int
    position: int
    length: int


def translations_of(tokens: "Sequence[Token]") -> "Iterator[Translation]":
    """What the dictionary says of the words and phrases of a text.

    Examples
    --------
    >>> from enishi.engines.text.tokens import tokens_of
    >>> [one.others[0] for one in translations_of(tokens_of("献血"))]
    [('blood', 'donat')]
    """
    known = _dictionary()
    for token in tokens:
        for run in _runs(token, tokens):
            said = known.get(" ".join(one.term for one in run))
            if said:
                others, _tab, kin = said.partition("\t")
                last = run[-1]
                yield Translation(
                    tuple(one.term for one in run),
                    _all_terms(others),
                    _all_terms(kin),
                    token.start,
                    last.end,
                    token.position,
                    last.position + last.length - token.position,
                )


def _all_terms(column: str) -> tuple[Terms, ...]:
    return tuple(tuple(one.split(" ")) for one in column.split("|") if one)


def _runs(token: "Token", tokens: "Sequence[Token]") -> "Iterator[list[Token]]":
    """The token, and it with those that follow it without a gap."""
    run = [token]
    while len(run) <= LONGEST:
        yield run
        end = run[-1].position + run[-1].length
        following = next((one for one in tokens if one.position == end), None)
        if following is None:
            return
        run = [*run, following]


@cache
def _dictionary() -> "Mapping[str, str]":
    """Both directions in one: a word of one language is none of the other."""
    if not has(_FILE):
        return {}
    known: dict[str, str] = {}
    back: defaultdict[str, list[str]] = defaultdict(list)
    kin: defaultdict[str, list[str]] = defaultdict(list)
    for line in gzip.decompress(bytes_of(_FILE)).decode().splitlines():
        word, _tab, said = line.partition("\t")
        known[word] = said
        glosses, _tab, families = said.partition("\t")
        for column, words_of in ((glosses, back), (families, kin)):
            for one in column.split("|") if column else ():
                if len(words_of[one]) < MOST:
                    words_of[one].append(word)
    for gloss, words in back.items():
        near = [word for word in kin[gloss] if word not in words][: MOST - len(words)]
        known[gloss] = "\t".join(filter(None, ("|".join(words), "|".join(near))))
    return known
