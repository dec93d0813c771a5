import json

import pytest
from click.testing import CliRunner

from enishi.doors.jobs.search import evaluate_search, rebuild_index
from tests.makers import make_entry, make_member

MEMBERS = (
    '{"id": "a", "passages": [{"text": "アルバイト求人広告の営業", "from": "2015"}]}\n'
    '{"id": "b", "passages": [{"text": "part-time job advertising sales"}]}\n'
    '{"id": "c", "passages": [{"text": "経理", "organization": "甲社"}]}\n'
)


@pytest.fixture
def outside(tmp_path):
    """Members, queries and judgements as they come from outside."""
    files = {
        "members": MEMBERS,
        "queries": "q1\tアルバイト求人 営業\nq2\tpart-time job\n",
        "judgements": "q1 0 a 2\nq1 0 b 1\nq2 0 a 1\nq2 0 b 2\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return [part for name in files for part in (f"--{name}", str(tmp_path / name))]


def test_both_rankings_are_judged_by_the_same_measures(outside, tmp_path):
    run = tmp_path / "run"
    result = CliRunner().invoke(evaluate_search, [*outside, "--run", str(run)])

    report = json.loads(result.stdout)
    assert set(report) == {"default", "tied", "bm25", "bigrams"}
    assert set(report["bm25"]) == {"ndcg_at_10", "p_at_5", "mrr", "map", "recall_at_10"}
    assert report["default"]["ndcg_at_10"] == report["default"]["recall_at_10"] == 1
    assert report["bm25"]["recall_at_10"] == 0.5
    assert [line.split()[:4] for line in run.read_text().splitlines()] == [
        ["q1", "Q0", "a", "1"],
        ["q1", "Q0", "b", "2"],
        ["q2", "Q0", "b", "1"],
        ["q2", "Q0", "a", "2"],
    ]


def test_classes_of_one_half_are_judged_apart(outside, tmp_path):
    classes = tmp_path / "classes"
    classes.write_text("q1\tcross\ttest\nq2\tcross\ttest\nq3\tcross\ttune\n")
    result = CliRunner().invoke(evaluate_search, [*outside, "--classes", str(classes), "test"])

    report = json.loads(result.stdout)["default"]
    by_class = report.pop("by_class")
    assert {name: one["queries"] for name, one in by_class.items()} == {
        "cross": 2,
        "cross:en": 1,
        "cross:ja": 1,
    }
    assert by_class["cross"]["recall_of_grade_2_at_10"] == report["ndcg_at_10"] == 1


def test_a_file_that_is_none_is_refused_with_its_line(outside, tmp_path):
    (tmp_path / "members").write_text('{"id": "a"}\nnonsense\n')

    result = CliRunner().invoke(evaluate_search, outside)

    assert result.exit_code == 1
    assert "Line 2" in result.output


def test_the_index_is_rebuilt_from_the_records(settings, tmp_path, db):
    settings.DATA = tmp_path
    make_entry(make_member(), title_ja="求人広告")

    result = CliRunner().invoke(rebuild_index)

    assert result.exit_code == 0
    assert "1" in result.stdout.splitlines()[-1]
