"""A passage as the index keeps it: its terms for matching, and a card for scoring.

tantivy finds candidates quickly; the card of a candidate holds everything that scoring
and highlighting need, so that no text is read twice.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from enishi.engines.search.reading import index_term
from enishi.engines.search.types import Evidence, Passage
from enishi.engines.text import concepts_of, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from enishi.engines.search.types import Visibility


@dataclass(frozen=True, slots=True)
class Term:
    """A term at its place in the text; concepts stand at the same places as words."""

    text: str
    position: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Card:
    """What is kept of one passage.

    Attributes
    ----------
    terms
        Terms of the passage's own words, as `[term, start, end]`.
    size
        How many words it has.
    title_terms, organization_terms
        Terms of the words it stands under.
    organizations
        Every organization of the member that whoever sees this passage may see too.
    """

    passage_id: str
    member_id: int
    entry_id: int
    language: str
    kind: str
    text: str
    organization: str
    organization_key: str
    starts: str
    ends: str
    is_current: bool
    visibility: "Visibility"
    size: int
    terms: tuple[tuple[str, int, int], ...]
    title_terms: tuple[str, ...]
    organization_terms: tuple[str, ...]
    organizations: tuple[str, ...]

    @classmethod
    def of(cls, passage: Passage, organizations: tuple[str, ...]) -> Self:
        """The card of a passage."""
        return cls(
            passage_id=passage.passage_id,
            member_id=passage.member_id,
            entry_id=passage.entry_id,
            language=passage.language,
            kind=passage.kind,
            text=passage.text,
            organization=passage.organization,
            organization_key=passage.organization_key,
            starts=passage.starts,
            ends=passage.ends,
            is_current=passage.is_current,
            visibility=passage.visibility,
            size=sum(token.length == 1 for token in tokens_of(passage.text)),
            terms=tuple((term.text, term.start, term.end) for term in terms_of(passage.text)),
            title_terms=tuple(term.text for term in terms_of(passage.title)),
            organization_terms=tuple(term.text for term in terms_of(passage.organization)),
            organizations=organizations,
        )

    def to_bytes(self) -> bytes:
        """The card as the index stores it."""
        fields = [getattr(self, name) for name in self.__slots__]
        whole = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        return whole.encode(errors="replace")

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """What `to_bytes` wrote."""
        return cls(*json.loads(stored))

    def evidence(self, spans: tuple[tuple[int, int], ...]) -> Evidence:
        """The passage as a hit shows it."""
        return Evidence(
            passage_id=self.passage_id,
            entry_id=self.entry_id,
            language=self.language,
            kind=self.kind,
            text=self.text,
            organization=self.organization,
            starts=self.starts,
            ends=self.ends,
            is_current=self.is_current,
            spans=spans,
        )


@lru_cache(maxsize=5_000)  # a title stands above many lines; a line is asked for twice
def terms_of(text: str) -> tuple[Term, ...]:
    """Every term `text` is found by: its words, its phrases with a meaning, the meanings."""
    return tuple(_terms(text))


def _terms(text: str) -> "Iterator[Term]":
    seen: set[tuple[str, int]] = set()
    for token in tokens_of(text):
        seen.add((token.term, token.position))
        yield Term(token.term, token.position, token.start, token.end)
    for concept in concepts_of(text):
        for term in (concept.term, index_term(concept.key)):
            if (term, concept.position) not in seen:
                seen.add((term, concept.position))
                yield Term(term, concept.position, concept.start, concept.end)
