"""Which people answer which words, and with which lines."""

import pytest

from enishi.engines.search import (
    Demand,
    Scope,
)
from tests.engines.search.lines import STRANGER, fill, found, line


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


def test_who_did_the_thing_comes_before_who_only_shares_the_verb(index):
    others = (line(number, "Taught pottery.") for number in range(3, 7))
    fill(index, line(1, "直す"), line(2, "仏壇"), *others)

    assert found(index, "仏壇を直す", demand=Demand(least=0)) == [2, 1]


def test_what_a_dictionary_says_earns_more_in_a_line_the_word_cannot_stand_in(index):
    fill(index, line(1, "蹄鉄", language="ja"), line(2, "horseshoe", language="en"))

    def relevance(query):
        hits = index.search(query, STRANGER).hits
        return {hit.member_id: hit.parts.relevance for hit in hits}

    japanese, mixed = relevance("蹄鉄の交換"), relevance("蹄鉄の交換 DIY")
    assert japanese[2] / japanese[1] > mixed[2] / mixed[1]
    assert japanese[1] > 0


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
