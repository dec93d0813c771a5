import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from tempfile import TemporaryDirectory
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enishi.engines.search import (
    Demand,
    Filters,
    Order,
    Page,
    Passage,
    Scope,
    SearchIndex,
    WriterBusy,
)
from tests.fixtures.archives import SHARED

STRANGER = Scope(viewer_id=900)


def line(member_id, text, **kwargs):
    name = kwargs.pop("name", f"{member_id}:{text}")
    return Passage(passage_id=name, member_id=member_id, text=text, **kwargs)


@pytest.fixture
def index(tmp_path):
    return SearchIndex.open(tmp_path / "index")


def fill(index, *lines, names=None):
    members = {}
    for one in lines:
        members.setdefault(one.member_id, []).append(one)
    with index.writer() as writer:
        for member_id, passages in members.items():
            writer.replace_member(member_id, passages, (names or {}).get(member_id, ()))


def found(index, query, scope=STRANGER, **kwargs):
    return [hit.member_id for hit in index.search(query, scope, **kwargs).hits]


def answer(index, query, scope=STRANGER, **kwargs):
    """All that a viewer can tell from an answer."""
    return index.search(query, scope, **kwargs), index.facets(query, scope)


@pytest.mark.parametrize(
    "query", ["アルバイト求人", "バイト", "part-time job", "ｱﾙﾊﾞｲﾄ", "あるばいと", "パート"]
)
def test_part_time_work_is_found_across_spellings_and_languages(index, query):
    fill(
        index,
        line(1, "アルバイト求人広告の営業を統括"),
        line(2, "バイト採用の広告"),
        line(3, "Built the sales team of a part-time job board"),
        line(4, "経理と財務"),
    )

    assert sorted(found(index, query)) == [1, 2, 3]


@pytest.mark.parametrize(
    "query", ["アルバイト求人業界 営業 戦略", "part-time job advertising sales strategy"]
)
def test_the_story_is_found_in_both_languages_with_the_line_that_proves_it(index, query):
    proof = "アルバイト求人広告の営業戦略を立て、42人を統括"
    fill(
        index,
        line(1, proof, organization="あけぼの求人社", starts="2015", ends="2021"),
        line(2, "居酒屋でアルバイト"),
        line(3, "法人営業"),
        line(4, "経営戦略"),
    )

    best = index.search(query, STRANGER).hits[0]

    assert best.member_id == 1
    assert best.evidence[0].text == proof
    assert best.evidence[0].organization == "あけぼの求人社"
    assert (best.evidence[0].starts, best.evidence[0].ends) == ("2015", "2021")
    marked = [proof[start:end] for start, end in best.evidence[0].spans]
    assert "営業戦略" in marked[-1]
    assert marked[0].startswith("アルバイト求人")


def test_evidence_adds_lines_only_for_what_they_add(index):
    fill(
        index,
        line(1, "求人広告の営業", entry_id=1, organization="甲社"),
        line(1, "料金改定を企画", entry_id=2, organization="甲社"),
        line(1, "求人の営業", entry_id=3, organization="甲社"),
        line(1, "園芸", entry_id=4),
    )

    hit = index.search("求人広告 営業 料金", STRANGER).hits[0]

    assert [one.text for one in hit.evidence] == ["求人広告の営業", "料金改定を企画"]


def test_one_perfect_line_beats_many_weak_ones(index):
    fill(
        index,
        line(1, "求人広告の料金戦略"),
        *(line(2, f"営業の戦略 その{number}") for number in range(10)),
    )

    assert found(index, "求人広告 料金 戦略", demand=Demand(least=0))[0] == 1


def test_a_hit_must_answer_most_words(index):
    fill(index, line(1, "離島の路線バス"), line(2, "離島の診療所"))

    strict = Demand(enough=1)
    assert found(index, "離島 路線バス", demand=strict) == [1]
    assert found(index, "離島 路線バス", demand=Demand(least=0)) == [1, 2]


