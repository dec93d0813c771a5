"""What a snapshot says of those who know most is believed only while it is so."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enishi.engines.graph import (
    distances_from,
    hubs,
    kernels,
    make_graph,
    open_snapshot,
    with_changes,
    write_snapshot,
)
from enishi.engines.graph.room import reserve
from enishi.engines.graph.synthetic import synthetic_edges

pytestmark = pytest.mark.usefixtures("by")
NODES = 14
seldom = settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
nodes = st.integers(0, NODES - 1)
edges = st.lists(st.tuples(nodes, nodes), max_size=30)
#: Some of them were not there when the snapshot was written.
later = st.tuples(st.integers(0, NODES + 2), st.integers(0, NODES + 2))


def steps(pairs, most):
    return st.lists(st.tuples(st.booleans(), st.lists(pairs, min_size=1)), max_size=most)


def kept(graph, folder):
    """The graph as a process finds it that begins with its snapshot."""
    path = folder / "a.graph"
    write_snapshot(graph, path, note=b"", part=folder / "a.part")
    return open_snapshot(path)[0]


def changed(graph, expected, is_added, drawn):
    pairs = [pair for pair in drawn if pair[0] != pair[1]]
    if is_added:
        expected.add_edges_from(pairs)
        return with_changes(graph, pairs)
    expected.remove_edges_from(pairs)
    return with_changes(graph, [], pairs)


def check(graph, expected, source, max_hops=3):
    near = {source: 0}
    if source in expected:
        near = nx.single_source_shortest_path_length(expected, source, cutoff=max_hops)
    asked = range(graph.size + 2)
    answer = distances_from(graph, source, asked, max_hops).tolist()
    assert answer == [near.get(node, -1) for node in asked]


@seldom
@given(edges, steps(later, 5))
def test_whatever_changes_after_the_snapshot_hubs_are_told_the_truth(
    tmp_path, monkeypatch, edge_list, log
):
    monkeypatch.setattr(hubs, "FROM", 1)
    expected = nx.Graph(edge for edge in edge_list if edge[0] != edge[1])
    graph = first = kept(make_graph(edge_list, size=NODES), tmp_path)
    as_written = expected.copy()
    assert set(graph.room.hubs) == {node for node, known in expected.degree if known}

    for is_added, drawn in [(True, []), *log]:
        graph = changed(graph, expected, is_added, drawn)
        for source in range(NODES):
            for max_hops in (1, 2, 3):
                check(graph, expected, source, max_hops)
    for source in range(NODES):
        check(first, as_written, source)


#: One who knows 1,100, of whom the first hundred know others; some of these know more.
LONG = [(0, n) for n in range(1, 1101)]
LONG += [(n, 1100 + n) for n in range(1, 101)] + [(1100 + n, 1200 + n) for n in range(1, 61)]
LONG += [(1101, 1102), (1103, 1250), (1261, 1262)]
around = st.one_of(
    st.tuples(st.just(0), st.integers(1, 1300)),
    st.tuples(st.integers(1, 110), st.integers(1090, 1300)),
    st.tuples(st.integers(1100, 1300), st.integers(1100, 1300)),
)


@settings(seldom, max_examples=15)
@given(steps(around, 6))
def test_of_long_rows_it_is_kept_whether_they_lost_anybody(tmp_path, log):
    expected = nx.Graph(LONG)
    expected.add_nodes_from(range(1300))
    graph = kept(make_graph(LONG, size=1300), tmp_path)
    assert list(graph.room.hubs) == [0]
    seen = []

    for is_added, drawn in log:
        seen.append((graph, expected.copy()))
        graph = changed(graph, expected, is_added, drawn)
        for _again in range(2):
            check(graph, expected, 0)
        check(graph, expected, 0, 2)
    for one, as_it_was in reversed(seen):
        check(one, as_it_was, 0)


def test_who_was_within_two_steps_of_a_tie_that_is_gone_is_not_any_more(tmp_path):
    graph = kept(make_graph(LONG, size=1300), tmp_path)
    assert distances_from(graph, 0, [1101, 1201, 1299]).tolist() == [2, 3, -1]

    grown = with_changes(graph, [(0, 1299), (1299, 1298)])
    lost = with_changes(grown, [], [(0, 1)])
    apart = with_changes(graph, [], [(1101, 1201)])

    for _again in range(2):
        assert distances_from(grown, 0, [1101, 1201, 1298, 1299]).tolist() == [2, 3, 2, 1]
        assert distances_from(lost, 0, [1, 1101, 1201, 1298]).tolist() == [-1, 3, -1, 2]
        assert distances_from(apart, 0, [1101, 1201]).tolist() == [2, -1]
        assert distances_from(graph, 0, [1101, 1201, 1298]).tolist() == [2, 3, -1]


def test_more_room_for_changes_forgets_no_hub(tmp_path):
    graph = kept(make_graph(LONG, size=1300), tmp_path)
    moved, _heads_at, _rows_at = reserve(with_changes(graph, [(0, 1299)]), 1300, 256, 1 << 16)

    assert moved.room is not graph.room
    assert moved.room.hubs is graph.room.hubs
    assert moved.room.base == graph.room.base
    assert distances_from(moved, 0, [1101, 1201, 1299]).tolist() == [2, 3, 1]


def test_what_is_told_of_a_hub_is_asked_for(tmp_path, by):
    """A bit that is wrong is believed: so the tests above hold what they seem to hold."""
    graph = kept(make_graph(LONG, size=1300), tmp_path)
    graph.room.hubs[0].reach[:] = 0
    graph.room.hubs[0].guides[:] = 1299

    told = distances_from(graph, 0, [1101, 1201]).tolist()
    assert told == ([-1, -1] if by == "kernels" else [2, 3])


def test_only_those_who_know_most_are_kept_and_either_way_the_same(tmp_path, monkeypatch):
    graph = make_graph(synthetic_edges(900, 9000, 2), size=900)
    assert not kept(graph, tmp_path).room.hubs
    monkeypatch.setattr(hubs, "FROM", 60)
    monkeypatch.setattr(hubs, "MOST", 5)

    found = kept(graph, tmp_path).room.hubs
    ours = (tmp_path / "a.graph").read_bytes()
    with kernels.worth_from(1 << 60):
        kept(graph, tmp_path)

    assert list(found) == np.argsort(-graph.every_count(), kind="stable")[:5].tolist()
    assert (tmp_path / "a.graph").read_bytes() == ours
