"""From a reading to tantivy: who answers, for whom it may be asked, and their best lines."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from tantivy import Occur, Query

from enishi.engines.search.cards import Card
from enishi.engines.search.clues import WEIGHT_LEXICON, finding, weight_of
from enishi.engines.search.gates import (
    absent_from,
    all_of,
    any_of,
    clue_query,
    count_in,
    counted,
    line_gates,
    member_gates,
    of_members,
    phrase_query,
    row_query,
    unscored,
    who_passes,
)
from enishi.engines.search.preparing import HERE
from enishi.engines.search.scoring import Statistics, importance
from enishi.engines.search.storage import KEYS, LINES, PEOPLE, PUBLIC
from enishi.engines.search.types import FIRST, SECOND, Filters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import tantivy

    from enishi.engines.search.clues import Clue
    from enishi.engines.search.reading import Reading
    from enishi.engines.search.types import Scope

#: Lines looked at to find people whom their whole record would not put in front.
MOST_LINES: Final = 120
#: How far an answer can be read, and how far it is when each member must pass a set.
DEEPEST: Final = 1_000
DEEPEST_FILTERED: Final = 20_000
#: Lines looked through to find the one that is near in meaning.
LINES_OF_RELATED: Final = 200
#: Up to so many ties are handed to the index as a set.
SMALL_CIRCLE: Final = 5_000
#: Who sees the lines of a narrow visibility.
SEEN_WITHIN: Final = {
    "connections": frozenset({FIRST}),
    "second_degree": frozenset({FIRST, SECOND}),
}
#: Choices of a filter that are counted.
MOST_CHOICES: Final = 60


@dataclass(frozen=True)
class Everybody:
    """Who answers: the foremost of them, roughly in order, and how many there are.

    Attributes
    ----------
    is_complete
        Whether nobody is missing among the foremost.
    is_counted
        Whether `total` is their number; if not, there are more.
    """

    foremost: tuple[int, ...]
    total: int
    is_complete: bool
    is_counted: bool

    @cached_property
    def known(self) -> frozenset[int]:
        """The foremost, to ask for."""
        return frozenset(self.foremost)


@dataclass(frozen=True, slots=True)
class Lookup:
    """One query of one viewer, on one state of the index.

    Who answers has `needed` of the words; or `fewer`, if any, and a `telling` slot.
    `counts` remembers how many people have a word, for as long as that state lasts, and
    `built` the queries of these words.
    """

    people: "tantivy.Searcher"
    open: "tantivy.Searcher"
    narrow: "tantivy.Searcher"
    reading: "Reading"
    scope: "Scope"
    needed: int
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    fewer: int = 0
    telling: tuple[int, ...] = ()
    built: dict[str, Query] = field(default_factory=dict)

    def statistics(self) -> Statistics:
        """How many people have the query's words in open lines; hidden ones are not asked."""
        everybody = self._count((HERE,))
        loose: dict[tuple[str, ...], float] = {
            clue.terms: importance(everybody, self._count(clue.terms))
            for clues in self.reading.clues
            for clue in clues
            if clue.is_loose and len(clue.terms) == 1
        }
        says = tuple(
            weight_of(clues[0].terms[0]) * importance(everybody, self._holding(clues))
            for clues in self.reading.clues
        )
        return Statistics(says, rarest=importance(everybody, 1), loose=loose)

    def everybody(self, filters: Filters) -> Everybody:
        """Everybody whose open lines answer enough of the words."""
        query = self._answering(filters)
        keeps = who_passes(filters, self.scope)
        most = DEEPEST if keeps is None else DEEPEST_FILTERED
        result = self.people.search(query, most, count=True)
        found, total = self._members(self.people, result.hits), count_in(result)
        if keeps is None:
            return Everybody(found, total, total <= most, is_counted=True)
        kept = tuple(filter(keeps, found))
        return Everybody(kept, len(kept), total <= most, is_counted=total <= most)

    def matching(
        self, everybody: Everybody, filters: Filters, members: "Iterable[int]"
    ) -> list[int]:
        """Those of `members` whose open lines answer enough of the words, in their order."""
        members = list(dict.fromkeys(members))
        known = everybody.known
        unknown = [one for one in members if one not in known]
        if not everybody.is_complete and unknown:
            query = Query.boolean_query(
                [
                    (Occur.Must, self._answering(filters)),
                    (Occur.Must, unscored(of_members(PEOPLE, unknown))),
                ]
            )
            hits = self.people.search(query, len(unknown), count=False).hits
            keeps = who_passes(filters, self.scope)
            known = known | set(filter(keeps, self._members(self.people, hits)))
        return [one for one in members if one in known]

    def choices(self) -> dict[str, dict[str, int]]:
        """How many who answer have each organization, each place and each industry."""
        wanted = {
            name: {"terms": {"field": f"{self._seen}{name}", "size": MOST_CHOICES}}
            for name in KEYS
        }
        found = self.people.aggregate(self._answering(Filters()), wanted)
        return {name: counted(found[name]) for name in KEYS}

    def by_lines(self, filters: Filters, *, most: int = MOST_LINES) -> list[int]:
        """Members with the best open lines, the best first."""
        if not self.open.num_docs:
            return []
        query = self._lines([*self._open_gates(), *line_gates(filters)])
        return self._by_best_line(self.open, query, most)

    def in_circle(self, filters: Filters) -> list[int]:
        """Members with lines that only the viewer's ties may see, the best first."""
        gates = [*line_gates(filters), *member_gates(LINES, filters)]
        passes = who_passes(filters, self.scope)
        owners = self._near(self._lines(gates), most=MOST_LINES)
        return [one for one in owners if passes is None or passes(one)]

    def without(self) -> frozenset[int]:
        """Who has an excluded word in a line that only the viewer's ties may see."""
        if not self.reading.excluded:
            return frozenset()
        words = [phrase_query(LINES, "words", one) for one in self.reading.excluded]
        return frozenset(self._near(any_of(words), most=self.narrow.num_docs))

    def cards(self, filters: Filters, members: "Iterable[int]", *, most: int) -> list[Card]:
        """The best lines of `members`, at most `most` open and as many narrow ones."""
        members = set(members)
        found: list[Card] = []
        for searcher, gates in (
            (self.open, [*self._open_gates(), of_members(LINES, members)]),
            (self.narrow, self._circle(members)),
        ):
            if not gates or not searcher.num_docs or not members:
                continue
            query = self._lines([*gates, *line_gates(filters)])
            hits = searcher.search(query, most, count=False).hits
            found.extend(
                Card.from_bytes(bytes(searcher.doc(address)["card"][0]))
                for _score, address in hits
            )
        return found

    def cards_named(self, passages: dict[int, str]) -> list[Card]:
        """One line of each member, by its name; without the words of the query."""
        found: list[Card] = []
        for searcher in (self.open, self.narrow):
            if not passages or not searcher.num_docs:
                continue
            query = of_members(LINES, passages)
            hits = searcher.search(query, LINES_OF_RELATED * len(passages), count=False).hits
            cards = (
                Card.from_bytes(bytes(searcher.doc(address)["card"][0]))
                for _score, address in hits
            )
            found.extend(c for c in cards if passages[c.member_id] == c.passage_id)
        return found

    def passing(self, filters: Filters, members: "Iterable[int]") -> set[int]:
        """Those of `members` who pass the filters and have no excluded word."""
        members, passes = set(members), who_passes(filters, self.scope)
        if not members or filters.are_about_lines:
            return set()
        if not (filters.are_about_keys or self.reading.excluded):
            return set(filter(passes, members))
        query = Query.boolean_query(
            [(Occur.Must, of_members(PEOPLE, members)), *self._gates(filters)]
        )
        hits = self.people.search(query, len(members), count=False).hits
        return set(filter(passes, self._members(self.people, hits)))

    def sees(self, member_id: int, visibility: str) -> bool:
        """Whether the viewer sees lines of this visibility of this member."""
        scope = self.scope
        if member_id == scope.viewer_id or member_id in scope.excluded:
            return False
        if scope.viewer_id is None:
            return visibility == "everyone"
        degrees = SEEN_WITHIN.get(visibility)
        return degrees is None or scope.degree_of(member_id) in degrees

    def _near(self, query: Query, *, most: int) -> list[int]:
        """Owners of narrow lines that `query` finds and the viewer may see, the best first."""
        scope = self.scope
        if not (scope.connections or scope.second_degree) or not self.narrow.num_docs:
            return []
        found: dict[int, float] = {}
        for visibility in SEEN_WITHIN:
            for one, points in self._nearest_by(query, visibility, most).items():
                found[one] = max(points, found.get(one, 0.0))
        return sorted(found, key=lambda one: (-found[one], one))[:most]

    def _nearest_by(self, query: Query, visibility: str, most: int) -> dict[int, float]:
        """The best `most` of the circle by lines of one visibility, with what they score."""
        circle = set(self.scope.connections)
        circle |= set(self.scope.second_degree) if visibility == "second_degree" else set()
        circle -= absent_from(self.scope)
        gates = [Query.term_query(LINES, "visibility", visibility, index_option="basic")]
        is_small = len(circle) <= SMALL_CIRCLE
        if is_small:
            gates.append(of_members(LINES, circle))
        near = Query.boolean_query(
            [*((Occur.Must, unscored(gate)) for gate in gates), (Occur.Must, query)]
        )
        found: dict[int, float] = {}
        # Deeper until there are enough of the circle: lines that the viewer may not see must
        # not decide, by standing in front, what they find.
        for depth in (most if is_small else 30 * most, self.narrow.num_docs):
            hits = self.narrow.search(near, max(1, depth), count=False).hits
            owners = self._members(self.narrow, hits)
            for (points, _at), one in zip(hits, owners, strict=True):
                if one in circle:
                    found[one] = max(points, found.get(one, 0.0))
            if len(found) >= most or len(hits) < depth:
                break
        return found

    def _answering(self, filters: Filters) -> Query:
        """People who answer at least so many of the words and pass the filters."""
        words = [
            (Occur.Should, self._word(word.slots, word.needed)) for word in self.reading.words
        ]
        ways = [Query.boolean_query(words, max(1, self.needed))]
        if self.fewer:
            said = unscored(any_of([self._said(slot) for slot in self.telling]))
            ways.append(all_of([Query.boolean_query(words, self.fewer), said]))
        clauses = [(Occur.Must, Query.disjunction_max_query(ways))]
        clauses += [
            (Occur.Must, unscored(phrase_query(PEOPLE, self._field, phrase)))
            for phrase in self.reading.phrases
        ]
        return Query.boolean_query([*clauses, *self._gates(filters)])

    def _gates(self, filters: Filters) -> "Iterator[tuple[Occur, Query]]":
        """Who exists, has no excluded word and passes the filters."""
        for phrase in self.reading.excluded:
            yield Occur.MustNot, phrase_query(PEOPLE, self._field, phrase)
        for gate in member_gates(PEOPLE, filters, self._seen):
            yield Occur.Must, unscored(gate)
        absent = absent_from(self.scope)
        if absent:
            yield Occur.MustNot, of_members(PEOPLE, absent)

    def _word(self, slots: tuple[int, ...], needed: int) -> Query:
        ways = [(Occur.Should, self._said(slot)) for slot in slots]
        return ways[0][1] if len(ways) == 1 else Query.boolean_query(ways, needed)

    def _said(self, slot: int) -> Query:
        return self._built(f"slot {slot}", lambda: self._said_by(slot))

    def _said_by(self, slot: int) -> Query:
        clues = finding(self.reading.clues[slot])
        ways = [clue_query(PEOPLE, self._field, clue) for clue in clues]
        return Query.disjunction_max_query(ways)

    def _lines(self, gates: "Iterable[Query]") -> Query:
        """Lines with any of the words. Without gates tantivy skips what cannot come first."""
        words = self._built("lines", self._words_of_lines)
        clauses = [(Occur.Must, unscored(gate)) for gate in gates]
        if self.reading.phrases and len(self.reading.phrases) == len(self.reading.words):
            # Nothing but quotations: a line with their words apart proves nothing.
            phrases = [phrase_query(LINES, "words", one) for one in self.reading.phrases]
            clauses.append((Occur.Must, unscored(any_of(phrases))))
        return Query.boolean_query([*clauses, (Occur.Must, words)]) if clauses else words

    def _words_of_lines(self) -> Query:
        """Lines with any of the words, and no rows of them that are asked for one by one."""
        clues = {clue.terms: clue for ways in self.reading.clues for clue in ways}
        ways = [one for one in clues.values() if len(one.terms) == 1 or not one.is_loose]
        return any_of([clue_query(LINES, "words", clue) for clue in ways])

    def _built(self, name: str, build: "Callable[[], Query]") -> Query:
        """A query that several lookups ask for; building one takes longer than asking it."""
        if name not in self.built:
            self.built[name] = build()
        return self.built[name]

    def _by_best_line(self, searcher: "tantivy.Searcher", query: Query, most: int) -> list[int]:
        hits = searcher.search(query, most, count=False).hits
        absent = absent_from(self.scope)
        members = dict.fromkeys(self._members(searcher, hits))
        return [member for member in members if member not in absent]

    def _members(self, searcher: "tantivy.Searcher", hits: "Iterable[Any]") -> tuple[int, ...]:
        addresses = [address for _score, address in hits]
        members = searcher.fast_field_values("member", addresses)
        return tuple(int(member) for member in members if member is not None)

    @property
    def _seen(self) -> str:
        """Before the names of fields: a guest is told only of what everyone may see."""
        return PUBLIC if self.scope.viewer_id is None else ""

    @property
    def _field(self) -> str:
        return f"{self._seen}words"

    def _open_gates(self) -> list[Query]:
        if self.scope.viewer_id is None:
            return [Query.term_query(LINES, "visibility", "everyone")]
        return []

    def _circle(self, members: "set[int]") -> list[Query]:
        """Lines of `members` that the viewer's ties open to them; none when there are none."""
        scope = self.scope
        if scope.viewer_id is None:
            return []
        ways = []
        for visibility, degrees in SEEN_WITHIN.items():
            theirs = [one for one in members if scope.degree_of(one) in degrees]
            if theirs:
                gate = Query.term_query(LINES, "visibility", visibility, index_option="basic")
                ways.append(all_of([gate, of_members(LINES, theirs)]))
        return [any_of(ways)] if ways else []

    def _holding(self, clues: "tuple[Clue, ...]") -> int:
        exact = (clue for clue in clues if clue.weight >= WEIGHT_LEXICON and not clue.is_loose)
        return max(self._count(clue.terms) for clue in exact)

    def _count(self, terms: tuple[str, ...]) -> int:
        known = (self._field, " ".join(terms))
        if known not in self.counts:
            query = row_query(PEOPLE, self._field, terms)
            # Not doc_freq: it still counts what was taken out since the last merge.
            self.counts[known] = count_in(self.people.search(query, 1, count=True))
        return self.counts[known]