def test_where_few_answer_most_words_those_who_answer_some_are_listed_as_well(index):
    others = (line(number, "都心の再開発") for number in range(3, 9))
    fill(index, line(1, "離島の路線バス"), line(2, "離島の診療所"), *others)

    loosened = index.search("離島 路線バス", STRANGER)
    assert [hit.member_id for hit in loosened.hits] == [1, 2]
    assert (loosened.total, loosened.is_loosened) == (2, True)
    assert index.facets("離島 路線バス", STRANGER).degrees == {3: 2}
    assert not index.search("離島 路線バス", STRANGER, demand=Demand(enough=1)).is_loosened
    assert not index.search("離島", STRANGER).is_loosened
    # A word that most have says too little to be answered by.
    assert index.search("深海 沈没船 再開発", STRANGER).total == 0


def test_words_may_be_answered_by_different_lines(index):
    fill(index, line(1, "路線バスの運行"), line(1, "離島に赴任"))

    assert found(index, "離島 路線バス") == [1]


@pytest.mark.parametrize("query", ['"料金改定"', "「料金改定」", "『料金改定』"])
def test_marks_of_either_language_keep_words_together(index, query):
    fill(index, line(1, "料金改定を企画"), line(2, "料金表の改定"))

    assert found(index, query) == [1]


def test_a_phrase_does_not_reach_from_one_line_into_the_next(index):
    fill(index, line(1, "新しい料金"), line(1, "改定の担当"))

    assert found(index, '"料金改定"') == []


def test_an_excluded_word_leaves_out_people_who_have_it_in_another_line(index):
    fill(index, line(1, "営業"), line(1, "派遣の登録"), line(2, "営業"))

    assert found(index, "営業 -派遣") == [2]


def test_an_excluded_word_leaves_out_only_whom_the_viewer_sees_with_it(index):
    fill(index, line(1, "営業"), line(1, "派遣の登録", visibility="connections"))

    assert found(index, "営業 -派遣") == [1]
    results = index.search("営業 -派遣", Scope(viewer_id=9, connections={1}))
    assert (results.hits, results.total) == ((), 0)


def test_a_phrase_must_stand_together_and_an_excluded_word_must_not_stand(index):
    fill(index, line(1, "料金改定を企画"), line(2, "料金表の改定"), line(3, "派遣の料金改定"))

    assert sorted(found(index, '"料金改定"')) == [1, 3]
    assert found(index, '"料金改定" -派遣') == [1]


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


def test_words_of_the_house_find_each_other_without_a_new_index(index):
    fill(index, line(1, "クリック課金の設計"), line(2, "経理"))
    house = (("応募単価制", "クリック課金"),)

    assert found(index, "応募単価制") == []
    hits = index.search("応募単価制", STRANGER, house=house).hits

    assert [hit.member_id for hit in hits] == [1]
    text = hits[0].evidence[0].text
    assert [text[start:end] for start, end in hits[0].evidence[0].spans] == ["クリック課金"]


def test_text_hides_no_separators_of_ours(index):
    fill(index, line(1, "営業\x1e\x1fの\x1e戦略"))

    assert index.search("営業", STRANGER).hits[0].evidence[0].text == "営業  の 戦略"


def test_a_hidden_position_is_no_way_to_filter(index):
    fill(
        index,
        line(1, "営業"),
        line(1, "経理", organization_key="secret", visibility="connections"),
    )

    assert found(index, "営業", filters=Filters(organizations=frozenset({"secret"}))) == []


def test_the_score_says_why(index):
    fill(
        index,
        line(1, "求人広告の営業", starts="2010", ends="2012"),
        line(2, "求人広告の営業", starts="2014", ends="", is_current=True),
        line(3, "求人広告の営業"),
    )
    scope = Scope(viewer_id=9, connections={3})
    hits = {
        hit.member_id: hit.parts
        for hit in index.search("求人広告", scope, demand=Demand(on=date(2026, 1, 1))).hits
    }

    assert hits[1].relevance == hits[2].relevance == hits[3].relevance
    assert hits[2].recency > hits[1].recency > hits[3].recency == 0
    assert hits[1].depth > hits[3].depth == 0
    assert hits[3].nearness > hits[1].nearness == 0


