"""The search index: many read it, one writes it, and it can always be built anew."""

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, Self

from tantivy import Occur, Query

from enishi.engines.search import storage
from enishi.engines.search.answering import Answer
from enishi.engines.search.gates import absent_from
from enishi.engines.search.lookup import Lookup
from enishi.engines.search.preparing import END, speakable
from enishi.engines.search.reading import read
from enishi.engines.search.storage import NAMES, VECTORS, Generation
from enishi.engines.search.types import Demand, Facets, Filters, Page, Results
from enishi.engines.search.vectors import VectorOf, VectorStore
from enishi.engines.search.writer import Writer
from enishi.engines.text import fold_name, language_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tantivy import Searcher

    from enishi.engines.search.meaning import Embedder
    from enishi.engines.search.paraphrases import HouseWords
    from enishi.engines.search.preparing import PreparedMember
    from enishi.engines.search.reading import Reading
    from enishi.engines.search.types import Scope
    from enishi.engines.search.vectors import Likeness


#: Outweighs whatever a beginning alone scores.
EXACTLY: Final = 1_000.0
#: More than any name, less than that: so who is near is among the thousand that are looked at.
NEAR: Final = 100.0


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

    def __init__(self, path: Path, embedder: "Embedder | None" = None) -> None:
        self.path = path
        self._embedder = embedder
        self._vectors: VectorStore | None = None
        self._lock = Lock()
        self._generation: Generation | None = None
        self._stamp: tuple[int, ...] = ()
        self._counts: dict[tuple[str, str], int] = {}

    @classmethod
    def open(cls, path: str | Path, embedder: "Embedder | None" = None) -> Self:
        """The index in the folder `path`; a folder without one answers with nothing.

        With an `embedder` people are found by meaning as well, as far as their lines have
        been read for it (`read_meanings`).
        """
        return cls(Path(path), embedder)

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
        with Writer(Generation.at(folder), self._store_in(folder)) as writer:
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
        house: "HouseWords" = (),
    ) -> Results:
        """Who knows: members with the lines that say so, best first.

        What `scope` hides takes part in nothing: neither matches, nor word statistics, nor
        counts, nor facets. Any string is a query; none raises.
        """
        filters, page, demand = filters or Filters(), page or Page(), demand or Demand()
        reading = read(query, house)
        lookup = self._lookup(reading, scope, demand)
        results = Results()
        if lookup:
            likeness = self._likeness(reading.text)
            results = Answer(lookup, filters, demand, likeness).page(page)
        words = tuple(word.text for word in reading.words)
        return replace(results, words=words, read_as=reading.read_as)

    def facets(
        self,
        query: str,
        scope: "Scope",
        *,
        demand: Demand | None = None,
        house: "HouseWords" = (),
    ) -> Facets:
        """How many members each choice of a filter would leave, before any is chosen."""
        demand = demand or Demand()
        lookup = self._lookup(read(query, house), scope, demand)
        return Answer(lookup, Filters(), demand).facets() if lookup else Facets()

    def _lookup(self, reading: "Reading", scope: "Scope", demand: Demand) -> Lookup | None:
        generation = self._fresh()
        if generation is None or not reading.clues:
            return None
        return Lookup(
            generation.people.searcher(),
            generation.open.searcher(),
            generation.narrow.searcher(),
            reading,
            scope,
            reading.needed(demand.least),
            self._counts,
        )

    def _likeness(self, question: str) -> "Likeness | None":
        if self._embedder is None or self._vectors is None:
            return None
        vector = self._embedder.queries([question])[0]
        return self._vectors.asked(vector, language_of(question))

    @property
    def reads_meanings(self) -> bool:
        """Whether people are found by meaning as well."""
        return self._embedder is not None

    def unread(self) -> list[int]:
        """Members whose lines nobody has read for their meaning yet, the newest last."""
        generation = self._fresh()
        if generation is None or self._vectors is None:
            return []
        known = self._vectors.known()
        owners = {
            int(member)
            for searcher in (generation.people.searcher(), generation.narrow.searcher())
            if searcher.num_docs
            for member in _everyone(searcher)
        }
        return sorted(owners - known)

    def read_meanings(self, members: "Sequence[PreparedMember]") -> None:
        """Read lines for their meaning; only the one writer may. Some 50 ms a line."""
        if self._fresh() is None or self._vectors is None or self._embedder is None:
            return
        texts = [(one.member_id, text) for one in members for text in one.texts]
        vectors = self._embedder.passages([text.text for _member, text in texts])
        rows = [
            VectorOf(member_id, text.passage_id, text.language, text.visibility, vector)
            for (member_id, text), vector in zip(texts, vectors, strict=True)
        ]
        self._vectors.put([one.member_id for one in members], rows)

    def people_named(self, beginning: str, scope: "Scope", *, limit: int = 5) -> list[int]:
        """Members one of whose names begins like this, in any script.

        Whose name it is exactly comes first, then who stands nearest to the viewer, then who
        came first to the house. Where more than a thousand names begin so, everybody at one
        step is among them; others may be left out.
        """
        key = speakable(fold_name(beginning[:40]))[:20]
        generation = self._fresh()
        if generation is None or not key:
            return []
        absent = sorted(absent_from(scope))
        exactly = Query.term_query(NAMES, "prefix", f"{key}{END}", index_option="basic")
        near = Query.term_set_query(NAMES, "member", [int(one) for one in scope.connections])
        query = Query.boolean_query(
            [
                (Occur.Must, Query.term_query(NAMES, "prefix", key, index_option="basic")),
                (Occur.Should, Query.const_score_query(exactly, EXACTLY)),
                (Occur.Should, Query.const_score_query(near, NEAR)),
                (Occur.MustNot, Query.term_set_query(NAMES, "member", absent)),
            ]
        )
        searcher = generation.names.searcher()
        hits = searcher.search(query, 1_000, count=False).hits
        members = searcher.fast_field_values("member", [address for _score, address in hits])
        scored = zip(members, (score for score, _address in hits), strict=True)
        placed = [
            (score < EXACTLY, scope.degree_of(int(one)), int(one))
            for one, score in scored
            if one is not None
        ]
        return [one for _later, _degree, one in sorted(placed)[:limit]]

    def _fresh(self) -> Generation | None:
        """The generation in use, as of the last commit of the writer."""
        with self._lock:
            while (folder := storage.current_generation(self.path)) is not None:
                try:
                    return self._follow(folder)
                except (OSError, ValueError):
                    # A rebuild removes what it replaces: perhaps since its name was read.
                    if storage.current_generation(self.path) == folder:
                        raise
            return None

    def _follow(self, folder: Path) -> Generation:
        if self._generation is None or self._generation.folder != folder:
            opened = Generation.at(folder)
            if storage.current_generation(self.path) != folder:
                raise FileNotFoundError(folder)  # opened anew after it was removed: empty
            self._generation = opened
            self._vectors = self._store_in(folder)
            self._stamp = opened.stamp()
            self._counts = {}
        elif (stamp := self._generation.stamp()) != self._stamp:
            for part in storage.PARTS:
                getattr(self._generation, part).reload()
            self._stamp = stamp
            self._counts = {}
        return self._generation

    def _store_in(self, folder: Path) -> VectorStore | None:
        if self._embedder is None:
            return None
        # Under the model's name: vectors of another model mean nothing to this one.
        where = folder / VECTORS / self._embedder.name
        return VectorStore(where, self._embedder.dimensions)


def _everyone(searcher: "Searcher") -> "list[int]":
    hits = searcher.search(Query.all_query(), searcher.num_docs, count=False).hits
    members = searcher.fast_field_values("member", [address for _score, address in hits])
    return [int(member) for member in members if member is not None]
