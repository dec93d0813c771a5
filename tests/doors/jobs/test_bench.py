import json

import pytest
from click.testing import CliRunner

from enishi.doors.jobs.bench import command
from enishi.doors.jobs.bench.command import bench_graph
from enishi.doors.jobs.bench_standing import bench_standing
from enishi.engines.graph import kernels

QUESTIONS = {"badges", "candidates", "mutual", "paths", "second_degree"}


@pytest.fixture
def few(monkeypatch, settings, tmp_path):
    settings.DATA = tmp_path
    for name, number in {
        "VIEWERS": 12,
        "SLOW_VIEWERS": 6,
        "CHANGES": 500,
        "BATCH": 100,
    }.items():
        monkeypatch.setattr(command, name, number)


def test_every_question_is_timed_beside_numpy_and_sqlite(few):
    result = CliRunner().invoke(bench_graph, ["--members", "800", "--edges", "6000"])

    report = json.loads(result.stdout)
    for question in QUESTIONS:
        assert report[question].keys() == {
            *("p50_us", "p99_us", "hub_p50_us", "numpy_ratio", "hub_numpy_ratio"),
            *("sqlite_ratio", "hub_sqlite_ratio", "hub_sqlite_ratio_again"),
        }
        assert report[question]["p99_us"] >= report[question]["p50_us"] > 0
    assert report["members"] == 800
    assert 5000 < report["edges"] <= 6600
    assert report["candidates_recall_at_50"] == {"viewers": 1.0, "hubs": 1.0}
    assert (
        min(report[key] for key in ("open_ms", "open_wall_ms", "resident_mb", "bytes_per_edge"))
        > 0
    )
    assert report["catch_up_edges_per_second"] > 0
    assert kernels.for_size(800) is None  # the house goes on as before


@pytest.mark.parametrize(("other", "whom"), [("_same", "NumPy"), ("_agree", "SQLite")])
def test_another_answer_ends_the_measurement(few, monkeypatch, other, whom):
    monkeypatch.setattr(command.np, "array_equal", lambda *_: False)
    if other == "_agree":
        monkeypatch.setattr(command, "_same", lambda *_: None)

    result = CliRunner().invoke(bench_graph, ["--members", "500", "--edges", "3000"])

    assert result.exit_code == 1
    assert f"{whom} answers otherwise: badges" in result.stderr


def test_sqlite_can_be_spared(few):
    arguments = ["--members", "500", "--edges", "3000", "--without-sqlite"]
    report = json.loads(CliRunner().invoke(bench_graph, arguments).stdout)

    assert "sqlite_ratio" not in report["badges"]


def test_stored_queries_are_timed_as_records_come_by():
    arguments = ["--queries", "60", "--careers", "20", "--changed", "20"]
    report = json.loads(CliRunner().invoke(bench_standing, arguments).stdout)

    assert report["queries"] == 60
    assert report["records"] == 20
    assert report["p99_ms"] >= report["p50_ms"] > 0
    assert report["memory_mb"] >= 0
