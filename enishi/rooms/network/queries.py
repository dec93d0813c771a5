"""Reads: how far people are apart, through whom, and whom they share.

Exact at every request: see `snapshot`. Degrees are those of the connections themselves, as
visibility counts them (`connections.within_second_degree_of`). Names are another matter: a
member stands on a path, or is named as mutual, only while they are in the house, agree to be
shown in threads, and no block stands between them and the viewer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.utils import timezone

from enishi.engines import graph as engine
from enishi.engines.graph.links import Around, Sight
from enishi.rooms.connections.queries import (
    has_ties,
    hidden_from,
    names_every_change_since,
    newest_tie_change,
    trail_of,
)
from enishi.rooms.members.queries import not_on_paths, shown_in_threads
from enishi.rooms.network import files
from enishi.rooms.network.snapshot import current_graph
from enishi.rooms.network.types import Degree, MemberIds, Reach, Shared, SnapshotState, Tie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from enishi.rooms.members.models import Member

#: Among so many equally short paths, one that everybody on it agrees to show is looked for.
PATHS_CONSIDERED = 200
#: So many neighbours of the 2nd degree are looked at to count the 3rd.
WAYS_COUNTED = 2_000_000
_DEGREES = {
    -1: Degree.BEYOND,
    0: Degree.SELF,
    1: Degree.FIRST,
    2: Degree.SECOND,
    3: Degree.THIRD,
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Who stands one and two steps from a viewer, and how far anybody else is."""

    viewer_id: int
    first: MemberIds
    second: MemberIds
    graph: engine.Graph

    def degrees(self, member_ids: Iterable[int]) -> dict[int, Degree]:
        """The degree of each of `member_ids`. No query."""
        ids = list(member_ids)
        hops = engine.distances_from(self.graph, self.viewer_id, ids)
        return {pk: _DEGREES[hop] for pk, hop in zip(ids, hops.tolist(), strict=True)}

    def reach(self) -> Reach:
        """How many people are 1, 2 and 3 steps away. No query."""
        third, is_exact = engine.count_third(
            self.graph, self.viewer_id, self.second.array, WAYS_COUNTED
        )
        return Reach(len(self.first), len(self.second), third, is_exact)

    def nearest(self) -> list[int]:
        """The connections, those first with whom most is shared. No query."""
        row = self.first.array
        if not len(row):
            return []
        ties = self.graph.ties(self.viewer_id).astype(np.int64)
        order: list[int] = row[np.lexsort((row, self.graph.counts(row), -ties))].tolist()
        return order


def degrees_for(viewer: Member, member_ids: Iterable[int]) -> dict[int, Degree]:
    """The degree of each of `member_ids` as seen by `viewer`. One query."""
    ids = list(member_ids)
    hops = engine.distances_from(current_graph(), viewer.pk, ids)
    return {pk: _DEGREES[hop] for pk, hop in zip(ids, hops.tolist(), strict=True)}


def surroundings_of(viewer: Member) -> Surroundings:
    """Who stands around the viewer, all from one state of the graph. One query."""
    graph = current_graph()
    return Surroundings(
        viewer_id=viewer.pk,
        first=MemberIds(_row(graph, viewer.pk)),
        second=MemberIds(engine.second_hop(graph, viewer.pk)),
        graph=graph,
    )


def path_for(viewer: Member, member_id: int) -> tuple[int, ...]:
    """The best shortest path that everybody between agrees to show, both ends included.

    Empty when there is none of up to three steps: nobody is between, or somebody does not
    agree. A longer way round is no answer, as it would contradict the degree.
    """
    return paths_for(viewer, [member_id])[member_id]


