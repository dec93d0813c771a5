"""A record as one pair of eyes sees it, ready to be held against queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from enishi.engines.search.preparing import GAP, terms_of, years_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from enishi.engines.search.types import Filters, Passage

#: Hexadecimal digits of a digest: two of a billion lines share one.
DIGEST: Final = 16


class Text:
    """Words at their places; what several texts hold is kept apart, as in the index."""

    __slots__ = ("places",)

    def __init__(self, texts: "Iterable[str]") -> None:
        places: defaultdict[str, set[int]] = defaultdict(set)
        start = GAP
        for text in texts:
            terms = terms_of(text)
            for word, position in zip(terms.words, terms.positions, strict=True):
                places[word].add(start + position)
            start += (terms.positions[-1] if terms.positions else 0) + GAP
        self.places: Mapping[str, set[int]] = dict(places)

    def has_row(self, terms: "Sequence[str]") -> bool:
        """Whether these terms follow one another."""
        first = self.places.get(terms[0])
        if first is None or len(terms) == 1:
            return first is not None
        return self.has_sequence(tuple(enumerate(terms)))

    def has_sequence(self, sequence: "Sequence[tuple[int, str]]") -> bool:
        """Whether the terms stand at these distances from one place on."""
        if len(sequence) == 1:  # as the index asks: a word alone, wherever it stands
            return sequence[0][1] in self.places
        rows = [(offset, self.places.get(term)) for offset, term in sequence]
        if any(row is None for _offset, row in rows):
            return False
        ways = [{place - offset for place in row} for offset, row in rows if row is not None]
        return bool(set.intersection(*ways))


@dataclass(frozen=True)
class Record:
    """Lines of one member; a line that its reader may not see is not among them.

    What was found out about it is remembered: hold one record against one set of queries.

    Attributes
    ----------
    filled, lines_filling
        Which slots it fills, and which of its lines do so by themselves.
    says
        Which texts it answers, but for what they leave out.
    within
        Which lines pass, by language and years.
    """

    lines: "tuple[Passage, ...]"
    filled: "dict[int, bool]" = field(default_factory=dict, compare=False, repr=False)
    lines_filling: "dict[int, frozenset[int]]" = field(
        default_factory=dict, compare=False, repr=False
    )
    says: "dict[str, bool]" = field(default_factory=dict, compare=False, repr=False)
    within: "dict[tuple[str, int, int], frozenset[int]]" = field(
        default_factory=dict, compare=False, repr=False
    )

    @cached_property
    def text(self) -> Text:
        """All words of it."""
        return Text(dict.fromkeys(text for line in self.lines for text in _texts(line)))

    @cached_property
    def organizations(self) -> frozenset[str]:
        """Keys of organizations it tells of."""
        return frozenset(line.organization_key for line in self.lines) - {""}

    @cached_property
    def places(self) -> frozenset[str]:
        """Keys of places it tells of."""
        return frozenset(place for line in self.lines for place in line.places)

    @cached_property
    def industries(self) -> frozenset[str]:
        """Keys of industries it tells of."""
        return frozenset(industry for line in self.lines for industry in line.industries)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """The words of each line, with those it stands under."""
        return tuple(Text(_texts(line)) for line in self.lines)

    def lines_within(self, filters: "Filters") -> frozenset[int]:
        """Numbers of the lines in the wanted language that tell of the wanted years."""
        wanted = (filters.language, filters.first_year, filters.last_year)
        known = self.within.get(wanted)
        if known is None:
            known = self.within[wanted] = frozenset(
                number for number, line in enumerate(self.lines) if _passes(line, filters)
            )
        return known


def digest_of(line: "Passage") -> str:
    """Tells whether a line reads as it did, wherever it stands in the record."""
    said = (
        *(line.language, line.kind, line.text, line.title, line.organization),
        *(line.organization_key, *line.places, line.starts, line.ends, str(line.is_current)),
    )
    words = "\x1f".join(said).encode(errors="surrogatepass")
    return blake2b(words, digest_size=DIGEST // 2).hexdigest()


def _texts(line: "Passage") -> list[str]:
    return [text for text in (line.text, line.title, line.organization) if text]


def _passes(line: "Passage", filters: "Filters") -> bool:
    if filters.language and line.language != filters.language:
        return False
    if not (filters.first_year or filters.last_year):
        return True
    first, last = years_of(line)
    # What has no year at all is no answer to a question about years.
    return last >= max(1, filters.first_year) and 1 <= first <= (filters.last_year or first)
