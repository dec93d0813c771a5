import numpy as np
import pytest

from enishi.engines.graph import make_graph
from enishi.engines.graph.links import PARTS, Blend, evidence_for, scaled_parts
from enishi.engines.graph.links.calibration import DEFAULT, calibrated
from enishi.engines.graph.links.fitting import fitted
from enishi.engines.graph.links.pool import Pool
from tests.engines.graph.links.towns import two_towns


def test_a_score_is_the_sum_of_its_parts():
    evidence = evidence_for(make_graph([(0, 1), (1, 2), (1, 3), (0, 4), (4, 3)]), 0)
    scaled = scaled_parts(evidence, evidence.nodes, np.zeros((2, 3)))

    parts = DEFAULT.parts(scaled)

    assert evidence.nodes.tolist() == [2, 3]
    assert parts.sum(axis=1) == pytest.approx(DEFAULT.scores(scaled))
    assert DEFAULT.scores(scaled)[1] > DEFAULT.scores(scaled)[0]
    assert scaled[1, :4] == pytest.approx(np.ones(4))  # the best is 1; no way of three steps


def test_who_is_known_by_their_record_alone_has_a_score():
    evidence = evidence_for(make_graph([(0, 1)]), 0)
    nodes = np.array([5], dtype=np.int32)

    scaled = scaled_parts(evidence, nodes, np.array([[0.5, 0, 0.25]]))

    assert dict(zip(PARTS, scaled[0], strict=True))["work"] == 0.5
    assert DEFAULT.scores(scaled)[0] > 0


def test_weights_have_names():
    assert Blend.of({"field": 2.0}).named()["field"] == 2.0
    assert Blend.of(DEFAULT.named()) == DEFAULT


def pool_of(*viewers):
    """Pools of one part: for each viewer the values, and which are right."""
    return Pool(
        [np.array(values, dtype=float)[:, np.newaxis] for values, _right in viewers],
        [np.array(right, dtype=bool) for _values, right in viewers],
        [max(sum(right), 1) for _values, right in viewers],
    )


def test_a_pool_measures_what_a_list_shows():
    pool = pool_of(([5, 4, 3, 3], [0, 1, 0, 1]), ([1, 2], [0, 0]))

    assert pool.ranks(pool.scaled[:, 0]).tolist() == [1, 3]
    # Two of the first five, a first right one on the second place, all of them of twenty;
    # and a viewer for whom nothing was right.
    assert pool.measure(pool.scaled[:, 0]) == pytest.approx([0.2, 0.25, 0.5])


def test_a_fit_finds_which_part_matters():
    rng = np.random.default_rng(0)
    parts = [rng.random((20, 3)) for _ in range(200)]
    right = [np.arange(20) == rows[:, 1].argmax() for rows in parts]
    pool = Pool(parts, right, [1] * 200)

    weights = fitted(pool, 1.0)

    assert weights[1] > 10 * abs(weights[[0, 2]]).max()
    assert pool.measure(pool.scaled @ weights)[1] > 0.95


def test_a_part_that_never_differs_counts_nothing():
    pool = pool_of(([1, 1, 1], [0, 1, 0]), ([1, 1], [1, 0]))

    assert fitted(pool, 0.5).tolist() == [0.0]


def test_the_same_ties_give_the_same_weights_and_those_fit():
    edges = two_towns()

    one, other = (calibrated(edges, 120, viewers=400) for _ in range(2))

    assert one == other
    assert one != DEFAULT


def test_too_few_ties_teach_nothing():
    assert calibrated(np.array([(0, 1), (1, 2)]), 3) is None
