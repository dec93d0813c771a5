"""What goes into a search index, what is asked of it, and what comes out."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from enishi.engines.search.stance import Stance

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

#: What the index keeps of a visibility. Lines for the member alone are never indexed.
Visibility = Literal["everyone", "members", "second_degree", "connections", "only_me"]


class Order(StrEnum):
    """How hits are ordered."""

    RELEVANCE = "relevance"
    NEARNESS = "nearness"


#: How near a hit stands to the viewer, as far as the scope says: 1, 2, or 3 and beyond.
FIRST, SECOND, FARTHER = 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One line of a record: what is matched, scored and shown as evidence.

    Attributes
    ----------
    passage_id
        Its name outside the index, unique.
    title
        Words it stands under (the position's title); they help to match, but are not shown.
    organization, organization_key
        As written, and as told apart in filters and facets; empty when there is none.
    places, industries
        Keys of the places it speaks of, and of the industries, as told apart in filters and
        facets.
    starts, ends
        Partial ISO dates (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`) or empty.
    is_current
        Whether it still goes on.
    """

    passage_id: str
    member_id: int
    text: str
    entry_id: int = 0
    language: str = "ja"
    kind: str = ""
    title: str = ""
    organization: str = ""
    organization_key: str = ""
    places: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    starts: str = ""
    ends: str = ""
    is_current: bool = False
    visibility: Visibility = "members"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose eyes the index is seen with.

    Attributes
    ----------
    viewer_id
        Who searches; None for a guest, who finds only what is open to everyone.
    connections, second_degree
        Members at one and at two steps from the viewer.
    excluded
        Members who do not exist for this viewer.
    """

    viewer_id: int | None = None
    connections: "Collection[int]" = frozenset()
    second_degree: "Collection[int]" = frozenset()
    excluded: "Collection[int]" = frozenset()

    def degree_of(self, member_id: int) -> int:
        """How near a member stands: `FIRST`, `SECOND` or `FARTHER`."""
        if member_id in self.connections:
            return FIRST
        return SECOND if member_id in self.second_degree else FARTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the searcher narrows down to; empty means all.

    Attributes
    ----------
    organizations, places, industries
        Keys of which a member must have one, past or present.
    language
        The language a line must be written in.
    first_year, last_year
        A line must tell of something that went on within these years; 0 leaves them open.
    accepts
        Whether a member of such a degree does what is asked, like being open to a purpose.
    """

    degrees: frozenset[int] = frozenset()
    organizations: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    industries: frozenset[str] = frozenset()
    language: str = ""
    first_year: int = 0
    last_year: int = 0
    accepts: "Callable[[int, int], bool] | None" = None

    def __bool__(self) -> bool:
        return self != Filters()

    @property
    def are_about_keys(self) -> bool:
        """Whether a member must have a key of an organization, a place or an industry."""
        return bool(self.organizations or self.places or self.industries)

    @property
    def are_about_lines(self) -> bool:
        """Whether a line, and not only its owner, must fit."""
        return bool(self.language or self.first_year or self.last_year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which hits are wanted, from the best on."""

    offset: int = 0
    size: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Why a hit stands where it stands.

    Attributes
    ----------
    relevance
        How well the lines answer the words, about 0 to 1.
    meaning
        How near the lines come to the whole question in meaning, 0 to 1; 0 without the extra.
    depth, recency, nearness
        What years, how lately, and the tie add, as shares of the relevance.
    stance
        What the best line says of its owner: they did it, bought it, wish for it …
    years
        In how many years they did it.
    """

    relevance: float
    meaning: float = 0.0
    depth: float = 0.0
    recency: float = 0.0
    nearness: float = 0.0
    stance: "Stance" = Stance.DID
    years: float = 0.0

    @property
    def score(self) -> float:
        """The whole."""
        return (self.relevance + self.meaning) * (1 + self.depth + self.recency + self.nearness)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A line that made somebody match, and the characters of it that did."""

    passage_id: str
    entry_id: int
    language: str
    kind: str
    text: str
    organization: str
    starts: str
    ends: str
    is_current: bool
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A member who matches, with the best line first.

    Attributes
    ----------
    covered
        Which words of the query their lines answer.
    is_related
        Whether no word, but only the meaning of a line, brought them here.
    """

    member_id: int
    degree: int
    evidence: tuple[Evidence, ...]
    parts: Parts
    covered: frozenset[int]
    is_related: bool = False


@dataclass(frozen=True, slots=True)
class ReadAs:
    """How one word of the query was understood: itself, and what means the same."""

    word: str
    meanings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """How many members each choice of a filter would leave, before any is chosen."""

    degrees: dict[int, int] = field(default_factory=dict)
    organizations: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    industries: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of hits, and what the whole answer looks like.

    Attributes
    ----------
    total
        Members found; the smallest number there can be when `is_total_exact` is false.
    is_loosened
        Whether people are among them who answer fewer words than is usually asked.
    words
        The words of the query that a hit is asked to answer.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    is_total_exact: bool = True
    is_loosened: bool = False
    words: tuple[str, ...] = ()
    read_as: tuple[ReadAs, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """How much of a query a hit must answer, and the day on which it is asked.

    Attributes
    ----------
    least
        Share of the query's words; 0 ranks everybody with any of them.
    enough
        Where fewer people answer so many words, fewer words are asked for, down to one, as
        long as it is one that says something.
    on
        The day recency is counted to; None leaves recency out.
    order
        By relevance, or the nearest first and by relevance among them.
    """

    least: float = 0.6
    enough: int = 30
    on: "date | None" = None
    order: Order = Order.RELEVANCE
