import pytest

from enishi.engines.search.evaluation import (
    Trial,
    groups_of,
    read_classes,
    read_members,
    read_queries,
)

MEMBERS = [
    '{"id": "a", "passages": [{"text": "アルバイト求人広告の営業", "from": "2015"}]}',
    "",
    '{"id": "b", "passages": [{"text": "part-time job ads", "organization": "Lantern"}]}',
    '{"id": "c"}',
]


def test_members_may_lack_dates_organizations_and_passages():
    members = list(read_members(MEMBERS))

    assert [(one.name, len(one.passages)) for one in members] == [("a", 1), ("b", 1), ("c", 0)]
    assert members[0].passages[0].starts == "2015"
    assert members[1].passages[0].language == "en"


@pytest.mark.parametrize("line", ["{", "[]", '{"passages": []}', '{"id": 1, "passages": [{}]}'])
def test_a_line_that_is_no_member_is_named(line):
    with pytest.raises(ValueError, match="Line 2"):
        list(read_members(['{"id": "a"}', line]))


def test_queries_are_an_id_and_a_text():
    assert list(read_queries(["q1\tバイト 求人\n", "\n", "q2\t"])) == [
        ("q1", "バイト 求人"),
        ("q2", ""),
    ]


def test_a_class_that_asks_in_both_languages_is_judged_by_language_as_well():
    classes = read_classes(["q1\tcross\ttest", "q2\tcross\ttest", "q3\tja\ttune"])
    queries = [("q1", "漆"), ("q2", "lacquer"), ("q3", "桶"), ("q4", "櫛")]

    assert read_classes(["q1\tcross\ttest", "q3\tja\ttune"], split="tune") == {"q3": "ja"}
    assert groups_of(queries, classes) == {
        "cross": {"q1", "q2"},
        "cross:ja": {"q1"},
        "cross:en": {"q2"},
        "ja": {"q3"},
    }


def test_only_the_products_own_ranking_crosses_the_languages(tmp_path):
    trial = Trial(tmp_path)
    trial.fill(read_members(MEMBERS))

    assert [place.member for place in trial.default("q", "バイト求人")] == ["a", "b"]
    assert [place.member for place in trial.plain("q", "アルバイト求人")] == ["a"]
    assert trial.plain("q", "") == trial.default("q", "") == []
