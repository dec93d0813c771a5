import numpy as np
import pytest

from enishi.engines.graph.links import Records, Stay, nearness_at, years_together
from enishi.engines.graph.links.records import best_of


def records(stays=(), words=None, members=1_000):
    return Records(list(stays), words or {}, members)


def test_years_that_both_were_there():
    assert years_together((2009, 2018), (2012, 2020)) == 7
    assert years_together((2009, 2011), (2012, 2020)) == 0
    assert years_together((2012, 2012), (2012, 2012)) == 1


def test_longer_and_fewer_is_nearer():
    assert nearness_at(3, 10) > nearness_at(2, 10) > nearness_at(2, 1_000) > 0
    assert nearness_at(30, 10) == nearness_at(10, 10)


def test_work_school_and_field_are_told_apart():
    shared = records(
        [
            Stay(1, "a", 2009, 2018),
            Stay(2, "a", 2012, 2020),
            Stay(3, "a", 1999, 2008),
            Stay(1, "s", 2005, 2008, is_school=True),
            Stay(3, "s", 2006, 2009, is_school=True),
        ],
        {1: frozenset({"求人広告", "営業"}), 4: frozenset({"求人広告"})},
    ).shared_with(1)

    assert shared.keys() == {2, 3, 4}
    assert [round(value > 0) for value in shared[2]] == [1, 0, 0]
    assert [round(value > 0) for value in shared[3]] == [0, 1, 0]
    assert [round(value > 0) for value in shared[4]] == [0, 0, 1]
    assert all(0 <= value <= 1 for row in shared.values() for value in row)


def test_a_word_that_many_use_names_no_thin_field():
    many = {node: frozenset({"営業"}) for node in range(30)}

    assert records(words=many).shared_with(0) == {}
    assert records(words={0: frozenset({"塩引き鮭"})}).shared_with(0) == {}


def test_the_best_of_each_part():
    shared = {node: (node / 10, 0.0, 0.0) for node in range(5)} | {9: (0.0, 0.0, 0.5)}

    assert best_of(shared, 2) == {4, 3, 9}


def test_rows_for_nodes():
    rows = records().rows({4: (0.5, 0.25, 0.0)}, np.array([3, 4], dtype=np.int32))

    assert rows.tolist() == [[0, 0, 0], [0.5, 0.25, 0]]


@pytest.mark.parametrize("viewer", [1, 2])
def test_what_two_share_is_the_same_both_ways(viewer):
    own = records([Stay(1, "a", 2009, 2018), Stay(2, "a", 2012, 2020)])

    assert own.shared_with(viewer)[3 - viewer] == own.shared_with(3 - viewer)[viewer]
