import hashlib

import pytest

from enishi.engines.text.data import bytes_of, rows_of
from enishi.engines.text.language import language_of
from enishi.engines.text.synonyms import concepts_of, words_of


def exact(text):
    return {concept.key for concept in concepts_of(text) if concept.is_exact}


@pytest.mark.parametrize(
    "spelling",
    [
        "アルバイト",
        "バイト",
        "ｱﾙﾊﾞｲﾄ",
        "パート",
        "part-time job",
        "Part time jobs",
        "part-timer",
    ],
)
def test_part_time_work_is_one_concept_in_both_languages(spelling):
    assert "lアルバイト" in exact(spelling)


@pytest.mark.parametrize(
    ("japanese", "english"),
    [
        ("広告", "advertising"),
        ("求人", "job ads"),
        ("採用", "recruiting"),
        ("営業", "sales"),
        ("戦略", "strategy"),
        ("料金", "pricing"),
        ("経営企画", "corporate planning"),
        ("路線バス", "local bus"),
    ],
)
def test_the_lexicon_ties_the_languages(japanese, english):
    assert exact(japanese) & exact(english)


def test_a_concept_keeps_the_place_it_was_found_at():
    text = "Sold ads for part-time jobs"
    found = next(c for c in concepts_of(text) if c.key == "lアルバイト" and c.length == 3)

    assert text[found.start : found.end] == "part-time jobs"


def test_a_sequence_steps_over_a_particle_but_not_over_a_word():
    assert "l営業戦略" in exact("営業の戦略")
    assert "l営業戦略" not in exact("営業と採用の戦略")


def test_sudachi_groups_are_known_as_loose():
    loose = [concept for concept in concepts_of("営業") if not concept.is_exact]

    assert [concept.key for concept in loose] == ["s425"]
    assert "sales" in words_of("s425")


def test_a_word_cut_short_teaches_nothing():
    # 求人誌 is in the lexicon; without its suffix it would make 求人 mean an advertisement.
    assert "l求人広告" not in exact("求人")


def test_unknown_concepts_have_no_words():
    assert words_of("lなにか") == ()


def test_the_lexicon_is_large_enough_and_well_formed():
    rows = rows_of("lexicon.tsv")
    names = [japanese.split("|")[0] for japanese, _english in rows]

    assert len(rows) >= 150
    assert len(set(names)) == len(names)
    assert all(
        language_of(word) == "en" for _ja, english in rows for word in english.split("|")
    )


def test_the_synonyms_are_the_ones_the_note_speaks_of():
    digest = hashlib.sha256(bytes_of("sudachi-synonyms.tsv.gz")).hexdigest()

    assert digest in bytes_of("README.md").decode()
