"""What is asked of the graph, and by whom: the same for every contender."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from enishi.engines import graph as engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from enishi.engines.graph import Graph

HUBS = 20
#: People on a page of results, candidates and paths wanted, hits of a search.
BADGES, BEST, HITS = 100, 50, 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """One viewer, and whom each question is about."""

    viewer: int
    people: NDArray[np.int32]
    nearby: int
    """Somebody two steps away."""
    farther: int
    """Somebody three steps away."""
    hits: NDArray[np.int32]


#: Question → how the engine answers it.
ANSWERS: dict[str, Callable[[Graph, Asked], Any]] = {
    "badges": lambda graph, asked: engine.distances_from(graph, asked.viewer, asked.people),
    "candidates": lambda graph, asked: engine.candidates(graph, asked.viewer, BEST)[0],
    "mutual": lambda graph, asked: engine.mutual_neighbours(graph, asked.viewer, asked.nearby),
    "paths": lambda graph, asked: engine.shortest_paths(
        graph, asked.viewer, asked.farther, BEST
    ),
    "second_degree": lambda graph, asked: asked.hits[
        engine.is_second_degree(graph, asked.viewer, asked.hits)
    ],
}


def viewers(graph: Graph, count: int, random: np.random.Generator) -> list[Asked]:
    """Members met at random among the ends of ties: who knows more is met more often."""
    places = random.integers(0, graph.count_edges(), count)
    nodes = np.searchsorted(np.cumsum(graph.every_count()), places, side="right")
    return [_asked(graph, int(node), random) for node in nodes]


def hubs(graph: Graph, random: np.random.Generator) -> list[Asked]:
    """Those who know most."""
    nodes = np.argsort(-graph.every_count(), kind="stable")[:HUBS]
    return [_asked(graph, int(node), random) for node in nodes]


def _asked(graph: Graph, viewer: int, random: np.random.Generator) -> Asked:
    everybody = random.integers(0, graph.size, HITS).astype(np.int32)
    hops = engine.distances_from(graph, viewer, everybody)
    return Asked(
        viewer,
        everybody[:BADGES],
        _one_of(everybody[hops == 2], viewer),  # noqa: PLR2004 - hops
        _one_of(everybody[hops == 3], viewer),  # noqa: PLR2004
        np.unique(everybody),
    )


def _one_of(nodes: NDArray[np.int32], otherwise: int) -> int:
    return int(nodes[0]) if len(nodes) else otherwise
