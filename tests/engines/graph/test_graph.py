"""Against NetworkX, on random graphs; and by hand where a picture says it best."""

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.engines.graph import (
    candidates,
    count_third,
    distance,
    distances_from,
    from_rows,
    is_second_degree,
    kernels,
    make_graph,
    mutual_by_strength,
    mutual_neighbours,
    packed_rows,
    pair_distances,
    scratch,
    second_degree,
    second_hop,
    shortest_paths,
    strengths_of,
    with_changes,
    within_two_hops,
)
from enishi.engines.graph.synthetic import synthetic_edges

pytestmark = pytest.mark.usefixtures("by")
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
@given(edges, nodes)
def test_two_hops_and_the_third(edge_list, source):
    graph = make_graph(edge_list, size=NODES)
    by_hops = {hop: set() for hop in range(4)}
    for node, hop in hops(oracle(edge_list), source).items():
        by_hops[hop].add(node)

    second = second_hop(graph, source)

    assert second.tolist() == sorted(by_hops[2])
    assert within_two_hops(graph, source).tolist() == sorted(by_hops[1] | by_hops[2])
    assert np.flatnonzero(is_second_degree(graph, source, range(NODES))).tolist() == (
        second.tolist()
    )
    assert count_third(graph, source, second, 10**6) == (len(by_hops[3]), True)


def test_a_third_hop_that_is_too_large_is_a_lower_bound():
    graph = make_graph([(0, 1), (1, 2), (1, 3), (2, 4), (2, 5), (3, 6), (3, 7)])

    assert count_third(graph, 0, second_hop(graph, 0), 3) == (2, False)


