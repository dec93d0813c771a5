"""The judged set keeps its promises: see README.md beside it."""

import csv
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from enishi.engines.search.evaluation import read_members, read_queries
from enishi.engines.text import language_of

HERE = Path(__file__).parent
CLASSES = {
    "ja": 24,
    "en": 14,
    "mixed": 12,
    "niche": 16,
    "abbreviation": 20,
    "name": 18,
    "cross": 129,
    "thin": 18,
}


def lines_of(name):
    return (HERE / name).read_text(encoding="utf-8").splitlines()


def table(name):
    return list(csv.DictReader(lines_of(name), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def members():
    files = sorted((HERE / "members").glob("*.jsonl"))
    return list(
        read_members(line for file in files for line in lines_of(f"members/{file.name}"))
    )


@pytest.fixture(scope="module")
def texts(members):
    return {member.name: [passage.text for passage in member.passages] for member in members}


@pytest.fixture(scope="module")
def queries():
    return dict(read_queries(lines_of("queries.tsv")))


@pytest.fixture(scope="module")
def kinds():
    rows = [line.split("\t") for line in lines_of("classes.tsv")]
    return {query: (kind, split) for query, kind, split in rows}


@pytest.fixture(scope="module")
def grades():
    rows = [line.split(" ") for line in lines_of("judgements.qrels")]
    found = defaultdict(dict)
    for query, _iteration, member, grade in rows:
        assert member not in found[query], f"{member} is judged twice for {query}"
        found[query][member] = int(grade)
    return found


def test_there_are_as_many_careers_as_the_page_says(members, texts):
    assert len(members) == len(texts) == 526
    languages = Counter(
        "+".join(sorted({language_of(text) for text in record})) for record in texts.values()
    )
    assert languages == {"ja": 370, "en": 71, "en+ja": 85}


def test_a_record_has_one_to_seven_lines_and_only_thin_ones_have_one(texts):
    sizes = {name: len(record) for name, record in texts.items()}

    assert set(sizes.values()) <= set(range(1, 8))
    assert all(name.startswith("th-") for name, size in sizes.items() if size == 1)


def test_no_line_is_written_twice(texts):
    counts = Counter(text for record in texts.values() for text in record)
    assert [text for text, count in counts.items() if count > 1] == []


def test_periods_are_partial_dates_that_end_after_they_begin(members):
    for member in members:
        for passage in member.passages:
            for date in (passage.starts, passage.ends):
                assert re.fullmatch(r"(\d{4}-(0[1-9]|1[0-2]))?", date), member.name
            assert not passage.ends or passage.starts < passage.ends, (
                member.name,
                passage.text,
            )


def test_lines_hold_nothing_but_what_the_page_says():
    for file in (HERE / "members").glob("*.jsonl"):
        for line in lines_of(f"members/{file.name}"):
            member = json.loads(line)
            assert set(member) == {"id", "passages"}
            for passage in member["passages"]:
                assert set(passage) <= {"text", "from", "to", "organization"}
                assert all(value == value.strip() != "" for value in passage.values())


def test_no_address_leads_out_of_the_invented_world():
    for file in HERE.rglob("*.*"):
        if file.suffix in {".jsonl", ".tsv"}:
            words = file.read_text(encoding="utf-8")
            domains = re.findall(r"[\w.+-]+@([\w.-]+)", words)
            assert all(domain.endswith(".example") for domain in domains), file
            assert "://" not in words, file


def test_every_question_has_a_class_a_split_and_a_good_answer(queries, kinds, grades):
    assert set(queries) == set(kinds) == set(grades)
    assert len(set(queries.values())) == len(queries) == 251
    for query, judged in grades.items():
        assert max(judged.values()) >= 2, query
        assert set(judged.values()) <= {0, 1, 2, 3}, query


def test_classes_are_complete_and_halved(kinds):
    assert Counter(kind for kind, _split in kinds.values()) == CLASSES
    halves = Counter(kinds.values())
    # More questions across the languages were added where words are learned by them.
    more = {"cross": 83}
    assert all(
        halves[kind, "tune"] == halves[kind, "test"] + more.get(kind, 0) for kind in CLASSES
    )


def test_only_members_are_judged(texts, grades):
    assert {member for judged in grades.values() for member in judged} <= set(texts)


def test_whoever_is_a_best_answer_is_one_in_one_half_only(kinds, grades):
    split_of = {}
    for query, judged in grades.items():
        for member in (member for member, grade in judged.items() if grade == 3):
            assert split_of.setdefault(member, kinds[query][1]) == kinds[query][1], query


def test_a_thin_question_has_one_best_answer_and_it_is_short(kinds, grades, texts):
    for query, judged in grades.items():
        if kinds[query][0] == "thin":
            (best,) = [member for member, grade in judged.items() if grade == 3]
            assert len(texts[best]) <= 2, query
            assert sum(map(len, texts[best])) <= 100, query


def test_a_cross_question_is_answered_in_the_other_language_only(kinds, grades, texts, queries):
    for query, judged in grades.items():
        if kinds[query][0] == "cross":
            languages = {
                language_of(text)
                for member, grade in judged.items()
                if grade >= 2
                for text in texts[member]
            }
            assert languages == {"ja", "en"} - {language_of(queries[query])}, query


def test_a_name_question_is_answered_by_a_record_that_says_the_name(kinds, grades, texts):
    for query, judged in grades.items():
        if kinds[query][0] == "name":
            for member, grade in judged.items():
                assert grade < 3 or re.fullmatch(r"\S+( \S+)* \(.+\)", texts[member][0]), query


def test_names_are_a_hundred_pairs_and_forty_distractors():
    pairs, distractors = table("name_variants.tsv"), table("name_distractors.tsv")
    people = {pair["expected"] for pair in pairs} | {one["id"] for one in distractors}

    assert len(pairs) == len({(pair["query"], pair["expected"]) for pair in pairs}) == 100
    assert len(distractors) == len({one["id"] for one in distractors}) == 40
    assert all(pair["query"] and pair["kind"] for pair in pairs)
    assert all(set(pair["also"].split()) <= people for pair in pairs)
    assert all(one["family_kana"] and one["family_romaji"] for one in pairs + distractors)


def test_a_person_of_the_name_list_is_written_the_same_in_every_pair():
    written = defaultdict(set)
    for pair in table("name_variants.tsv"):
        written[pair["expected"]].add(tuple(list(pair.values())[:6]))
    assert all(len(forms) == 1 for forms in written.values())
