"""By hand on a small graph; compiled against NumPy; and never by what is hidden."""

from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.engines.graph import make_graph
from enishi.engines.graph.links import TIES, Sight, batch, evidence_for, pagerank_from
from enishi.engines.graph.links.around import Around

NODES = 14
unhurried = settings(deadline=None, max_examples=200)
nodes = st.integers(0, NODES - 1)
edges = st.lists(st.tuples(nodes, nodes), max_size=50)

#: 0 knows 1, 2 and 3; 1 and 2 know each other and 4; 3 knows 5, who knows 6.
SMALL = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 4), (2, 4), (3, 5), (5, 6)]


def told(evidence):
    return {
        int(node): dict(zip(TIES, row, strict=True))
        for node, row in zip(evidence.nodes, evidence.parts.tolist(), strict=True)
    }


def test_each_part_on_a_small_graph():
    graph = make_graph(SMALL)

    found = told(evidence_for(graph, 0))

    assert found.keys() == {4, 5, 6}
    four, five, six = found[4], found[5], found[6]
    assert four["resource_allocation"] == pytest.approx(1 / 3 + 1 / 3)
    assert four["adamic_adar"] == pytest.approx(2 / log(3))
    # 1 and 2 share one connection with 0 each: one another.
    assert four["close_connections"] == pytest.approx(2 * (1 + 1) / 3**1.5)
    # 0–1–2–4 and 0–2–1–4
    assert four["three_steps"] == pytest.approx(2 / (3 * 3))
    assert four["three_ties"] == pytest.approx(2 / sqrt(3 * 3))
    assert five["resource_allocation"] == pytest.approx(1 / 2)
    assert five["close_connections"] == pytest.approx(1 / 2**1.5)
    assert six["resource_allocation"] == 0
    assert six["three_steps"] == pytest.approx(1 / (2 * 2))
    walk = pagerank_from(graph, 0)
    assert [found[node]["pagerank"] for node in (4, 5, 6)] == pytest.approx(walk[[4, 5, 6]])


def test_who_is_asked_about_is_answered_for():
    graph = make_graph(SMALL, size=9)

    evidence = evidence_for(graph, 0, asked=[8, 1, 0, 4, 99, -1])

    assert evidence.nodes.tolist() == [4, 5, 6, 8]  # 1 is tied, 99 and −1 are nobody
    assert evidence.is_listed.tolist() == [True, True, True, False]
    assert evidence.counts.tolist() == [2, 2, 1, 0]


def test_who_is_outside_the_graph_has_no_evidence():
    assert evidence_for(make_graph(SMALL), 77).nodes.tolist() == []
    assert evidence_for(make_graph([]), 0).nodes.tolist() == []


def test_beyond_so_many_ways_those_who_know_most_are_left_out():
    hub = [(0, 1), *((1, node) for node in range(100, 200)), (0, 2), (2, 3)]

    found = told(evidence_for(make_graph(hub), 0, ways=50))

    assert found[3]["resource_allocation"] == 1 / 2
    assert all(found[node]["resource_allocation"] == 0 for node in found if node >= 100)


@unhurried
@given(edges, nodes, st.lists(nodes, max_size=4))
def test_compiled_and_not_compiled_say_the_same(edge_list, viewer, asked):
    graph = make_graph(edge_list, size=NODES)
    plain = evidence_for(graph, viewer, asked=asked)

    counts = graph.counts(np.arange(NODES, dtype=np.int32))
    (found,) = batch._compiled(graph, counts, [viewer], [asked])

    assert found.nodes.tolist() == plain.nodes.tolist()
    assert found.counts.tolist() == plain.counts.tolist()
    assert found.is_listed.tolist() == plain.is_listed.tolist()
    assert found.parts == pytest.approx(plain.parts, abs=1e-9)


def test_large_work_is_compiled_and_small_work_is_not(monkeypatch):
    graph = make_graph(SMALL)
    monkeypatch.setattr(batch, "WORTH_COMPILING", 40)
    used = []
    monkeypatch.setattr(batch, "_compiled", lambda *_all: used.append(True) or iter(()))

    assert len(list(batch.evidence_of_each(graph, [0, 1]))) == 2
    assert not used
    list(batch.evidence_of_each(graph, [0, 1, 2]))
    assert used


def sight(closed, gone):
    masks = np.zeros((2, NODES), dtype=np.bool_)
    masks[0, [*closed, *gone]] = True
    masks[1, [*gone]] = True
    return Sight(*masks)


@unhurried
@given(edges, edges, nodes, st.sets(nodes, max_size=4), st.sets(nodes, max_size=3))
def test_what_is_hidden_changes_nothing(edge_list, hidden, viewer, closed, gone):
    """Ties of those who are gone, and ties between two who both do not agree."""
    gone = gone - {viewer}
    secret = [
        pair
        for pair in hidden
        if gone & set(pair) or (closed >= set(pair) and viewer not in pair)
    ]
    pairs = [pair for pair in edge_list if pair not in secret and pair[::-1] not in secret]

    without, with_ = (
        Around(make_graph(ties, size=NODES), viewer, sight(closed, gone)).evidence(10_000)
        for ties in (pairs, [*pairs, *secret])
    )

    assert with_.nodes.tolist() == without.nodes.tolist()
    assert with_.parts.tobytes() == without.parts.tobytes()
    assert with_.counts.tobytes() == without.counts.tobytes()


@unhurried
@given(edges, nodes, st.sets(nodes, max_size=4), st.sets(nodes, max_size=3))
def test_who_may_be_seen_is_all_there_is(edge_list, viewer, closed, gone):
    """Nobody is reached through whoever is closed, and who is gone is no candidate."""
    gone = gone - {viewer}
    shut = closed | gone
    seen = [
        pair
        for pair in edge_list
        if not gone & set(pair) and (viewer in pair or not shut >= set(pair))
    ]
    graph = make_graph(seen, size=NODES)
    around = Around(make_graph(edge_list, size=NODES), viewer, sight(closed, gone))

    evidence = around.evidence(10_000)

    assert not gone & set(evidence.nodes.tolist())
    for node in evidence.nodes.tolist():
        mutual = set(graph.row(viewer)) & set(graph.row(node)) - shut
        assert set(around.mutual(node)) == mutual
        assert not shut & set(around.between(node))
        has_mutual = evidence.parts[evidence.nodes == node, 1][0] > 0
        assert has_mutual == bool(mutual)
