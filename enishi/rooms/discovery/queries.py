"""Reads. The first argument is the viewer, who must be in the house."""

from __future__ import annotations

from itertools import combinations, islice
from typing import TYPE_CHECKING

from django.utils import timezone

from enishi.engines.search import Demand, Filters, Order, Page, Scope
from enishi.ground.paging import UnreadableCursor, read_cursor, write_cursor
from enishi.rooms.approaches.queries import who_welcomes
from enishi.rooms.connections.queries import hidden_ids
from enishi.rooms.discovery.adapter import house_index, kept_words, passages_of
from enishi.rooms.discovery.models import IndexChange, Word
from enishi.rooms.discovery.types import Answer, Evidence, Found, HouseWord, Narrowed, Nearby
from enishi.rooms.network.queries import surroundings_of
from enishi.rooms.profiles.queries import entries_for, words_of
from enishi.rooms.profiles.types import LineRef

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from enishi.engines.search import Hit, Results
    from enishi.rooms.members.models import Member
    from enishi.rooms.network.queries import Surroundings
    from enishi.rooms.profiles.types import SeenEntry

__all__ = ["kept_words", "passages_of"]

PAGE_SIZE = 10
MOST_NEARBY = 3
MOST_NAMED = 5
#: How many smaller queries are tried: each is a search.
MOST_TRIES = 15
_EVERY_WORD = Demand(least=1.0)


def search(
    viewer: Member,
    query: str,
    *,
    narrowed: Narrowed | None = None,
    order: Order = Order.RELEVANCE,
    cursor: str = "",
    at: datetime,
) -> Answer:
    """Who knows: people with the lines that say so, best first.

    Three queries, and one more to leave out who is closed to what is asked.

    The index finds; every word that is shown was read again through the gate of profiles.
    On the first page also those whose name begins like the query.

    Raises
    ------
    UnreadableCursor
        `cursor` was not made by this function.
    """
    narrowed = narrowed or Narrowed()
    offset = _offset(cursor)
    around = surroundings_of(viewer)
    scope = _scope(viewer, around)
    index, words = house_index(), kept_words()
    named = [] if offset else index.people_named(query, scope, limit=MOST_NAMED)
    results = index.search(
        query,
        scope,
        filters=_filters(narrowed, at),
        page=Page(offset=offset, size=PAGE_SIZE),
        demand=Demand(on=timezone.localdate(at), order=order),
        house=words,
    )
    facets = index.facets(query, scope, house=words)
    end = offset + PAGE_SIZE
    return Answer(
        found=tuple(_found(viewer, around, results)),
        named=around.degrees(named),
        total=results.total,
        is_total_exact=results.is_total_exact,
        next_cursor=write_cursor(end) if end < results.total else "",
        degrees=facets.degrees,
        organizations={int(key): n for key, n in facets.organizations.items()},
        places=facets.places,
        words=results.words,
        read_as=results.read_as,
    )


def people_named(viewer: Member, beginning: str, *, limit: int = MOST_NAMED) -> list[int]:
    """Members one of whose names begins like this, in any script. One query."""
    scope = Scope(viewer_id=viewer.pk, excluded=hidden_ids(viewer.pk))
    return house_index().people_named(beginning, scope, limit=limit)


def nearby_queries(viewer: Member, words: tuple[str, ...]) -> list[Nearby]:
    """Smaller queries that somebody answers in full, the largest first. Two queries."""
    scope = _scope(viewer, surroundings_of(viewer))
    index, house = house_index(), kept_words()
    nearby: list[Nearby] = []
    for smaller in islice(_smaller(words), MOST_TRIES):
        query = " ".join(smaller)
        results = index.search(query, scope, page=Page(size=0), demand=_EVERY_WORD, house=house)
        if results.total:
            nearby.append(Nearby(query, results.total))
        if len(nearby) == MOST_NEARBY:
            break
    return nearby


def house_words() -> list[HouseWord]:
    """The words an operator taught the house, in their order of coming. One query."""
    return [word.said for word in Word.objects.order_by("pk")]


def index_lag() -> int | None:
    """How many changes the index has yet to follow; None when there is no index."""
    return IndexChange.objects.count() if house_index().exists else None


def count_findable() -> int | None:
    """How many people can be found so far while the first index is built; else None."""
    return house_index().count_growing()


def _scope(viewer: Member, around: Surroundings) -> Scope:
    return Scope(
        viewer_id=viewer.pk,
        connections=around.first,
        second_degree=around.second,
        excluded=hidden_ids(viewer.pk),
    )


def _filters(narrowed: Narrowed, at: datetime) -> Filters:
    return Filters(
        degrees=narrowed.degrees,
        organizations=frozenset(map(str, narrowed.organization_ids)),
        places=narrowed.places,
        language=narrowed.language,
        first_year=narrowed.first_year,
        last_year=narrowed.last_year,
        accepts=who_welcomes(narrowed.open_to, at=at),
    )


def _offset(cursor: str) -> int:
    offset = read_cursor(cursor) if cursor else 0
    if not isinstance(offset, int) or offset < 0:
        raise UnreadableCursor
    return offset


def _found(viewer: Member, around: Surroundings, results: Results) -> Iterator[Found]:
    """The hits, with the words that stand in the record now and that `viewer` may see."""
    wanted = {one.entry_id for hit in results.hits for one in hit.evidence}
    entries = entries_for(viewer, wanted)
    degrees = around.degrees(hit.member_id for hit in results.hits)
    for hit in results.hits:
        evidence = tuple(_readable(hit, entries))
        if evidence:
            degree = degrees[hit.member_id]
            yield Found(hit.member_id, degree, evidence, hit.parts, hit.is_related)


def _readable(hit: Hit, entries: dict[int, SeenEntry]) -> Iterator[Evidence]:
    """The lines of a hit that still read as they did when they were indexed."""
    for one in hit.evidence:
        line, entry = LineRef.parse(one.passage_id), entries.get(one.entry_id)
        if line is None or entry is None or entry.member_id != hit.member_id:
            continue
        if words_of(entry, line) == one.text:
            yield Evidence(line, entry, one.text, one.spans)


def _smaller(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Choices of fewer words, the larger ones first, and those of the foremost words."""
    for size in range(len(words) - 1, 0, -1):
        yield from combinations(words, size)
