import pytest
from click.testing import CliRunner
from django.utils import translation

from enishi.doors.jobs.graph import evaluate_degrees, rebuild_graph
from enishi.rooms.network import files, snapshot
from tests.makers import make_connection, make_member


def run(tmp_path, edges, pairs):
    for name, text in (("edges", edges), ("pairs", pairs)):
        (tmp_path / name).write_text(text)
    arguments = ["--edges", str(tmp_path / "edges"), "--pairs", str(tmp_path / "pairs")]
    return CliRunner().invoke(evaluate_degrees, arguments)


PAIRS = "10 10\n10 20\n10 30\n40 10\n10 50\n7 10\n7 7\n"
ANSWER = "10 10 0\n10 20 1\n10 30 2\n40 10 3\n10 50 beyond\n7 10 beyond\n7 7 0\n"


@pytest.mark.parametrize(
    "edges",
    [
        "10 20\n20 30\n30 40\n40 50\n",
        "a,b\n10,20\n20,30\n\n30,40\n40,50",
        "# FromNodeId ToNodeId\n20\t10\r\n20\t30\r\n40\t30\r\n40\t50\r\n",
        "source;target\n10;20;0.5\n20;30;0.1\n30;40;1\n30;40;1\n40;50;9\n50;50;1\n",
    ],
    ids=["spaces", "commas-header", "comment-tabs", "weights"],
)
def test_degrees_of_every_common_edge_list(tmp_path, edges):
    result = run(tmp_path, edges, PAIRS)

    assert (result.exit_code, result.output) == (0, ANSWER)


def test_far_apart_numbers_and_no_edges(tmp_path):
    far = 9_007_199_254_740_993

    assert run(tmp_path, f"1 {far}\n", f"{far} 1\n").output == f"{far} 1 1\n"
    assert run(tmp_path, "", "1 2\n").output == "1 2 beyond\n"
    assert run(tmp_path, "1 2\n", "").output == ""


def test_a_broken_line_is_refused(tmp_path):
    result = run(tmp_path, "1 2\n3\n", "1 2\n")

    assert result.exit_code == 1
    assert result.output.startswith("Error: ")


@pytest.fixture
def own_folder(settings, tmp_path):
    settings.DATA = tmp_path
    snapshot.forget()
    yield
    snapshot.forget()


@pytest.mark.django_db(transaction=True)
def test_the_snapshot_is_made_anew(own_folder):
    make_connection(make_member(), make_member())

    with translation.override("en"):
        result = CliRunner().invoke(rebuild_graph)

    assert (result.exit_code, result.stdout) == (0, "1 connection is in the graph.\n")
    assert len(files.snapshots()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_do_not_make_it_at_once(own_folder, monkeypatch):
    monkeypatch.setattr("enishi.rooms.network.services.take_lease", lambda **_: False)

    with translation.override("en"):
        result = CliRunner().invoke(rebuild_graph)

    assert result.exit_code == 1
    assert "being made by another process" in result.stderr
