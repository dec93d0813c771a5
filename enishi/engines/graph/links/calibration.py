"""Weights that fit one graph, found on its own ties: some are hidden, and should come first.

Three fits (each right answer counts the same, or each viewer, or between the two), each also
pulled towards the one part that was never worse than resource allocation on any graph we
know. Whichever does best on its worst measure, against the better of resource allocation and
PageRank, wins; the three best are averaged, so that little noise turns little.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np

from enishi.engines.graph import make_graph
from enishi.engines.graph.links.batch import evidence_of_each
from enishi.engines.graph.links.blend import PARTS, Blend, scaled_parts
from enishi.engines.graph.links.fitting import fitted
from enishi.engines.graph.links.pool import Pool
from enishi.engines.graph.links.records import Records, best_of
from enishi.engines.graph.links.types import KEEP, TIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from enishi.engines.graph.adjacency import Graph
    from enishi.engines.graph.links.types import Evidence, Mask, Nodes, Values

    Edges = NDArray[np.int64]

#: For a house with too few ties to learn from: about the mean of what fits the graphs we know.
DEFAULT: Final = Blend.of(
    {
        "pagerank": 2.5,
        "resource_allocation": 0.3,
        "adamic_adar": 0.2,
        "close_connections": 1.2,
        "three_steps": 0.3,
        "three_ties": 0.8,
        "neighbours": -0.3,
        "work": 3.5,
        "school": 4.0,
        "field": 1.0,
    }
)
#: So much of the ties is hidden at a time; of ties that come in time, the latest.
HIDDEN, HIDDEN_LATEST = 0.10, 0.15
FOLDS: Final = 4
#: So many viewers are looked at, over all folds.
VIEWERS: Final = 8_000
#: Fewer right answers than this teach nothing.
LEAST: Final = 100
_POWERS: Final = (0.0, 0.5, 1.0)
_PULLS: Final = (0.0, 0.15, 0.3, 0.5, 0.75, 1.0)
_ANCHOR: Final = PARTS.index("close_connections")


def calibrated(
    edges: Edges,
    size: int,
    *,
    is_in_order: bool = False,
    records: Records | None = None,
    viewers: int = VIEWERS,
) -> Blend | None:
    """The blend that fits a graph.

    Parameters
    ----------
    edges : int64, shape (m, 2)
        Each tie once.
    is_in_order
        The ties stand in the order of time: the latest are hidden, as what will be asked is
        which come next.
    records
        What people wrote; without it those parts count nothing.
    viewers
        At most so many are looked at.

    Returns
    -------
    Blend or None
        The same for the same ties in the same order; None if there are too few to learn from.
        Cost: `viewers` times `evidence_for`.
    """
    folds = list(_folds(edges, is_in_order=is_in_order))
    rows = [
        row
        for rest, hidden in folds
        for row in _examples(
            make_graph(rest, size=size), hidden, records, viewers // len(folds)
        )
    ]
    right = sum(int(is_right.sum()) for _scaled, is_right, _wanted in rows)
    if right < LEAST:
        return None
    return Blend(tuple(_chosen(Pool(*zip(*rows, strict=True))).tolist()))


def nearest(viewer: int, records: Records | None) -> list[int]:
    """Those whose records share most with the viewer's."""
    return [] if records is None else sorted(best_of(records.shared_with(viewer), KEEP))


def candidates_of(
    evidence: Evidence, tied: Nodes, viewer: int, records: Records | None
) -> tuple[Nodes, Values, Mask]:
    """Everybody not `tied` to choose from, their parts, and who of them is listed.

    Beside whom the ties list, those whose records share most with the viewer's.
    """
    nodes, is_listed = evidence.nodes, evidence.is_listed
    if records is None:
        return nodes, scaled_parts(evidence, nodes, np.zeros((len(nodes), 3))), is_listed
    shared = records.shared_with(viewer)
    further = np.setdiff1d(np.array(nearest(viewer, records), dtype=np.int32), tied)
    nodes = np.union1d(nodes, further)
    is_listed = np.isin(nodes, evidence.nodes[is_listed]) | np.isin(nodes, further)
    return nodes, scaled_parts(evidence, nodes, records.rows(shared, nodes)), is_listed


def _folds(edges: Edges, *, is_in_order: bool) -> Iterator[tuple[Edges, Edges]]:
    """The ties that are left, and those that are hidden."""
    if is_in_order:
        known = len(edges) - int(len(edges) * HIDDEN_LATEST)
        yield edges[:known], edges[known:]
        return
    for fold in range(FOLDS):
        order = np.random.default_rng([fold, len(edges)]).permutation(len(edges))
        hidden = int(len(edges) * HIDDEN)
        yield edges[order[hidden:]], edges[order[:hidden]]


def _examples(
    graph: Graph, hidden: Edges, records: Records | None, viewers: int
) -> Iterator[tuple[Values, Mask, int]]:
    """Of each viewer the candidates' parts, which of them are hidden ties, and how many are."""
    wanted = _ends(graph, hidden)
    those = sorted(wanted)
    rng = np.random.default_rng([len(those), viewers])
    chosen = sorted(rng.permutation(those)[:viewers].tolist())
    found = evidence_of_each(graph, chosen, (nearest(viewer, records) for viewer in chosen))
    for viewer, evidence in zip(chosen, found, strict=True):
        nodes, scaled, _listed = candidates_of(evidence, graph.row(viewer), viewer, records)
        if len(nodes):
            right = np.fromiter(wanted[viewer], dtype=np.int32)
            yield scaled, np.isin(nodes, right), len(right)


def _ends(graph: Graph, hidden: Edges) -> dict[int, set[int]]:
    """For both ends of each hidden tie the other one, where both are still tied to somebody."""
    counts = graph.counts(np.arange(graph.size, dtype=np.int32))
    ends: dict[int, set[int]] = {}
    for one, other in hidden[(counts[hidden] > 0).all(axis=1)].tolist():
        ends.setdefault(one, set()).add(other)
        ends.setdefault(other, set()).add(one)
    return ends


def _chosen(pool: Pool) -> Values:
    rivals = [
        pool.measure(pool.scaled[:, TIES.index(name)])
        for name in ("resource_allocation", "pagerank")
    ]
    bar = np.maximum(np.maximum(*rivals), 1e-9)
    fits = [fitted(pool, power) for power in _POWERS]
    anchor = np.zeros(len(PARTS))
    anchor[_ANCHOR] = 1 / max(float(pool.scaled[:, _ANCHOR].std()), 1e-9)
    tried = [(1 - pull) * weights + pull * anchor for weights, pull in product(fits, _PULLS)]
    worst = [float((pool.measure(pool.scaled @ weights) / bar).min()) for weights in tried]
    best = np.argsort(worst, kind="stable")[::-1][:3]
    found: Values = np.mean([tried[place] for place in best], axis=0)
    return found
