"""Small queries of tantivy the lookups are made of: words, gates, members."""

from typing import TYPE_CHECKING, Any, Final

from tantivy import FieldType, Occur, Query

from enishi.engines.search.preparing import STILL, speakable
from enishi.engines.search.storage import KEYS, LINES
from enishi.engines.search.types import FARTHER, FIRST, SECOND, Filters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import tantivy

    from enishi.engines.search.clues import Clue
    from enishi.engines.search.types import Scope

#: Up to so many members are quicker asked for one by one than as a set.
FEW: Final = 150


def absent_from(scope: "Scope") -> set[int]:
    """Who does not exist in a search; nobody looks for themself either."""
    own = set() if scope.viewer_id is None else {scope.viewer_id}
    return own | {int(one) for one in scope.excluded}


def line_gates(filters: Filters) -> "Iterator[Query]":
    """What a line itself must be to pass."""
    if filters.language:
        yield Query.term_query(LINES, "language", filters.language)
    if filters.first_year or filters.last_year:
        # What has no year at all is no answer to a question about years.
        yield _between("last_year", max(1, filters.first_year), STILL)
        yield _between("first_year", 1, filters.last_year or STILL)


def _between(name: str, low: int, high: int) -> Query:
    return Query.range_query(LINES, name, FieldType.Unsigned, low, high)


def member_gates(
    schema: "tantivy.Schema", filters: Filters, prefix: str = ""
) -> "Iterator[Query]":
    """What the owner of a line must be to pass."""
    for name in KEYS:
        keys = sorted(getattr(filters, name))
        if keys:
            field = f"{prefix}{name}"
            yield any_of([Query.term_query(schema, field, speakable(key)) for key in keys])


def who_passes(filters: Filters, scope: "Scope") -> "Callable[[int], bool] | None":
    """Whether somebody is of a wanted degree and does what is asked; None when all do.

    Asked of those who answer, one by one: handing tantivy half of the members as a set
    costs more than the whole search.
    """
    if not (filters.degrees or filters.accepts):
        return None
    degrees = filters.degrees or frozenset({FIRST, SECOND, FARTHER})

    def passes(one: int) -> bool:
        degree = scope.degree_of(one)
        return degree in degrees and (filters.accepts is None or filters.accepts(one, degree))

    return passes


def clue_query(schema: "tantivy.Schema", name: str, clue: "Clue") -> Query:
    """What holds a clue, for what it is worth.

    Words the dictionary says in a row are asked for one by one: nearly as telling, and a
    row costs many times as much. How near they stand is told by the lines.
    """
    if clue.is_loose and len(clue.terms) > 1:
        words = all_of([row_query(schema, name, (one,)) for one in clue.terms])
        return Query.boost_query(words, clue.weight / len(clue.terms))
    return Query.boost_query(row_query(schema, name, clue.terms), clue.weight)


def row_query(schema: "tantivy.Schema", name: str, terms: tuple[str, ...]) -> Query:
    """What holds these terms in a row."""
    if len(terms) == 1:
        return Query.term_query(schema, name, terms[0], index_option="freq")
    return Query.phrase_query(schema, name, list(terms))


def of_members(schema: "tantivy.Schema", member_ids: "Iterable[int]") -> Query:
    """Everything of these members."""
    members = sorted({int(one) for one in member_ids})
    if len(members) > FEW:
        return Query.term_set_query(schema, "member", members)
    return any_of(
        [Query.term_query(schema, "member", one, index_option="basic") for one in members]
    )


def unscored(query: Query) -> Query:
    """The same, without a say in the order."""
    return Query.const_score_query(query, 0.0)


def any_of(queries: list[Query]) -> Query:
    """What one of these finds."""
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def all_of(queries: list[Query]) -> Query:
    """What all of these find."""
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def phrase_query(
    schema: "tantivy.Schema", name: str, sequence: tuple[tuple[int, str], ...]
) -> Query:
    """What holds the words in this order, in one text."""
    if len(sequence) == 1:
        return Query.term_query(schema, name, sequence[0][1])
    return Query.phrase_query(schema, name, list(sequence))


def counted(buckets: Any) -> dict[str, int]:  # noqa: ANN401 - what tantivy answers
    """Buckets of an aggregation as numbers."""
    return {str(one["key"]): int(one["doc_count"]) for one in buckets["buckets"]}


def count_in(result: Any) -> int:  # noqa: ANN401 - the library's own types leave it out
    """How many documents a search found in all."""
    return int(result.count or 0)
