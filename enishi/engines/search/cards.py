"""A passage as the index keeps it: its terms for matching, and a card for scoring.

tantivy finds candidates quickly; the card of a candidate holds everything that scoring
and highlighting need, so that no text is read twice.
"""

from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from enishi.engines.search.clues import index_term, sound_term
from enishi.engines.search.stance import Stance, stance_of
from enishi.engines.search.types import Evidence, Passage
from enishi.engines.text import concepts_of, sounds_of, tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Between the fields of a card, and between the members of one field.
_FIELD, _PART = "\x1f", "\x1e"
_NO_SEPARATORS: Final = {0x1E: " ", 0x1F: " "}
STANCES: Final = {str(stance): stance for stance in Stance}


class Terms(NamedTuple):
    """The terms of a text by their places; concepts stand at the same places as words.

    A column each, as most of them are only copied: a line has forty terms.

    Attributes
    ----------
    words
        The terms themselves.
    positions
        The place of each among the words of the text.
    spans
        Where each stands in the text, in characters, as a card says it: `0-4`.
    """

    words: tuple[str, ...] = ()
    positions: tuple[int, ...] = ()
    spans: tuple[str, ...] = ()


#: How the terms of a text are come by: read now, or remembered from the last time.
TermsOf: TypeAlias = "Callable[[str], Terms]"


class Card:
    """What is kept of one passage; a field is read when it is asked for.

    Most cards are only scored and never shown: taking all of one apart costs more than
    finding it.
    """

    __slots__ = ("_fields", "member_id", "size", "stance")

    def __init__(self, fields: list[str]) -> None:
        self._fields = fields
        self.member_id = int(fields[1])
        self.stance = STANCES[fields[11]]
        self.size = int(fields[12])

    def to_bytes(self) -> bytes:
        """The card as the index stores it."""
        return _FIELD.join(self._fields).encode(errors="replace")

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Card":
        """What `to_bytes` wrote."""
        return cls(stored.decode().split(_FIELD))

    def owned_by(self, member_id: int) -> "Card":
        """The same line of somebody else."""
        fields = [*self._fields]
        fields[1] = str(member_id)
        return Card(fields)

    @property
    def passage_id(self) -> str:
        """Its name outside the index."""
        return self._fields[0]

    @property
    def entry_id(self) -> int:
        """The entry it is a line of."""
        return int(self._fields[2])

    @property
    def language(self) -> str:
        """The language it is written in."""
        return self._fields[3]

    @property
    def organization(self) -> str:
        """Where it was done, as written."""
        return self._fields[6]

    @property
    def organization_key(self) -> str:
        """Where it was done, as told apart in filters."""
        return self._fields[7]

    @property
    def starts(self) -> str:
        """When it began."""
        return self._fields[8]

    @property
    def ends(self) -> str:
        """When it ended."""
        return self._fields[9]

    @property
    def is_current(self) -> bool:
        """Whether it goes on."""
        return bool(self._fields[10])

    @property
    def terms(self) -> list[str]:
        """The terms of its own words."""
        return self._fields[13].split(_PART)

    @property
    def title_terms(self) -> list[str]:
        """The terms of the title it stands under."""
        return self._fields[15].split(_PART)

    @property
    def organization_terms(self) -> list[str]:
        """The terms of the organization's name."""
        return self._fields[16].split(_PART)

    @property
    def places(self) -> list[tuple[int, int]]:
        """Where each of `terms` stands in the line."""
        pairs = (pair.partition("-") for pair in self._fields[14].split(_PART) if pair)
        return [(int(start), int(end)) for start, _dash, end in pairs]

    def evidence(self, spans: tuple[tuple[int, int], ...]) -> Evidence:
        """The passage as a hit shows it."""
        return Evidence(
            passage_id=self.passage_id,
            entry_id=self.entry_id,
            language=self.language,
            kind=self._fields[4],
            text=self._fields[5],
            organization=self.organization,
            starts=self.starts,
            ends=self.ends,
            is_current=self.is_current,
            spans=spans,
        )


def card_of(passage: Passage, terms_of: TermsOf) -> Card:
    """The card of a passage."""
    terms = terms_of(passage.text)
    whole = (
        passage.passage_id,
        str(passage.member_id),
        str(passage.entry_id),
        passage.language,
        passage.kind,
        passage.text,
        passage.organization,
        passage.organization_key,
        passage.starts,
        passage.ends,
        "1" if passage.is_current else "",
        stance_of(passage.text, passage.kind, passage.title),
        str(len(set(terms.positions))),
    )
    return Card(
        [
            *(part.translate(_NO_SEPARATORS) for part in whole),
            _PART.join(terms.words),
            _PART.join(terms.spans),
            _PART.join(terms_of(passage.title).words),
            _PART.join(terms_of(passage.organization).words),
        ]
    )


def read_terms(text: str) -> Terms:
    """Every term `text` is found by: its words, its phrases with a meaning, the meanings."""
    rows = sorted(_terms(text), key=itemgetter(1))
    return Terms(*zip(*rows, strict=True))


def _terms(text: str) -> "Iterator[tuple[str, int, str]]":
    tokens = tokens_of(text)
    seen = {(token.term, token.position) for token in tokens}
    for token in tokens:
        yield token.term, token.position, f"{token.start}-{token.end}"
    for sound in sounds_of(text, tokens):
        yield sound_term(sound.key), sound.position, f"{sound.start}-{sound.end}"
    for concept in concepts_of(text):
        for term in (concept.term, index_term(concept.key)):
            if (term, concept.position) not in seen:
                seen.add((term, concept.position))
                yield term, concept.position, f"{concept.start}-{concept.end}"
