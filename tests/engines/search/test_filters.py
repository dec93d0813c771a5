"""What narrows a search, and what is counted beside it."""

import pytest

from enishi.engines.search import (
    Demand,
    Filters,
    Order,
    Page,
    Scope,
)
from tests.engines.search.lines import STRANGER, fill, found, line


def test_filters_narrow_and_facets_count_before_they_do(index):
    fill(
        index,
        line(1, "営業", organization_key="kou"),
        line(2, "営業", organization_key="otsu"),
        line(3, "営業", organization_key="otsu"),
        line(3, "経理", organization_key="kou"),
        line(4, "営業"),
    )
    scope = Scope(viewer_id=9, connections={1}, second_degree={2})

    narrowed = index.search("営業", scope, filters=Filters(organizations=frozenset({"kou"})))

    assert sorted(hit.member_id for hit in narrowed.hits) == [1, 3]
    facets = index.facets("営業", scope)
    assert narrowed.total == 2
    assert facets.organizations == {"kou": 2, "otsu": 2}
    assert facets.degrees == {1: 1, 2: 1, 3: 2}
    for degree, expected in ((1, [1]), (2, [2]), (3, [3, 4])):
        filters = Filters(degrees=frozenset({degree}))
        assert sorted(found(index, "営業", scope, filters=filters)) == expected


def test_places_narrow_and_are_counted(index):
    fill(
        index,
        line(1, "営業", places=("jp13",)),
        line(2, "営業", places=("jp27",)),
        line(3, "営業"),
        line(3, "経理", places=("jp27",)),
    )

    assert index.facets("営業", STRANGER).places == {"jp13": 1, "jp27": 2}
    assert sorted(found(index, "営業", filters=Filters(places=frozenset({"jp27"})))) == [2, 3]


def test_industries_narrow_and_are_counted(index):
    fill(
        index,
        line(1, "営業", industries=("J",)),
        line(2, "営業", industries=("P", "J")),
        line(3, "営業"),
    )

    assert index.facets("営業", STRANGER).industries == {"J": 2, "P": 1}
    assert found(index, "営業", filters=Filters(industries=frozenset({"P"}))) == [2]


def test_the_language_of_a_line_narrows(index):
    fill(
        index,
        line(1, "営業", language="ja"),
        line(2, "sales", language="en"),
        line(2, "経理", language="ja"),
    )

    assert found(index, "営業", filters=Filters(language="en")) == [2]
    assert found(index, "営業", filters=Filters(language="ja")) == [1]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(2015, 0, [2, 3]), (0, 2012, [1, 2]), (2011, 2011, [1]), (2030, 0, [3]), (0, 1990, [])],
)
def test_years_narrow_to_lines_that_tell_of_them(index, first, last, expected):
    fill(
        index,
        line(1, "営業", starts="2008-04", ends="2011-03"),
        line(2, "営業", starts="2012", ends="2016"),
        line(3, "営業", starts="2016-10", is_current=True),
        line(4, "営業"),
    )
    filters = Filters(first_year=first, last_year=last)

    assert sorted(found(index, "営業", filters=filters)) == expected


def test_members_can_be_left_out(index):
    fill(index, line(1, "営業"), line(2, "営業"))
    results = index.search(
        "営業", STRANGER, filters=Filters(accepts=lambda one, _degree: one != 1)
    )

    assert [hit.member_id for hit in results.hits] == [2]
    assert results.total == 1


def test_the_nearest_come_first_when_that_is_asked(index):
    fill(index, line(1, "求人広告の営業"), line(2, "営業の会議"), line(3, "営業の会議の準備"))
    scope = Scope(viewer_id=9, connections={3}, second_degree={2})

    assert found(index, "営業", scope, demand=Demand(order=Order.NEARNESS)) == [3, 2, 1]
    assert found(
        index, "営業", scope, demand=Demand(order=Order.NEARNESS), page=Page(size=1)
    ) == [3]
