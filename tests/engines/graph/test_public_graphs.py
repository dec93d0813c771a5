"""Zero differences to NetworkX on graphs of real people; see shared/data/graphs."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from enishi.engines.graph import (
    distances_from,
    from_rows,
    kernels,
    make_graph,
    mutual_neighbours,
    packed_rows,
    second_hop,
    shortest_paths,
    strengths_of,
)

FOLDER = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "graphs"
FILES = {
    "collegemsg": "collegemsg/CollegeMsg.txt",
    "ego-facebook": "ego-facebook/facebook_combined.canonical.txt",
    "github": "github/edges.csv",
    "lastfm": "lastfm/edges.csv",
}
VIEWERS, PAIRS = 8, 40
#: With --thorough so many times as much is asked.
THOROUGHLY = 25


@cache
def read(name):
    """The edges, the oracle, our graph with strengths, and whom to ask about."""
    text = (FOLDER / FILES[name]).read_text()
    numbers = re.findall(r"^(\d+)[ ,;\t]+(\d+)", text, flags=re.MULTILINE)
    edges = np.array(numbers, dtype=np.int64)
    made = make_graph(edges)
    starts, neighbours, _ = packed_rows(made)
    graph = from_rows(starts, neighbours, strengths_of(starts, neighbours))
    oracle = nx.Graph()
    oracle.add_nodes_from(range(made.size))
    oracle.add_edges_from(edges[edges[:, 0] != edges[:, 1]].tolist())
    return oracle, graph, np.random.default_rng(5)


@pytest.fixture(params=FILES)
def asked(request, by):
    if not (FOLDER / FILES[request.param]).exists():
        pytest.skip(f"The graph {request.param} is not beside the repository: {FOLDER}")
    return read(request.param)


@pytest.fixture(scope="module")
def by():
    kernels.load(Path("build/kernels"))
    with kernels.worth_from(0):
        yield


@pytest.fixture(autouse=True)
def much(is_thorough, monkeypatch):
    if is_thorough:
        monkeypatch.setitem(globals(), "VIEWERS", VIEWERS * THOROUGHLY)


def viewers(graph, random):
    hub = int(graph.every_count().argmax())
    connected = np.flatnonzero(graph.every_count())
    return [hub, *random.choice(connected, VIEWERS - 1).tolist()]


def test_degrees_and_the_second_degree(asked):
    oracle, graph, random = asked
    for viewer in viewers(graph, random):
        hops = nx.single_source_shortest_path_length(oracle, viewer, cutoff=3)
        expected = np.full(graph.size, -1)
        expected[list(hops)] = list(hops.values())

        assert np.array_equal(distances_from(graph, viewer, range(graph.size)), expected)
        few = random.integers(0, graph.size, 50)  # another way round: from those asked about
        assert np.array_equal(distances_from(graph, viewer, few), expected[few])
        assert np.array_equal(second_hop(graph, viewer), np.flatnonzero(expected == 2))


def test_mutual_connections(asked):
    oracle, graph, random = asked
    for viewer in viewers(graph, random):
        near = np.append(second_hop(graph, viewer), viewer)
        for other in random.choice(near, PAIRS).tolist():
            expected = sorted(set(oracle[viewer]) & set(oracle[other]))
            assert mutual_neighbours(graph, viewer, other).tolist() == expected


def test_all_shortest_paths_strongest_first(asked):
    oracle, graph, random = asked
    strength = {
        node: dict(zip(graph.row(node).tolist(), graph.ties(node).tolist(), strict=True))
        for node in range(graph.size)
    }

    def rank(path):
        ties = [strength[one][other] for one, other in pairwise(path)]
        known = sum(oracle.degree[node] for node in path[1:-1])
        return (-min(ties), -sum(ties), known, path)

    # NetworkX goes through the whole graph for each pair: of the largest only a few.
    count, each = (VIEWERS // 2 - 1, 2) if graph.size > 10_000 else (VIEWERS - 1, PAIRS // 4)
    for viewer in viewers(graph, random)[1 : count + 1]:
        people = random.integers(0, graph.size, each)
        hops = distances_from(graph, viewer, people)
        for other in people[hops > 1].tolist():
            expected = sorted(nx.all_shortest_paths(oracle, viewer, other), key=rank)
            assert shortest_paths(graph, viewer, other).tolist() == expected
            assert shortest_paths(graph, viewer, other, 50).tolist() == expected[:50]


def test_numpy_and_the_kernels_agree(asked):
    _oracle, graph, random = asked
    starts, neighbours, strengths = packed_rows(graph)
    with kernels.worth_from(1 << 60):
        if graph.size < 10_000:  # the twin goes through every pair of neighbours
            assert np.array_equal(strengths_of(starts, neighbours), strengths)
        for viewer in viewers(graph, random)[:3]:
            people = random.integers(0, graph.size, 200)
            ours = distances_from(graph, viewer, people)
            with kernels.worth_from(0):
                assert np.array_equal(distances_from(graph, viewer, people), ours)
