"""The search index: many read it, one writes it, and it can always be built anew."""

from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, Self

from tantivy import Occur, Query

from enishi.engines.search import storage
from enishi.engines.search.lookup import Lookup, absent_from, speakable
from enishi.engines.search.ranking import answering, facets_of, hit_of, rank
from enishi.engines.search.reading import read
from enishi.engines.search.scoring import score
from enishi.engines.search.storage import NAMES, Generation
from enishi.engines.search.types import Demand, Filters, Page, Results
from enishi.engines.search.writer import Writer
from enishi.engines.text import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from enishi.engines.search.cards import Card
    from enishi.engines.search.ranking import Ranked
    from enishi.engines.search.scoring import Scored
    from enishi.engines.search.types import Scope

#: Members whose other lines are fetched before the final order is made.
COMPLETED: Final = 30


class SearchIndex:
    """An index in a folder. Safe to share between threads; each process opens its own.

    Examples
    --------
    >>> import tempfile
    >>> from enishi.engines.search import Passage, Scope, SearchIndex
    >>> index = SearchIndex.open(tempfile.mkdtemp())
    >>> with index.writer() as writer:
    ...     line = Passage(passage_id="1", member_id=7, text="求人広告の営業を統括")
    ...     writer.replace_member(7, [line])
    >>> [hit.member_id for hit in index.search("job ad sales", Scope(viewer_id=1)).hits]
    [7]
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._generation: Generation | None = None
        self._stamp: tuple[int, ...] = ()

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """The index in the folder `path`; a folder without one answers with nothing."""
        return cls(Path(path))

    @property
    def exists(self) -> bool:
        """Whether there is a whole index here that this code can read."""
        folder = storage.current_generation(self.path)
        return folder is not None and not storage.is_growing(folder)

    def count_growing(self) -> int | None:
        """How many people can be found so far; None unless a first index is being built."""
        folder = storage.current_generation(self.path)
        if folder is None or not storage.is_growing(folder):
            return None
        generation = self._fresh()
        return generation.names.searcher().num_docs if generation else 0

    def count_lines(self) -> int:
        """How many lines are kept, open and narrow."""
        generation = self._fresh()
        if generation is None:
            return 0
        return generation.open.searcher().num_docs + generation.narrow.searcher().num_docs

    @contextmanager
    def writer(self) -> "Iterator[Writer]":
        """The one writer; commits at the end, and makes the index if there is none.

        Raises
        ------
        WriterBusy
            Another process is writing.
        """
        folder = storage.current_generation(self.path)
        if folder is None:
            with self.rebuild() as writer:
                yield writer
            return
        with Writer(Generation.at(folder)) as writer:
            yield writer

    @contextmanager
    def rebuild(self) -> "Iterator[Writer]":
        """A writer into an empty index that takes the old one's place at the end.

        Until then, and if it fails, everybody reads the old one. Where there is none, the
        new one is read while it grows: each commit lets more people be found.
        """
        is_first = not self.exists
        folder = storage.new_generation(self.path)
        generation = Generation.at(folder)
        if is_first:
            storage.start_growing(folder)
            storage.make_current(self.path, folder)
        with Writer(generation) as writer:
            yield writer
        if is_first:
            storage.end_growing(folder)
        else:
            storage.make_current(self.path, folder)

    def search(
        self,
        query: str,
        scope: "Scope",
        *,
        filters: Filters | None = None,
        page: Page | None = None,
        demand: Demand | None = None,
    ) -> Results:
        """Who knows: members with the lines that say so, best first.

        What `scope` hides takes part in nothing: neither matches, nor word statistics, nor
        counts, nor facets. Any string is a query; none raises.
        """
        filters, page, demand = filters or Filters(), page or Page(), demand or Demand()
        reading = read(query)
        generation = self._fresh()
        words = tuple(word.text for word in reading.words)
        if generation is None or not reading.clues:
            return Results(words=words, read_as=reading.read_as)
        lookup = Lookup(
            generation.open.searcher(), generation.narrow.searcher(), reading, scope
        )
        everybody, is_exact = _answer(lookup, Filters(), demand)
        facets = facets_of(everybody, scope)
        if filters:
            everybody, is_exact = _answer(lookup, filters, demand)
        wanted = everybody[page.offset : page.offset + page.size]
        return Results(
            hits=tuple(hit_of(one, reading, scope) for one in wanted),
            total=len(everybody),
            is_total_exact=is_exact,
            facets=facets,
            words=words,
            read_as=reading.read_as,
        )

    def people_named(self, beginning: str, scope: "Scope", *, limit: int = 5) -> list[int]:
        """Members one of whose names begins like this, in any script; oldest first."""
        key = speakable(fold_name(beginning[:40]))[:20]
        generation = self._fresh()
        if generation is None or not key:
            return []
        absent = sorted(absent_from(scope))
        query = Query.boolean_query(
            [
                (Occur.Must, Query.term_query(NAMES, "prefix", key)),
                (Occur.MustNot, Query.term_set_query(NAMES, "member", absent)),
            ]
        )
        searcher = generation.names.searcher()
        hits = searcher.search(query, 1_000, count=False).hits
        members = searcher.fast_field_values("member", [address for _score, address in hits])
        return sorted(int(one) for one in members if one is not None)[:limit]

    def _fresh(self) -> Generation | None:
        """The generation in use, as of the last commit of the writer."""
        with self._lock:
            folder = storage.current_generation(self.path)
            if folder is None:
                return None
            if self._generation is None or self._generation.folder != folder:
                self._generation = Generation.at(folder)
                self._stamp = self._generation.stamp()
            elif (stamp := self._generation.stamp()) != self._stamp:
                for part in storage.PARTS:
                    getattr(self._generation, part).reload()
                self._stamp = stamp
            return self._generation


def _answer(lookup: Lookup, filters: Filters, demand: Demand) -> "tuple[list[Ranked], bool]":
    """Everybody who answers, in order, and whether there can be nobody else."""
    statistics = lookup.statistics()
    scored: dict[str, Scored] = {}

    def ranked(cards: "Iterable[Card]") -> "list[Ranked]":
        for card in cards:
            if card.passage_id not in scored:
                scored[card.passage_id] = score(card, lookup.reading, statistics)
        return rank(scored.values(), lookup.reading, statistics, lookup.scope, demand)

    found = lookup.candidates(filters)
    members = ranked(found.cards)
    if not found.is_complete:
        # The candidates hold a member's best lines, but maybe not those that answer the
        # other words: before the order is final, the foremost are looked at again.
        foremost = [one.member_id for one in members[:COMPLETED]]
        members = ranked(lookup.candidates(filters, of=foremost).cards)
    return answering(members, lookup.reading, demand.least), found.is_complete
