"""The search keeps its promises on the half of the judged set nobody tuned it by."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from enishi.doors.jobs.search import evaluate_search
from enishi.engines.search import Scope, SearchIndex
from enishi.engines.search.evaluation import read_members

HERE = Path(__file__).parent
#: What nobody in the set knows, in words of which some stand in many lines.
UNANSWERED = ("深海 沈没船 潜水調査", "古代エジプト語の碑文")


def everybody():
    files = sorted((HERE / "members").glob("*.jsonl"))
    return "".join(file.read_text(encoding="utf-8") for file in files)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    members = tmp_path_factory.mktemp("judged") / "members.jsonl"
    members.write_text(everybody(), encoding="utf-8")
    asked = ["--members", str(members), "--queries", str(HERE / "queries.tsv")]
    asked += ["--judgements", str(HERE / "judgements.qrels")]
    asked += ["--classes", str(HERE / "classes.tsv"), "test"]
    return json.loads(CliRunner().invoke(evaluate_search, asked).stdout)


def test_the_ranking_is_better_than_bigrams_and_than_words_alone(report):
    ours = report["default"]["ndcg_at_10"]

    assert ours >= report["bigrams"]["ndcg_at_10"] + 0.15
    assert ours >= report["bm25"]["ndcg_at_10"] + 0.05


def test_ties_decide_nothing_that_records_do_not(report):
    tied, alone = report["tied"]["ndcg_at_10"], report["default"]["ndcg_at_10"]

    assert 0 < abs(tied - alone) <= 0.02


def test_who_answers_in_the_other_language_is_found(report):
    classes = report["default"]["by_class"]

    assert classes["cross:en"]["recall_of_grade_2_at_10"] >= 0.8
    assert classes["cross:ja"]["recall_of_grade_2_at_10"] >= 0.8


def test_thin_records_come_among_the_first_five(report):
    assert report["default"]["by_class"]["thin"]["grade_2_in_first_5"] == 1


def test_what_nobody_knows_stays_unanswered(tmp_path):
    index = SearchIndex.open(tmp_path)
    with index.writer() as writer:
        for number, member in enumerate(read_members(everybody().splitlines()), 1):
            writer.replace_member(number, member.passages)

    found = {query: index.search(query, Scope(viewer_id=0)).total for query in UNANSWERED}
    assert found == dict.fromkeys(UNANSWERED, 0)
