"""Writing, reading and building anew; names; questions of bad faith."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enishi.engines.search import (
    Demand,
    Filters,
    Page,
    Scope,
    SearchIndex,
    WriterBusy,
)
from tests.engines.search.lines import STRANGER, answer, fill, found, line
from tests.fixtures.archives import SHARED


def naughty_strings():
    """The big list of naughty strings, where it is at hand."""
    path = SHARED / "security/blns/blns.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


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
