"""From a reading to tantivy: which passages to look at, for whom, and their cards."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import tantivy
from tantivy import Occur, Query

from enishi.engines.search.cards import Card
from enishi.engines.search.reading import WEIGHT_LEXICON
from enishi.engines.search.scoring import FIELDS, Statistics, importance
from enishi.engines.search.storage import LINES
from enishi.engines.search.types import FARTHER, FIRST, SECOND, Filters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from enishi.engines.search.reading import Clue, Reading
    from enishi.engines.search.types import Scope

#: Passages scored for one query, from each of the two indexes.
MOST_CANDIDATES: Final = 300


@dataclass(frozen=True, slots=True)
class Candidates:
    """Cards worth scoring, and whether there were more than were taken."""

    cards: tuple[Card, ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Lookup:
    """One query of one viewer, on one state of the index."""

    open: tantivy.Searcher
    narrow: tantivy.Searcher
    reading: "Reading"
    scope: "Scope"

    def statistics(self) -> Statistics:
        """What the open lines say of the query's words; hidden lines are not asked."""
        documents = self.open.num_docs
        return Statistics(
            importance=tuple(
                importance(documents, min(documents, self._holding(clues)))
                for clues in self.reading.clues
            ),
            average_size=self._average_size(),
        )

    def candidates(self, filters: Filters, *, of: "Iterable[int] | None" = None) -> Candidates:
        """The most promising passages that pass the scope and `filters`.

        With `of`, those of these members only.
        """
        limit = MOST_CANDIDATES
        only = [] if of is None else [_members(of)]
        found: dict[str, Card] = {}
        is_complete = True
        for searcher, gates in ((self.open, self._open_gates()), (self.narrow, self._circle())):
            if gates is None or not searcher.num_docs:
                continue
            query = self._query([*gates, *self._filter_gates(filters), *only])
            result = searcher.search(query, limit, count=False)
            is_complete = is_complete and len(result.hits) < limit
            for _score, address in result.hits:
                card = Card.from_bytes(bytes(searcher.doc(address)["card"][0]))
                found.setdefault(card.passage_id, card)
        return Candidates(tuple(found.values()), is_complete)

    def _query(self, gates: "Iterable[Query]") -> Query:
        """The words score; gates and demands only let pass."""
        clauses = [(Occur.Must, Query.const_score_query(gate, 0.0)) for gate in gates]
        clauses.append((Occur.Must, self._words()))
        clauses.extend(
            (Occur.Must, Query.const_score_query(_phrase(phrase), 0.0))
            for phrase in self.reading.phrases
        )
        clauses.extend((Occur.MustNot, _phrase(phrase)) for phrase in self.reading.excluded)
        absent = absent_from(self.scope)
        if absent:
            clauses.append((Occur.MustNot, _members(absent)))
        return Query.boolean_query(clauses)

    def _words(self) -> Query:
        slots = [
            Query.disjunction_max_query(
                [
                    Query.boost_query(
                        Query.term_query(LINES, field, clue.term), clue.weight * weight
                    )
                    for clue in clues
                    for field, weight in FIELDS.items()
                ]
            )
            for clues in self.reading.clues
        ]
        return Query.boolean_query([(Occur.Should, slot) for slot in slots])

    def _open_gates(self) -> list[Query]:
        if self.scope.viewer_id is None:
            return [Query.term_query(LINES, "visibility", "everyone")]
        return []

    def _circle(self) -> list[Query] | None:
        """What the viewer's ties open to them; None when there is nothing."""
        if self.scope.viewer_id is None or not (
            self.scope.connections or self.scope.second_degree
        ):
            return None
        near = _members(self.scope.connections)
        nearby = _members([*self.scope.connections, *self.scope.second_degree])
        second = Query.term_query(LINES, "visibility", "second_degree")
        first = Query.term_query(LINES, "visibility", "connections")
        return [_any_of([_all_of([first, near]), _all_of([second, nearby])])]

    def _filter_gates(self, filters: Filters) -> "Iterator[Query]":
        if filters.organizations:
            yield _any_of(
                [
                    Query.term_query(LINES, "organizations", speakable(key))
                    for key in sorted(filters.organizations)
                ]
            )
        if filters.degrees:
            yield _any_of([self._degree_gate(degree) for degree in sorted(filters.degrees)])

    def _degree_gate(self, degree: int) -> Query:
        first, second = self.scope.connections, self.scope.second_degree
        if degree == FIRST:
            return _members(first)
        if degree == SECOND:
            return _members(set(second) - set(first))
        if degree == FARTHER:
            return Query.boolean_query(
                [(Occur.Must, Query.all_query()), (Occur.MustNot, _members([*first, *second]))]
            )
        return Query.empty_query()

    def _holding(self, clues: "tuple[Clue, ...]") -> int:
        exact = (clue.term for clue in clues if clue.weight >= WEIGHT_LEXICON)
        return max(self.open.doc_freq("text", term) for term in exact)

    def _average_size(self) -> float:
        if not self.open.num_docs:
            return 1.0
        answer = self.open.aggregate(Query.all_query(), {"size": {"avg": {"field": "size"}}})
        return float(answer["size"]["value"] or 1.0)


def absent_from(scope: "Scope") -> set[int]:
    """Who does not exist in a search; nobody looks for themself either."""
    own = set() if scope.viewer_id is None else {scope.viewer_id}
    return own | {int(one) for one in scope.excluded}


def speakable(text: str) -> str:
    """`text` without lone surrogates, which no index can hold."""
    return text.encode("utf-8", "replace").decode()


def _members(member_ids: "Iterable[int]") -> Query:
    return Query.term_set_query(LINES, "member", sorted({int(one) for one in member_ids}))


def _any_of(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _all_of(queries: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _phrase(sequence: tuple[tuple[int, str], ...]) -> Query:
    """Lines that hold the words in this order, themselves or in what they stand under."""
    fields: list[Query] = []
    for name in FIELDS:
        if len(sequence) == 1:
            fields.append(Query.term_query(LINES, name, sequence[0][1]))
        else:
            fields.append(Query.phrase_query(LINES, name, list(sequence)))
    return _any_of(fields)
