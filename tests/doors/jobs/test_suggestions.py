import json

import numpy as np
import pytest
from click.testing import CliRunner
from django.utils.translation import override

from enishi.doors.jobs.demo import generate, ties
from enishi.doors.jobs.graph import read_times
from enishi.doors.jobs.holding_out import open_passages
from enishi.doors.jobs.suggestions import evaluate_suggestions, rebuild_suggestions
from enishi.engines.graph.links.trial import distinct_pairs
from tests.engines.graph.links.towns import two_towns
from tests.fixtures.archives import shared
from tests.makers import make_connection, make_entry, make_member

METHODS = ["blend", "resource_allocation", "adamic_adar", "pagerank"]
MEASURES = ["p_at_5", "mrr", "recall_at_20", "auc"]


def split(edges, seed=0, hidden=0.1):
    order = np.random.default_rng(seed).permutation(len(edges))
    count = int(len(edges) * hidden)
    return edges[order[count:]], edges[order[:count]]


def run(folder, train, test, *further):
    for name, edges in (("train", train), ("test", test)):
        text = edges if isinstance(edges, str) else "".join(f"{a} {b}\n" for a, b in edges)
        (folder / name).write_text(text)
    arguments = ["--train", str(folder / "train"), "--test", str(folder / "test"), *further]
    return CliRunner().invoke(evaluate_suggestions, arguments)


def judged(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_four_methods_are_judged_in_one_run(tmp_path):
    train, test = split(two_towns())

    first, again = (judged(run(tmp_path, train, test)) for _ in range(2))

    assert list(first) == METHODS
    assert all(list(measures) == MEASURES for measures in first.values())
    assert all(0 < value <= 1 for row in first.values() for value in row.values())
    assert first == again


def test_the_run_lists_fifty_candidates_at_most_and_nobody_who_is_tied(tmp_path):
    train, test = split(two_towns())
    known = {tuple(pair) for pair in train.tolist()}

    judged(run(tmp_path, train, test, "--run", str(tmp_path / "run")))

    rows = [line.split() for line in (tmp_path / "run").read_text().splitlines()]
    by_member = {}
    for member, zero, candidate, rank, score, tag in rows:
        assert (zero, tag) == ("Q0", "enishi")
        assert member != candidate
        assert tuple(sorted((int(member), int(candidate)))) not in known
        by_member.setdefault(member, []).append((int(rank), float(score)))
    assert set(by_member) == {str(end) for pair in test.tolist() for end in pair}
    for places in by_member.values():
        assert [rank for rank, _score in places] == list(range(1, len(places) + 1))
        assert [score for _rank, score in places] == sorted(
            (score for _rank, score in places), reverse=True
        )
        assert len(places) <= 50


def test_who_nobody_has_heard_of_is_passed_over(tmp_path):
    train = "a,b,when\n1,2,10\n2,3,11\n3,4,12\n1,3,13\n"

    found = judged(run(tmp_path, train, "2 4\n4 99\n99 98\n1 2\n"))

    # Of 2–4 alone: 2 is shown 4, and 4 is shown 1 and 2, who are equals.
    ranked = [found["resource_allocation"][name] for name in MEASURES[:3]]
    assert ranked == [0.2, 0.75, 1.0]


def test_nothing_to_foresee(tmp_path):
    assert judged(run(tmp_path, "1 2\n", ""))["blend"]["mrr"] == 0


def test_a_broken_line_is_refused(tmp_path):
    (tmp_path / "members").write_text('{"id": 1, "passages": [{}]}\n')

    result = run(tmp_path, "1 2\n", "1 2\n", "--members", str(tmp_path / "members"))

    assert result.exit_code == 1
    assert "Line 1" in result.output
    assert run(tmp_path, "1 2\n3\n", "1 2\n").exit_code == 1


def test_times_are_the_third_number_of_every_line():
    assert read_times(b"a,b,t\n1,2,7\n2,3,9.5\n").tolist() == [7, 9.5]
    assert read_times(b"1 2 7\n2 3\n") is None
    assert read_times(b"1 2\n") is None
    assert read_times(b"") is None


def ask(*arguments):
    return CliRunner().invoke(evaluate_suggestions, list(map(str, arguments)))


def test_ties_of_a_file_are_held_out_and_the_narrowest_lead_is_told(tmp_path):
    (tmp_path / "edges").write_text("".join(f"{a} {b}\n{b} {a}\n" for a, b in two_towns()))

    once, twice = (
        judged(ask("--edges", tmp_path / "edges", "--splits", splits)) for splits in (1, 2)
    )

    assert list(once) == [*METHODS, "lead"]
    assert list(once["lead"]) == MEASURES[:3]
    train, test = split(two_towns())
    assert {name: once[name] for name in METHODS} == judged(run(tmp_path, train, test))
    assert twice["blend"] != once["blend"]
    for name, lead in once["lead"].items():
        best = max(once[rival][name] for rival in ("resource_allocation", "pagerank"))
        assert lead == pytest.approx(once["blend"][name] / best - 1, abs=1e-3)
        assert twice["lead"][name] <= lead


def test_records_of_a_fictional_house_make_it_better(tmp_path):
    members = 300
    (tmp_path / "members").write_text(
        "".join(
            json.dumps({"id": str(one.index), "passages": list(open_passages(one))}) + "\n"
            for chunk in generate(members, seed=1)
            for one in chunk
        )
    )
    train, test = split(distinct_pairs(ties(members, 1).astype(np.int64)))

    told = judged(ask("--demo", members))
    by_files = judged(run(tmp_path, train, test, "--members", str(tmp_path / "members")))

    assert by_files == {name: told["ties_and_records"][name] for name in METHODS}
    for measure in MEASURES:
        assert by_files["blend"][measure] > 1.05 * told["ties"]["blend"][measure], measure


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [(["--train", __file__], "Give --train"), (["--edges", "/dev/null"], "too few ties")],
)
def test_what_is_missing_is_said(arguments, complaint):
    result = ask(*arguments)

    assert result.exit_code != 0
    assert complaint in result.output


def test_college_messages(tmp_path):
    rows = np.loadtxt(shared("graphs/collegemsg/CollegeMsg.txt"), dtype=np.int64)
    rows = rows[rows[:, 0] != rows[:, 1]]
    pairs = np.sort(rows[:, :2], axis=1)
    _pairs, first = np.unique(pairs, axis=0, return_index=True)
    first = np.sort(first)  # the file is in the order of time
    known = int(len(first) * 0.7)
    train = "".join(f"{a} {b} {t}\n" for a, b, t in rows[first[:known]].tolist())

    found = judged(run(tmp_path, train, pairs[first[known:]].tolist()))

    bar = {"resource_allocation": (0.018, 0.064), "pagerank": (0.029, 0.089)}
    for method, (p_at_5, mrr) in bar.items():
        assert found[method]["p_at_5"] == pytest.approx(p_at_5, abs=0.002)
        assert found[method]["mrr"] == pytest.approx(mrr, abs=0.002)
    for measure in MEASURES:
        best = max(found[method][measure] for method in bar)
        assert found["blend"][measure] >= best, measure


@pytest.mark.django_db
def test_a_house_is_read_anew(settings, tmp_path):
    settings.DATA = tmp_path
    one, other = make_member(), make_member()
    make_connection(one, other)
    make_entry(one, "skill", title_ja="塩引き鮭")

    with override("en"):
        result = CliRunner().invoke(rebuild_suggestions)

    assert result.exit_code == 0
    assert "2 records were read." in result.output
    assert "defaults" in result.output
