"""Against NetworkX, on random graphs; and by hand where a picture says it best."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.engines.graph import (
    distances_from,
    make_graph,
    mutual_neighbours,
    pair_distances,
    second_degree,
    shortest_paths,
    with_changes,
)

NODES = 14
unhurried = settings(deadline=None)  # a busy machine is no failure
pairs = st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1))
edges = st.lists(pairs, max_size=40)
nodes = st.integers(0, NODES - 1)


def oracle(edge_list):
    graph = nx.Graph()
    graph.add_nodes_from(range(NODES))
    graph.add_edges_from(edge for edge in edge_list if edge[0] != edge[1])
    return graph


def hops(graph, source, cutoff=3):
    return nx.single_source_shortest_path_length(graph, source, cutoff=cutoff)


def rows(graph):
    return {node: graph.row(node).tolist() for node in range(graph.size)}


@unhurried
@given(edges)
def test_rows_are_the_sorted_neighbours(edge_list):
    expected = {node: sorted(near) for node, near in oracle(edge_list).adjacency()}

    assert rows(make_graph(edge_list, size=NODES)) == expected


@unhurried
@given(edges, edges, edges)
def test_changes_lead_to_the_graph_made_anew(edge_list, added, removed):
    removed = [pair for pair in removed if pair not in added and pair[::-1] not in added]
    expected = oracle([*edge_list, *added])
    expected.remove_edges_from(removed)

    changed = with_changes(make_graph(edge_list), added, removed)

    assert rows(changed) == rows(make_graph(list(expected.edges), size=changed.size))


@unhurried
@given(edges, nodes, st.integers(1, 3))
def test_distances(edge_list, source, max_hops):
    found = hops(oracle(edge_list), source, max_hops)
    graph = make_graph(edge_list, size=NODES)

    answer = distances_from(graph, source, range(NODES), max_hops)

    assert answer.tolist() == [found.get(node, -1) for node in range(NODES)]
    assert answer.dtype == np.int8


@unhurried
@given(edges, st.lists(pairs, max_size=20))
def test_distances_of_pairs(edge_list, asked):
    graph, expected = make_graph(edge_list, size=NODES), oracle(edge_list)

    answer = pair_distances(graph, [one for one, _ in asked], [other for _, other in asked])

    assert answer.tolist() == [hops(expected, one).get(other, -1) for one, other in asked]


def test_a_hub_is_answered_from_the_other_side():
    # 400 neighbours of the source lead to 4,000 nodes; the one asked about has one neighbour.
    tree = [(0, n) for n in range(1, 401)]
    leaves = [(n, 400 + 10 * (n - 1) + k) for n in range(1, 401) for k in range(1, 11)]
    graph = make_graph([*tree, *leaves, (4400, 5000), (5000, 5001)])

    assert distances_from(graph, 0, [4400, 5000, 5001]).tolist() == [2, 3, -1]


def test_who_is_outside_the_graph_is_far():
    graph = make_graph([(0, 1)])

    assert distances_from(graph, 0, [7, -3, 1]).tolist() == [-1, -1, 1]
    assert distances_from(graph, 7, [0, 7]).tolist() == [-1, 0]
    assert mutual_neighbours(graph, 0, 7).tolist() == []
    assert shortest_paths(graph, 0, 7).shape == (0, 0)
    assert distances_from(make_graph([]), 0, [0, 1]).tolist() == [0, -1]


@pytest.mark.parametrize("max_hops", [0, 4])
def test_one_looks_one_to_three_hops_far(max_hops):
    with pytest.raises(ValueError, match="1, 2 or 3"):
        distances_from(make_graph([(0, 1)]), 0, [1], max_hops)


@unhurried
@given(edges, nodes, nodes)
def test_mutual_neighbours(edge_list, one, other):
    graph = oracle(edge_list)
    expected = sorted(set(graph[one]) & set(graph[other]))

    answer = mutual_neighbours(make_graph(edge_list, size=NODES), one, other)

    assert answer.tolist() == expected


@unhurried
@given(edges, nodes)
def test_second_degree_and_what_it_shares(edge_list, source):
    graph = oracle(edge_list)
    expected = {
        node: len(set(graph[source]) & set(graph[node]))
        for node, distance in hops(graph, source, 2).items()
        if distance == 2
    }

    found, shared = second_degree(make_graph(edge_list, size=NODES), source)

    assert dict(zip(found.tolist(), shared.tolist(), strict=True)) == expected


@unhurried
@given(edges, nodes, nodes, st.integers(1, 3))
def test_shortest_paths_best_first(edge_list, source, target, limit):
    graph = oracle(edge_list)
    expected = []
    if hops(graph, source).get(target, 9) <= 3:
        expected = sorted(
            nx.all_shortest_paths(graph, source, target),
            key=lambda path: (sum(graph.degree[node] for node in path[1:-1]), path),
        )
    ours = make_graph(edge_list, size=NODES)

    assert shortest_paths(ours, source, target).tolist() == expected
    assert shortest_paths(ours, source, target, limit).tolist() == expected[:limit]
