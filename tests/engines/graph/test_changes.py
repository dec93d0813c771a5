"""A graph that was changed, however often, is the graph made anew; and nobody's graph moves."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.engines.graph import NEUTRAL, from_rows, make_graph, packed_rows, with_changes
from enishi.engines.graph.room import reserve

pytestmark = pytest.mark.usefixtures("by")
NODES = 10
unhurried = settings(deadline=None, max_examples=60)
pairs = st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)).filter(
    lambda pair: pair[0] != pair[1]
)
edges = st.sets(pairs.map(lambda pair: tuple(sorted(pair))), max_size=20)
#: Lines of a log: whom, and whether they are connected from then on.
lines = st.lists(
    st.tuples(pairs.map(lambda pair: tuple(sorted(pair))), st.booleans()), max_size=25
)


def told(graph):
    starts, neighbours, strengths = packed_rows(graph)
    return starts.tolist(), neighbours.tolist(), strengths.tolist()


def apply(graph, some):
    latest = dict(some)
    added = [pair for pair, is_added in latest.items() if is_added]
    return with_changes(graph, added, [pair for pair, is_added in some if not is_added])


def strong(edge_list):
    """Every tie of a strength that no new one has."""
    starts, neighbours, _ = packed_rows(make_graph(sorted(edge_list), size=NODES))
    return from_rows(starts, neighbours, np.full(len(neighbours), 200, np.uint8))


@unhurried
@given(edges, lines, st.lists(st.integers(0, 25), max_size=6))
def test_in_however_many_steps_a_log_is_read_it_leads_to_one_graph(edge_list, log, cuts):
    first = strong(edge_list)
    at_once, before = apply(first, log), told(first)

    step_by_step, bounds = first, sorted({0, *cuts, len(log)})
    for start, end in pairwise(bounds):
        step_by_step = apply(step_by_step, log[start:end])

    there = set(edge_list)
    for pair, is_added in log:
        (there.add if is_added else there.discard)(pair)
    assert told(at_once) == told(step_by_step)
    assert told(at_once)[:2] == told(make_graph(sorted(there), size=NODES))[:2]
    assert told(first) == before
    removed = {pair for pair, is_added in log if not is_added}
    for one, other in there:
        tie = at_once.ties(one)[at_once.row(one).tolist().index(other)]
        assert tie == (200 if (one, other) in edge_list - removed else NEUTRAL)


def test_two_graphs_may_grow_from_one():
    trunk = with_changes(make_graph([(0, 1)], size=600), [(1, 2)])

    left, right = with_changes(trunk, [(0, 3)]), with_changes(trunk, [(0, 599)], [(0, 1)])

    assert (left.row(0).tolist(), right.row(0).tolist()) == ([1, 3], [599])
    assert trunk.row(0).tolist() == [1]
    assert left.room is right.room


def test_room_is_made_again_and_again_and_nothing_is_lost():
    random = np.random.default_rng(3)
    graph, there, rooms = make_graph([], size=700), set(), set()
    for _turn in range(400):
        one, other = sorted(random.integers(0, 700, 2).tolist())
        if one != other:
            graph = with_changes(graph, [(one, other)])
            there.add((one, other))
            rooms.add(id(graph.room.headers))

    assert told(graph) == told(make_graph(sorted(there), size=700))
    assert len(rooms) > 1


def test_more_room_moves_the_rows_that_changed():
    graph = with_changes(make_graph([(0, 1), (1, 2)], size=300), [(0, 2)])

    moved, _heads_at, rows_at = reserve(graph, 300, 256, 1 << 16)

    assert told(moved) == told(graph)
    assert rows_at + (1 << 16) <= len(moved.neighbours)


def test_new_members_are_made_room_for():
    graph = with_changes(make_graph([(0, 1)]), [(1, 1000)])

    assert (graph.size, graph.row(1000).tolist(), graph.row(1).tolist()) == (
        1001,
        [1],
        [0, 1000],
    )
    assert with_changes(graph, [], [(5000, 1)]).size == 1001
