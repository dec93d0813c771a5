"""Against NetworkX's power iteration, on random graphs."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.engines.graph import make_graph
from enishi.engines.graph.links import pagerank_from

NODES = 14
unhurried = settings(deadline=None)
nodes = st.integers(0, NODES - 1)
edges = st.lists(st.tuples(nodes, nodes), max_size=40)


def oracle(edge_list, source, restart=0.15):
    graph = nx.Graph()
    graph.add_nodes_from(range(NODES))
    graph.add_edges_from(edge for edge in edge_list if edge[0] != edge[1])
    found = nx.pagerank(
        graph,
        alpha=1 - restart,
        personalization={source: 1},
        dangling={source: 1},
        tol=1e-13,
        max_iter=5_000,
    )
    return graph, np.array([found[node] for node in range(NODES)])


@unhurried
@given(edges, nodes)
def test_a_push_ends_short_of_the_truth_by_what_it_promises(edge_list, source):
    graph, truth = oracle(edge_list, source)
    if not graph.degree[source]:
        return  # nowhere to walk to
    degrees = np.array([graph.degree[node] for node in range(NODES)])
    tolerance = 1e-3

    found = pagerank_from(make_graph(edge_list, size=NODES), source, tolerance=tolerance)

    assert (found <= truth + 1e-9).all()
    assert (truth - found <= tolerance * degrees + 1e-9).all()


@unhurried
@given(edges, nodes)
def test_with_patience_it_is_the_truth(edge_list, source):
    graph, truth = oracle(edge_list, source)
    if not graph.degree[source]:
        return

    found = pagerank_from(make_graph(edge_list, size=NODES), source, tolerance=1e-12)

    assert found == pytest.approx(truth, abs=1e-9)


def test_who_knows_nobody_walks_nowhere():
    graph = make_graph([(0, 1)], size=3)

    assert pagerank_from(graph, 2).tolist() == pytest.approx([0, 0, 0.15])
    assert pagerank_from(graph, 7).tolist() == [0, 0, 0]


def test_a_walk_may_be_cut_short():
    star = make_graph([(0, node) for node in range(1, 1000)])

    assert pagerank_from(star, 1, ways=0).sum() == 0.15
    assert 0.15 < pagerank_from(star, 1, ways=1).sum() < 1
