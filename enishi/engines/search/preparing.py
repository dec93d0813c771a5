"""Lines made ready for the index: the costly part, apart from the one writer.

Reading a text into terms takes far more time than writing the terms down. It is pure, and
what it makes can travel between processes: several may prepare while one writes. Named
tuples, as they travel at a third of what data classes cost.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from enishi.engines.search.cards import Terms, TermsOf, card_of, read_terms
from enishi.engines.text import name_keys, prefixes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from enishi.engines.search.types import Passage

#: Visibilities whose lines stand in the open index.
OPEN: Final = frozenset({"everyone", "members"})
NARROW: Final = frozenset({"second_degree", "connections"})
#: Free places between two texts of one member: no phrase reaches across.
GAP: Final = 50
#: The year of what goes on.
STILL: Final = 9_999

#: Ends a name that is written out.
END: Final = "$"
#: Stands in every record of open words, to count them by; no word of a text looks like it.
HERE: Final = "=here"


class Placed(NamedTuple):
    """Terms of several texts, each with its position in the whole."""

    words: tuple[str, ...] = ()
    positions: tuple[int, ...] = ()


class Keys(NamedTuple):
    """What filters and facets tell apart."""

    organizations: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()


class PreparedLine(NamedTuple):
    """A line as the writer takes it: nothing is left to be read in it.

    Attributes
    ----------
    terms
        The terms of the line and of what it stands under.
    keys
        What whoever sees this line may filter by: the keys of open lines, and its own.
    first_year, last_year
        When it began and ended; 0 and 0 when nobody said.
    """

    terms: Placed
    keys: Keys
    language: str
    visibility: str
    first_year: int
    last_year: int
    card: bytes


class PreparedText(NamedTuple):
    """What the vectors of a line are made from, when the extra for meaning is there."""

    passage_id: str
    language: str
    visibility: str
    text: str


class PreparedMember(NamedTuple):
    """All that the index is to know of a member.

    Attributes
    ----------
    open, public
        The terms of every line that members, and that everyone, may see; each text once.
    open_keys, public_keys
        The keys of the same lines.
    """

    member_id: int
    lines: tuple[PreparedLine, ...]
    prefixes: tuple[str, ...]
    open: Placed = Placed()
    public: Placed = Placed()
    open_keys: Keys = Keys()
    public_keys: Keys = Keys()
    texts: tuple[PreparedText, ...] = ()


@lru_cache(maxsize=50_000)  # titles and organizations stand above many lines
def terms_of(text: str) -> Terms:
    """The terms of a text, remembered for a while."""
    return read_terms(text)


def prepare_member(
    member_id: int,
    passages: "Iterable[Passage]",
    names: "Iterable[str]" = (),
    *,
    terms: TermsOf = terms_of,
) -> PreparedMember:
    """Read a member's lines and names.

    Lines for the member alone are left out: nobody else may find anything by them. Costs
    about 0.2 ms of CPU a line whose text was not read before.
    """
    kept = [
        passage
        for passage in passages
        if passage.text.strip() and passage.visibility in OPEN | NARROW
    ]
    seen = [passage for passage in kept if passage.visibility in OPEN]
    public = [passage for passage in seen if passage.visibility == "everyone"]
    open_keys = _keys(seen)
    return PreparedMember(
        member_id,
        tuple(_line(passage, seen, open_keys, terms) for passage in kept),
        _beginnings(names),
        open=_whole(seen, terms),
        public=_whole(public, terms),
        open_keys=open_keys,
        public_keys=_keys(public),
        texts=tuple(map(_text, kept)),
    )


def speakable(text: str) -> str:
    """`text` without lone surrogates, which no index can hold."""
    return text.encode("utf-8", "replace").decode()


def _beginnings(names: "Iterable[str]") -> tuple[str, ...]:
    keys = [speakable(key) for key in name_keys(names)]
    return (*prefixes_of(keys), *(f"{key[:20]}{END}" for key in keys))


def _line(
    passage: "Passage", seen: "Sequence[Passage]", open_keys: Keys, terms: TermsOf
) -> PreparedLine:
    first, last = years_of(passage)
    return PreparedLine(
        terms=_joined(_above(passage, terms)),
        keys=open_keys if passage.visibility in OPEN else _keys([*seen, passage]),
        language=passage.language,
        visibility=passage.visibility,
        first_year=first,
        last_year=last,
        card=card_of(passage, terms).to_bytes(),
    )


def years_of(passage: "Passage") -> tuple[int, int]:
    """The first and the last year of a passage; 0 and 0 when nobody said."""
    first, last = _year(passage.starts), _year(passage.ends)
    if passage.is_current:
        return first or last, STILL
    return first or last, last or first


def _year(partial: str) -> int:
    return int(partial[:4]) if partial[:4].isascii() and partial[:4].isdigit() else 0


def _above(passage: "Passage", terms: TermsOf) -> list[Terms]:
    texts = (passage.text, passage.title, passage.organization)
    return [terms(text) for text in texts if text]


def _whole(passages: "Sequence[Passage]", terms: TermsOf) -> Placed:
    """Every text of a member once, as one; titles and organizations among them."""
    if not passages:
        return Placed()
    texts = dict.fromkeys(
        text
        for passage in passages
        for text in (passage.text, passage.title, passage.organization)
        if text
    )
    words, positions = _joined(map(terms, texts))
    return Placed((HERE, *words), (0, *positions))


def _joined(texts: "Iterable[Terms]") -> Placed:
    words: list[str] = []
    positions: list[int] = []
    start = GAP
    for text in texts:
        words += text.words
        positions += [start + position for position in text.positions]
        start = (positions[-1] if positions else 0) + GAP
    return Placed(tuple(words), tuple(positions))


def _keys(passages: "Iterable[Passage]") -> Keys:
    passages = list(passages)
    return Keys(
        _sorted({passage.organization_key for passage in passages} - {""}),
        _sorted({place for passage in passages for place in passage.places}),
        _sorted({industry for passage in passages for industry in passage.industries}),
    )


def _sorted(keys: set[str]) -> tuple[str, ...]:
    return tuple(sorted(speakable(key) for key in keys))


def _text(passage: "Passage") -> PreparedText:
    # A line says little without what it stands under: "ran it for two years".
    words = f"{passage.title}: {passage.text}" if passage.title else passage.text
    return PreparedText(passage.passage_id, passage.language, passage.visibility, words)
