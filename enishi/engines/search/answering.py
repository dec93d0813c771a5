"""One answer: who is in it, in what order they are looked at, and their best lines.

The people index says who answers, how many do, and roughly in what order. Two things can
put somebody in front whom it would not: one perfect line, and a line that only the
viewer's ties may see. Their owners are dealt in among the others. Then block after block
is put in exact order, so that pages follow one another without gap or repeat.
"""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING, Final

from enishi.engines.search.ranking import Ranking, hit_of
from enishi.engines.search.scoring import score
from enishi.engines.search.types import FARTHER, FIRST, SECOND, Facets, Filters, Order, Results

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from enishi.engines.search.lookup import Everybody, Lookup
    from enishi.engines.search.ranking import Ranked
    from enishi.engines.search.scoring import Statistics
    from enishi.engines.search.types import Demand, Page
    from enishi.engines.search.vectors import Likeness

#: Members put in exact order at a time, and lines looked at for them.
BLOCK: Final = 30
LINES: Final = 90
#: Members of good lines who are dealt in among the others.
DEALT: Final = 60
#: Lines looked through when it is the line that must pass the filters.
LINES_FILTERED: Final = 2_000
#: People who are shown for the meaning of a line alone, and how near it must come.
RELATED, RELATED_FROM = 10, 0.3
#: Asks for the degree of everybody, and leaves nobody out.
ANY_DEGREE: Final = Filters(degrees=frozenset({FIRST, SECOND, FARTHER}))