def test_pages_follow_one_another_without_gap_or_repeat(index):
    fill(index, *(line(number, f"営業 {number}年目") for number in range(1, 26)))
    whole = found(index, "営業", page=Page(size=100))
    pages = [found(index, "営業", page=Page(offset=at, size=10)) for at in (0, 10, 20, 30)]

    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert [one for page in pages for one in page] == whole


def test_everybody_who_answers_is_counted_however_many_they_are(index):
    fill(index, *(line(number, "営業") for number in range(1, 400)))
    results = index.search("営業", STRANGER)

    assert results.is_total_exact
    assert results.total == 399


def test_replacing_and_removing_are_seen_by_a_reader_that_is_open(index):
    reader = SearchIndex.open(index.path)
    fill(index, line(1, "営業"))
    assert found(reader, "営業") == [1]

    fill(index, line(1, "経理"))
    assert (found(reader, "営業"), found(reader, "経理")) == ([], [1])

    with index.writer() as writer:
        writer.remove_member(1)
    assert found(reader, "経理") == []
    assert reader.count_lines() == 0


def test_a_line_that_becomes_narrow_leaves_the_open_index(index):
    fill(index, line(1, "営業", name="1:ja:0"))
    fill(index, line(1, "営業", name="1:ja:0", visibility="connections"))

    assert found(index, "営業") == []
    assert found(index, "営業", Scope(viewer_id=9, connections={1})) == [1]


def test_what_fails_half_way_is_forgotten(index):
    fill(index, line(1, "営業"))

    with pytest.raises(RuntimeError), index.writer() as writer:  # noqa: PT012 - the point
        writer.replace_member(1, [line(1, "経理")])
        raise RuntimeError

    assert found(index, "営業") == [1]


def test_rebuilding_takes_the_place_of_the_old_in_one_step(index):
    reader = SearchIndex.open(index.path)
    fill(index, line(1, "営業"), line(2, "営業"))

    with index.rebuild() as writer:
        writer.replace_member(2, [line(2, "営業")])
        writer.commit()
        assert found(reader, "営業") == [1, 2]

    assert found(reader, "営業") == [2]
    assert len(list(index.path.glob("g*"))) == 1


def test_a_rebuilt_index_answers_the_same(index):
    lines = [
        line(1, "求人広告の営業", organization_key="kou"),
        line(2, "求人の採用", visibility="connections"),
        line(3, "広告"),
    ]
    fill(index, *lines)
    scope = Scope(viewer_id=9, connections={2})
    before = answer(index, "求人広告", scope)

    with index.rebuild() as writer:
        for one in lines:
            writer.replace_member(one.member_id, [one])

    assert answer(index, "求人広告", scope) == before


def test_a_second_writer_is_refused(index):
    fill(index, line(1, "営業"))

    with index.writer(), pytest.raises(WriterBusy), index.writer():
        pass


def test_no_index_answers_with_nothing(index):
    assert not index.exists
    assert index.search("営業", STRANGER).hits == ()
    assert index.people_named("大野", STRANGER) == []


@pytest.mark.parametrize("beginning", ["大", "大野", "おお", "ono", "Oh", "Wataru O", "渡"])
def test_names_are_completed_from_one_character_in_any_script(index, beginning):
    fill(
        index,
        line(1, "営業"),
        line(2, "営業"),
        names={
            1: ["大野 渡", "おおの わたる", "Wataru Ohno"],
            2: ["小林 薫", "Kaoru Kobayashi"],
        },
    )

    assert index.people_named(beginning, STRANGER) == [1]


