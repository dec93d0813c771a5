"""What a viewer may not see takes no part in an answer."""

from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enishi.engines.search import (
    Filters,
    Passage,
    Scope,
    SearchIndex,
)
from tests.engines.search.lines import STRANGER, answer, fill, found, line

LEVELS = ("everyone", "members", "second_degree", "connections", "only_me")
VIEWERS = {
    "guest": (Scope(), LEVELS[:1]),
    "stranger": (STRANGER, LEVELS[:2]),
    "second": (Scope(viewer_id=900, second_degree={1, 2, 3}), LEVELS[:3]),
    "first": (Scope(viewer_id=900, connections={1, 2, 3}), LEVELS[:4]),
}
WRITTEN = st.builds(
    Passage,
    passage_id=st.uuids().map(str),
    member_id=st.integers(1, 3),
    text=st.sampled_from(("求人広告の営業", "営業", "job ads", "広告の依頼をした", "経理")),
    organization_key=st.sampled_from(("", "kou", "otsu")),
    places=st.sampled_from(((), ("jp13",))),
    industries=st.sampled_from(((), ("J",), ("P",))),
    starts=st.sampled_from(("", "2001", "2020")),
    visibility=st.sampled_from(LEVELS),
)


@pytest.mark.parametrize(
    ("visibility", "stranger", "second", "connection"),
    [
        ("everyone", True, True, True),
        ("members", True, True, True),
        ("second_degree", False, True, True),
        ("connections", False, False, True),
        ("only_me", False, False, False),
    ],
)
def test_lines_are_found_by_whom_they_are_for(index, visibility, stranger, second, connection):
    fill(index, line(1, "秘伝の営業", visibility=visibility), line(2, "経理"))

    assert bool(found(index, "秘伝")) is stranger
    assert bool(found(index, "秘伝", Scope(viewer_id=9, second_degree={1}))) is second
    assert bool(found(index, "秘伝", Scope(viewer_id=9, connections={1}))) is connection


def test_a_guest_finds_only_what_is_open_to_everyone(index):
    fill(index, line(1, "営業", visibility="members"), line(2, "営業", visibility="everyone"))

    assert found(index, "営業", Scope()) == [2]


def test_hidden_lines_change_nothing_of_an_answer(tmp_path):
    seen = [
        line(1, "求人広告の営業", organization="甲社", organization_key="kou"),
        line(2, "求人の採用"),
        line(3, "営業と広告", organization="乙社", organization_key="otsu"),
    ]
    hidden = [
        line(2, "求人広告の営業 " * 5, visibility="connections", organization_key="kou"),
        line(4, "求人広告の営業", visibility="second_degree", organization_key="hei"),
        line(5, "求人広告", visibility="only_me", organization_key="hei"),
    ]
    without, with_hidden = SearchIndex.open(tmp_path / "a"), SearchIndex.open(tmp_path / "b")
    fill(without, *seen)
    fill(with_hidden, *seen, *hidden)

    for query in ("求人広告 営業", "求人", "広告"):
        assert answer(with_hidden, query) == answer(without, query)


@given(lines=st.lists(WRITTEN, min_size=2, max_size=9), viewer=st.sampled_from([*VIEWERS]))
@settings(max_examples=8, deadline=None)
def test_nothing_hidden_changes_results_counts_facets_order_or_names(lines, viewer):
    """An index of all lines answers like one without those the viewer may not see."""
    scope, levels = VIEWERS[viewer]
    names = {1: ["大野 渡"], 2: ["大野 薫"], 3: ["小林 渡"]}
    narrowed = Filters(organizations=frozenset({"kou"}), industries=frozenset({"J"}))
    told = []
    for kept in (lines, [one for one in lines if one.visibility in levels]):
        with TemporaryDirectory() as folder:
            index = SearchIndex.open(folder)
            with index.writer() as writer:
                for member_id, spelled in names.items():
                    theirs = [one for one in kept if one.member_id == member_id]
                    writer.replace_member(member_id, theirs, spelled)
            told.append(
                [
                    answer(index, "求人広告 営業", scope),
                    answer(index, "営業 -依頼", scope, filters=narrowed),
                    found(index, "ads", scope, filters=Filters(first_year=2010)),
                    index.people_named("大", scope),
                ]
            )

    assert told[0] == told[1]


def test_lines_for_the_circle_do_not_change_how_open_lines_score(index, tmp_path):
    other = SearchIndex.open(tmp_path / "other")
    fill(index, line(1, "求人広告の営業"), line(2, "求人の採用", visibility="connections"))
    fill(other, line(1, "求人広告の営業"))
    friend = Scope(viewer_id=9, connections={2})

    with_friend = {hit.member_id: hit for hit in index.search("求人", friend).hits}

    assert with_friend.keys() == {1, 2}
    assert with_friend[1] == other.search("求人", friend).hits[0]


def test_excluded_members_do_not_exist(index):
    fill(
        index,
        line(1, "営業", organization_key="kou"),
        line(2, "営業"),
        names={1: ["大野 渡"], 2: ["大野 薫"]},
    )
    scope = Scope(viewer_id=9, excluded={1})
    results = index.search("営業", scope)

    assert [hit.member_id for hit in results.hits] == [2]
    assert (results.total, index.facets("営業", scope).organizations) == (1, {})
    assert index.people_named("大野", scope) == [2]


def test_nobody_finds_themself(index):
    fill(index, line(1, "営業"), line(2, "営業"), names={1: ["大野 渡"]})

    assert found(index, "営業", Scope(viewer_id=1)) == [2]
    assert index.people_named("おおの", Scope(viewer_id=1)) == []


def test_a_guest_is_told_of_no_position_that_is_for_members(index):
    open_to_all = {"visibility": "everyone", "organization_key": "kou", "industries": ("J",)}
    fill(
        index,
        line(1, "営業", **open_to_all),
        line(1, "経理", organization_key="otsu", places=("jp13",), industries=("P",)),
    )

    facets = index.facets("営業", Scope())
    assert (facets.organizations, facets.places, facets.industries) == (
        {"kou": 1},
        {},
        {"J": 1},
    )
    assert found(index, "営業", Scope(), filters=Filters(industries=frozenset({"P"}))) == []
    assert found(index, "営業", filters=Filters(industries=frozenset({"P"}))) == [1]


def test_a_hidden_position_is_no_way_to_filter(index):
    fill(
        index,
        line(1, "営業"),
        line(1, "経理", organization_key="secret", visibility="connections"),
    )

    assert found(index, "営業", filters=Filters(organizations=frozenset({"secret"}))) == []


def test_a_line_that_becomes_narrow_leaves_the_open_index(index):
    fill(index, line(1, "営業", name="1:ja:0"))
    fill(index, line(1, "営業", name="1:ja:0", visibility="connections"))

    assert found(index, "営業") == []
    assert found(index, "営業", Scope(viewer_id=9, connections={1})) == [1]