@dataclass(frozen=True)
class Answer:
    """The answer to one query of one viewer.

    `strict` asks for as many words as the demand says; `lookup` for fewer, where few answer.
    """

    strict: "Lookup"
    filters: Filters
    demand: "Demand"
    likeness: "Likeness | None" = None

    def page(self, page: "Page") -> Results:
        """The hits of one page, and how many there are in all."""
        members, total, is_exact = self._in_order()
        hits = [hit_of(one, self.lookup.reading) for one in self._placed(members, page)]
        return Results(
            hits=tuple(hits),
            total=total,
            is_total_exact=is_exact,
            is_loosened=self.lookup.fewer > 0,
        )

    def facets(self) -> Facets:
        """What each choice would leave, before any is chosen."""
        scope, everybody = self.strict.scope, self.lookup.everybody(ANY_DEGREE)
        degrees = Counter(map(scope.degree_of, everybody.foremost))
        if not everybody.is_complete:
            # Too many to be looked at one by one: who is left is farther than the 2nd.
            degrees[FARTHER] += self._everybody.total - everybody.total
        choices = self.lookup.choices()
        # Who answers by narrow lines only is counted by what those lines say.
        degrees.update(one.degree for one in self._added_ranked)
        theirs = Counter(choices["organizations"])
        for one in self._added_ranked:
            theirs.update({line.card.organization_key for line in one.lines} - {""})
        return Facets(
            degrees={degree: count for degree, count in sorted(degrees.items()) if count},
            organizations=dict(theirs.most_common()),
            places=choices["places"],
            industries=choices["industries"],
        )

    def _in_order(self) -> tuple["Sequence[int]", int, bool]:
        """Members in the order they are looked at, their number, and whether it is exact."""
        if self.filters.are_about_lines:
            owners = self.lookup.by_lines(self.filters, most=LINES_FILTERED)
            members = [*self._matching(owners), *self._added]
            is_exact = len(owners) < LINES_FILTERED
            return self._nearest_first(members), len(members), is_exact
        everybody, added = self._everybody, self._added
        theirs = self._matching(self.lookup.by_lines(self.filters)[:DEALT])
        dealt = _dealt(added, theirs)
        related = self._related
        dealt = _dealt(dealt, related)
        members = [one for one in _dealt(everybody.foremost, dealt) if self._is_in(one)]
        gone = len(self._matching(self._left_out))
        total = everybody.total + len({*added, *related}) - gone
        return self._nearest_first(members), total, everybody.is_counted

    @property
    def lookup(self) -> "Lookup":
        """What is asked: as many of the words as enough people answer."""
        return self._asked[0]

    @property
    def _everybody(self) -> "Everybody":
        return self._asked[1]

    @cached_property
    def _asked(self) -> "tuple[Lookup, Everybody]":
        lookup = self.strict
        everybody = lookup.everybody(self.filters)
        for fewer in range(lookup.needed - 1, 0, -1):
            if everybody.total >= self.demand.enough:
                break
            lookup = replace(lookup, fewer=fewer, telling=self._statistics.telling)
            everybody = lookup.everybody(self.filters)
        return lookup, everybody

    def _matching(self, members: "Iterable[int]") -> list[int]:
        return self.lookup.matching(self._everybody, self.filters, members)

    @property
    def _added(self) -> list[int]:
        return [one.member_id for one in self._added_ranked]

    @cached_property
    def _added_ranked(self) -> "list[Ranked]":
        """Who answers by lines only their ties may see, alone or with their open ones."""
        owners = self.lookup.in_circle(self.filters)[:DEALT]
        known = set(self._matching(owners))
        owners = [one for one in owners if one not in known and self._is_in(one)]
        needed = self.lookup.fewer or self.lookup.needed
        ranked = self._ranked(owners, most=2 * LINES) if owners else []
        return [one for one in ranked if len(one.covered) >= needed]

    @cached_property
    def _related(self) -> list[int]:
        """Whom the meaning of a line brings here, and the words alone would not."""
        # Whoever quotes a phrase, or wants a language or years, asks for words.
        if self.likeness is None or self.lookup.reading.phrases:
            return []
        nearest = self.likeness.foremost(self.lookup.sees, most=RELATED)
        near = self.likeness.of(nearest, self.lookup.sees)
        nearest = [one for one in nearest if near[one].likeness >= RELATED_FROM]
        known = {*self._matching(nearest), *self._added}
        passing = self.lookup.passing(self.filters, nearest)
        return [one for one in nearest if one in passing and one not in known]

    @cached_property
    def _left_out(self) -> frozenset[int]:
        return self.lookup.without()

    def _is_in(self, member_id: int) -> bool:
        return member_id not in self._left_out

    def _nearest_first(self, members: list[int]) -> "Sequence[int]":
        if self.demand.order is Order.NEARNESS:
            return sorted(members, key=self.lookup.scope.degree_of)
        return members

    def _placed(self, members: "Sequence[int]", page: "Page") -> "Iterable[Ranked]":
        """The members of one page, in exact order."""
        first = page.offset // BLOCK
        last = (page.offset + page.size - 1) // BLOCK
        blocks = (
            self._ranked(members[block * BLOCK : (block + 1) * BLOCK], most=LINES)
            for block in range(first, last + 1)
        )
        start = page.offset - first * BLOCK
        return islice(chain.from_iterable(blocks), start, start + page.size)

    def _ranked(self, members: "Sequence[int]", *, most: int) -> "list[Ranked]":
        reading, statistics = self.lookup.reading, self._statistics
        ranking = Ranking(reading, statistics, self.lookup.scope, self.demand)
        cards = self.lookup.cards(self.filters, members, most=most)
        near = self.likeness.of(members, self.lookup.sees) if self.likeness else {}
        # A line that is near in meaning need not have a word of the question.
        worded = {card.member_id for card in cards}
        cards += self.lookup.cards_named(
            {one: near[one].passage_id for one in near.keys() - worded}
        )
        return ranking.of((score(card, reading, statistics) for card in cards), near)

    @cached_property
    def _statistics(self) -> "Statistics":
        return self.strict.statistics()


def _dealt(some: "Iterable[int]", others: "Iterable[int]") -> list[int]:
    """One of each by turns, everybody once."""
    pairs = zip_longest(some, others)
    return list(dict.fromkeys(one for pair in pairs for one in pair if one is not None))