def test_of_people_of_one_name_the_nearest_comes_first(index):
    names = {member: ["大野 渡"] for member in (1, 2, 3, 4)} | {5: ["大 渡"]}
    fill(index, *(line(member, "営業") for member in names), names=names)
    scope = Scope(viewer_id=9, connections={4}, second_degree={3}, excluded={2})

    assert index.people_named("大", scope) == [5, 4, 3, 1]
    assert index.people_named("大", scope, limit=2) == [5, 4]
    assert index.people_named("大野", scope) == [4, 3, 1]


@given(query=st.text(st.characters(), max_size=60))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_query_raises(index, query):
    if not index.exists:
        fill(index, line(1, "営業 \ud800", organization_key="\ud800"))
    filters = Filters(degrees=frozenset({1, 7}), organizations=frozenset({query}))

    index.search(query, STRANGER)
    index.search(query, Scope(), filters=filters)
    index.facets(query, STRANGER, house=((query, "営業"),))
    index.people_named(query, STRANGER)


def naughty_strings():
    """The big list of naughty strings, where it is at hand."""
    path = SHARED / "security/blns/blns.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


def test_a_first_index_is_read_while_it_grows(index):
    assert index.count_growing() is None
    with index.rebuild() as writer:
        writer.replace_member(1, [line(1, "求人広告の営業")], ["藤田 直樹"])
        writer.commit()
        assert found(index, "求人広告") == [1]
        assert index.count_growing() == 1
        assert not index.exists
        writer.replace_member(2, [line(2, "求人広告の制作")], ["相沢 みどり"])
    assert sorted(found(index, "求人広告")) == [1, 2]
    assert index.count_growing() is None
    assert index.exists


def test_a_second_index_is_read_only_when_it_is_whole(index):
    fill(index, line(1, "求人広告の営業"))
    with index.rebuild() as writer:
        writer.replace_member(2, [line(2, "求人広告の制作")])
        writer.commit()
        assert found(index, "求人広告") == [1]
    assert found(index, "求人広告") == [2]


def test_a_first_index_whose_writer_died_is_begun_anew(index):
    dying = index.rebuild()
    writer = dying.__enter__()
    writer.replace_member(1, [line(1, "求人広告の営業")])
    writer.commit()
    dying.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not index.exists
    with index.rebuild() as writer:
        writer.replace_member(3, [line(3, "求人広告の編集")])
    assert found(index, "求人広告") == [3]


def test_questions_of_bad_faith_are_answered_like_others(index):
    fill(index, line(1, "営業"))
    hostile = [
        *naughty_strings(),
        "営業" * 5_000,
        '"' * 3_001,
        "-" * 400,
        "OR " * 200,
        "\x00\x07\x1b[31m営業",
        "「「「" + "』" * 50,
        "\u202e\u200b\ufeff",
    ]

    for query in hostile:
        index.search(query, Scope(viewer_id=9, connections={1}))
        index.facets(query, STRANGER)
        index.people_named(query, STRANGER)


def test_whose_name_it_is_exactly_comes_before_whose_begins_like_it(index):
    names = {1: ["渡辺 健太"], 2: ["渡邊 健"]}
    fill(index, line(1, "営業"), line(2, "営業"), names=names)

    assert index.people_named("渡辺健", STRANGER) == [2, 1]


def test_searching_while_lines_are_written_never_fails(index):
    fill(index, *(line(number, f"営業 {number}年") for number in range(1, 60)))
    done = Event()
    answers = []

    def ask():
        while not done.is_set():
            answers.append(index.search("営業", STRANGER).total)

    with ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(ask) for _ in range(2)]
        for turn in range(8):
            fill(index, line(turn + 1, f"営業 {turn}年目"))
        with index.rebuild() as writer:
            for number in range(1, 60):
                writer.replace_member(number, [line(number, "営業")])
        done.set()
        for one in asking:
            one.result()

    assert set(answers) == {59}