def paths_for(viewer: Member, member_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """`path_for` of each of `member_ids`. Two queries, whatever their number."""
    graph = current_graph()
    paths = {
        pk: engine.shortest_paths(graph, viewer.pk, pk, PATHS_CONSIDERED).tolist()
        for pk in set(member_ids)
    }
    between = {node for found in paths.values() for path in found for node in path[1:-1]}
    shown = _agreed(viewer, between)
    return {
        pk: next((tuple(path) for path in found if shown.issuperset(path[1:-1])), ())
        for pk, found in paths.items()
    }


def mutuals_for(viewer: Member, member_id: int) -> list[int]:
    """The members connected to both who may be named, those with the strongest ties first."""
    return mutuals_with(viewer, [member_id])[member_id]


def mutuals_with(viewer: Member, member_ids: Iterable[int]) -> dict[int, list[int]]:
    """`mutuals_for` of each of `member_ids`. Two queries, whatever their number."""
    graph = current_graph()
    mutuals = {
        pk: engine.mutual_by_strength(graph, viewer.pk, pk).tolist() for pk in set(member_ids)
    }
    shown = _agreed(viewer, {node for row in mutuals.values() for node in row})
    return {pk: [node for node in row if node in shown] for pk, row in mutuals.items()}


def tie_to(viewer: Member, member_id: int) -> Tie:
    """Degree, path and mutuals of one member, as their page shows them. Two queries."""
    graph = current_graph()
    (hop,) = engine.distances_from(graph, viewer.pk, [member_id]).tolist()
    paths = engine.shortest_paths(graph, viewer.pk, member_id, PATHS_CONSIDERED).tolist()
    mutuals = engine.mutual_by_strength(graph, viewer.pk, member_id).tolist()
    between = {node for path in paths for node in path[1:-1]}
    shown = _agreed(viewer, between.union(mutuals))
    agreed = tuple(tuple(path) for path in paths if shown.issuperset(path[1:-1]))
    return Tie(
        degree=_DEGREES[hop],
        path=next(iter(agreed), ()),
        paths=agreed,
        mutuals=tuple(node for node in mutuals if node in shown),
    )


def connections_within(viewer: Member, degree: Degree) -> MemberIds:
    """Everybody from the 1st degree up to `degree` (at most the 2nd). One query.

    Raises
    ------
    ValueError
        `degree` is neither the 1st nor the 2nd.
    """
    if degree not in {Degree.FIRST, Degree.SECOND}:
        raise ValueError("within the 1st or the 2nd degree")
    graph = current_graph()
    if degree == Degree.FIRST:
        return MemberIds(_row(graph, viewer.pk))
    return MemberIds(engine.within_two_hops(graph, viewer.pk))


def second_degree_of(viewer: Member) -> MemberIds:
    """Everybody exactly two steps away. One query.

    At a million members these can be hundreds of thousands: ask for single ones, or take
    the array, but do not make Python numbers of them.
    """
    return MemberIds(engine.second_hop(current_graph(), viewer.pk))


def among_second_degree(viewer: Member, member_ids: Iterable[int]) -> list[int]:
    """Those of `member_ids` who stand exactly two steps away, in their order. One query."""
    ids = np.fromiter(member_ids, dtype=np.int64)
    kept = ids[engine.is_second_degree(current_graph(), viewer.pk, ids)]
    found: list[int] = kept.tolist()
    return found


def shared_with(viewer: Member, *, limit: int = 300) -> list[Shared]:
    """Who stands two steps away, by mutual connections who may be named. Two queries.

    Those who share most come first; each has the mutuals who know fewest first.
    """
    graph = current_graph()
    first = _row(graph, viewer.pk)
    shown = np.array(sorted(_agreed(viewer, set(first.tolist()))), dtype=np.int32)
    nodes, shared = engine.second_degree(graph, viewer.pk, through=shown)
    order = np.lexsort((nodes, -shared))[:limit]
    return [Shared(int(node), _named(graph, shown, int(node))) for node in nodes[order]]


def ties_seen_by(viewer: Member) -> Around:
    """The ties around `viewer`, led through nobody who may not be named. Two queries."""
    graph = current_graph()
    aside = np.array(
        [
            row
            for row in not_on_paths(hidden=hidden_from(viewer.pk, field="pk"))
            if row[0] < graph.size
        ],
        dtype=np.int64,
    ).reshape(-1, 2)
    closed = np.zeros(graph.size, dtype=np.bool_)
    gone = np.zeros(graph.size, dtype=np.bool_)
    closed[aside[:, 0]] = True
    gone[aside[aside[:, 1] == 1, 0]] = True
    return Around(graph, viewer.pk, Sight(closed, gone))


def _named(graph: engine.Graph, shown: NDArray[np.int32], node: int) -> tuple[int, ...]:
    mutual = np.intersect1d(shown, graph.row(node), assume_unique=True)
    return tuple(mutual[np.argsort(graph.counts(mutual), kind="stable")].tolist())


def reach_of(viewer: Member) -> Reach:
    """How many people are 1, 2 and 3 steps away. One query."""
    return surroundings_of(viewer).reach()


def counts_by_degree(viewer: Member) -> dict[Degree, int]:
    """`reach_of` by degree; where the third is not exact, there are more."""
    reach = reach_of(viewer)
    return {
        Degree.FIRST: reach.first,
        Degree.SECOND: reach.second,
        Degree.THIRD: reach.third,
    }


def snapshot_state() -> SnapshotState:
    """How the snapshot in the data folder stands to the log. Four queries."""
    head, damaged = files.look()
    newest = newest_tie_change()
    note = files.Note.from_bytes(head.note) if head else None
    last = note.last if note else None
    return SnapshotState(
        at=timezone.now(),
        made_at=note.made_at if note else None,
        members=head.size if head else 0,
        ties=head.edges // 2 if head else 0,
        lag=max(0, (newest.id if newest else 0) - (last.id if last else 0)),
        is_followed=(
            note is None or (note.trail == trail_of(last) and names_every_change_since(last))
        ),
        has_ties=newest is not None or has_ties(),
        damaged=damaged,
    )


def _agreed(viewer: Member, member_ids: set[int]) -> frozenset[int]:
    return shown_in_threads(member_ids, but=hidden_from(viewer.pk, field="pk"))


def _row(graph: engine.Graph, node: int) -> NDArray[np.int32]:
    return graph.row(node) if node < graph.size else np.zeros(0, dtype=np.int32)