@unhurried
@given(edges, nodes, st.sets(nodes), st.integers(1, 6))
def test_candidates_are_those_whom_shared_neighbours_give_most(
    edge_list, source, without, limit
):
    graph = oracle(edge_list)
    pairs = [
        (source, node)
        for node, hop in hops(graph, source, 2).items()
        if hop == 2 and node not in without
    ]
    # Rounded as the engine rounds: to a part of 2²⁰ for each neighbour.
    given = {
        node: (2**20 + len(near) // 2) // len(near) for node, near in graph.adj.items() if near
    }
    expected = sorted(
        (-sum(given[one] for one in nx.common_neighbors(graph, source, node)), node)
        for _, node in pairs
    )

    found, scores = candidates(
        make_graph(edge_list, size=NODES), source, limit, without=sorted(without)
    )

    assert found.tolist() == [node for _, node in expected[:limit]]
    exact = {node: score for _, node, score in nx.resource_allocation_index(graph, pairs)}
    assert scores.tolist() == pytest.approx([exact[node] for node in found.tolist()], abs=1e-4)


def test_of_too_many_ways_those_over_people_who_know_few_are_gone():
    crowd = [(1, n) for n in range(10, 60)]
    graph = make_graph([(0, 1), (0, 2), (2, 5), *crowd])

    assert candidates(graph, 0, 100)[0][0] == 5
    assert len(candidates(graph, 0, 100)[0]) == 51
    assert candidates(graph, 0, 100, most_ways=20)[0].tolist() == [5]


@unhurried
@given(edges)
def test_strength_is_the_overlap_of_surroundings(edge_list):
    starts, neighbours, neutral = packed_rows(make_graph(edge_list, size=NODES))
    graph = oracle(edge_list)

    strengths = strengths_of(starts, neighbours)

    assert set(neutral.tolist()) <= {64}
    for one, other in graph.edges:
        shared = len(set(graph[one]) & set(graph[other]))
        around = len((set(graph[one]) | set(graph[other])) - {one, other})
        expected = int(255 * (shared / around) ** 0.5 + 0.5) if around else 0
        for near, far in ((one, other), (other, one)):
            row = neighbours[starts[near] : starts[near + 1]].tolist()
            assert strengths[starts[near] + row.index(far)] == expected


def with_strengths(edge_list, seed):
    """A graph with any strengths, and the strength of each edge by its two ends."""
    starts, neighbours, _ = packed_rows(make_graph(edge_list, size=NODES))
    rows = np.repeat(np.arange(NODES), np.diff(starts))
    drawn = np.random.default_rng(seed).integers(0, 256, (NODES, NODES), dtype=np.uint8)
    strengths = np.maximum(drawn, drawn.T)[rows, neighbours]
    named = dict(
        zip(zip(rows.tolist(), neighbours.tolist(), strict=True), strengths, strict=True)
    )
    return from_rows(starts, neighbours, strengths), named


@unhurried
@given(edges, nodes, nodes, st.integers(1, 3), st.integers(0, 9))
def test_shortest_paths_strongest_first(edge_list, source, target, limit, seed):
    graph = oracle(edge_list)
    ours, strength = with_strengths(edge_list, seed)

    def rank(path):
        ties = [int(strength[pair]) for pair in pairwise(path)] or [0]
        known = sum(graph.degree[node] for node in path[1:-1])
        return (-min(ties), -sum(ties), known, path)

    expected = []
    if hops(graph, source).get(target, 9) <= 3:
        expected = sorted(nx.all_shortest_paths(graph, source, target), key=rank)

    assert shortest_paths(ours, source, target).tolist() == expected
    assert shortest_paths(ours, source, target, limit).tolist() == expected[:limit]
    if source != target:
        mutual = set(graph[source]) & set(graph[target])
        by_rank = sorted([source, node, target] for node in mutual)
        by_rank.sort(key=rank)
        assert mutual_by_strength(ours, source, target).tolist() == [one[1] for one in by_rank]


steps = st.lists(st.tuples(st.booleans(), st.lists(pairs, min_size=1, max_size=4)), max_size=12)


@settings(deadline=None, max_examples=30)
@given(edges, steps, nodes)
def test_after_every_change_all_answers_are_those_of_the_graph_as_it_is(edge_list, log, source):
    expected, graph = oracle(edge_list), make_graph(edge_list, size=NODES)
    for is_added, drawn in log:
        changed = [pair for pair in drawn if pair[0] != pair[1]]
        if is_added:
            expected.add_edges_from(changed)
        else:
            expected.remove_edges_from(changed)
        graph = with_changes(graph, *((changed, []) if is_added else ([], changed)))

        near = hops(expected, source)
        assert distances_from(graph, source, range(NODES)).tolist() == [
            near.get(node, -1) for node in range(NODES)
        ]
        second = second_hop(graph, source).tolist()
        assert second == sorted(node for node, hop in near.items() if hop == 2)
        assert source not in second
        for node in range(NODES):
            shared = sorted(set(expected[source]) & set(expected[node]))
            assert mutual_neighbours(graph, source, node).tolist() == shared
            paths = shortest_paths(graph, source, node).tolist()
            if node in near:
                assert sorted(paths) == sorted(nx.all_shortest_paths(expected, source, node))
            else:
                assert paths == []


def crowded(seed, members=700, edges=9000):
    """A graph with hubs, where what is met at all is met often."""
    return make_graph(synthetic_edges(members, edges, seed), size=members)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("most_ways", [1, 40, 900, 10**6])
def test_candidates_of_hubs_are_the_same_by_either_way(seed, most_ways):
    """Where ways are many the kernels look at all nodes; elsewhere they note whom they meet."""
    graph = crowded(seed)
    order = np.argsort(-graph.every_count(), kind="stable")
    for source in [*order[:4].tolist(), *order[-4:].tolist()]:
        asked = {"without": order[10:13], "most_ways": most_ways}
        ours = candidates(graph, source, 50, **asked)
        with kernels.worth_from(1 << 60):
            twin = candidates(graph, source, 50, **asked)
        assert [part.tolist() for part in ours] == [part.tolist() for part in twin]


def test_what_one_question_marked_disturbs_no_other():
    graph = crowded(4)
    people = np.arange(graph.size)
    by_row = [distances_from(graph, source, people).tolist() for source in range(60)]

    for source in reversed(range(60)):
        few = [source + 1, 650, 3]
        assert distances_from(graph, source, few, 2).tolist() == [
            hop if hop < 3 else -1 for hop in (by_row[source][node] for node in few)
        ]
        assert distances_from(graph, source, people).tolist() == by_row[source]


def test_the_marks_of_who_knows_very_many_are_kept_while_their_row_stays_as_it_is():
    star = make_graph([(0, node) for node in range(1, 1500)] + [(1499, 1500)], size=1600)
    assert distances_from(star, 0, [5, 1500, 1599]).tolist() == [1, 2, -1]

    lost = with_changes(star, [(0, 1599)], [(0, 1499)])
    grown = with_changes(lost, [(5, 9000)])

    for _again in range(2):
        assert distances_from(star, 0, [5, 1499, 1500, 1599]).tolist() == [1, 1, 2, -1]
        assert distances_from(lost, 0, [5, 1499, 1500, 1599]).tolist() == [1, -1, -1, 1]
        assert distances_from(grown, 0, [5, 1599, 9000, 1500]).tolist() == [1, 1, 2, -1]
        assert distances_from(grown, 1, np.arange(1, 1700)).tolist()[:3] == [0, 2, 2]


def test_no_more_marks_are_kept_than_there_is_room_for(monkeypatch, by):
    hubs, others = range(5), range(5, 1505)
    graph = make_graph([(one, other) for one in hubs for other in others])
    scratch.keep_bits()  # those of a larger graph asked about before
    monkeypatch.setattr(distance, "_MOST_KEPT", 3 * scratch.bits(graph.size).nbytes)

    for hub in hubs:
        assert distances_from(graph, hub, [*hubs, 7]).tolist()[-1] == 1
    assert list(graph.room.marked) == ([2, 3, 4] if by == "kernels" else [])
