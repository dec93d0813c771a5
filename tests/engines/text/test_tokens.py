from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.engines.text.tokens import tokens_of


def terms(text):
    return [token.term for token in tokens_of(text)]


def test_a_compound_stands_beside_its_parts():
    assert [
        (t.term, t.start, t.end, t.position, t.length) for t in tokens_of("求人広告の営業")
    ] == [
        ("求人広告", 0, 4, 0, 2),
        ("求人", 0, 2, 0, 1),
        ("広告", 2, 4, 1, 1),
        ("営業", 5, 7, 3, 1),
    ]


@pytest.mark.parametrize("spelling", ["ｱﾙﾊﾞｲﾄ", "アルバイト"])
def test_widths_meet(spelling):
    assert terms(spelling) == ["アルバイト"]


@pytest.mark.parametrize("spelling", ["引越し", "引っ越し", "引っこし"])
def test_spellings_of_one_word_meet(spelling):
    assert terms(spelling) == terms("引越し")


def test_an_industry_is_one_word_wherever_sudachi_sees_it():
    assert terms("求人業界") == ["求人", "業界"]
    assert terms("業界の営業") == ["業界", "営業"]


def test_english_is_stemmed_and_stop_words_keep_their_place():
    assert [(t.term, t.position) for t in tokens_of("Advertising of Part-time jobs")] == [
        ("advertis", 0),
        ("part", 2),
        ("time", 3),
        ("job", 4),
    ]
    assert terms("Résumés, C++ and C#") == ["resum", "c++", "c#"]
    assert terms("ＳＡＬＥＳ") == ["sale"]


def test_old_kanji_are_read_as_new_ones():
    assert terms("渡邊") == terms("渡辺")


def test_offsets_point_at_the_written_characters():
    text = "ＷＥＢ広告と㈱ヒバリのｱﾙﾊﾞｲﾄ求人"

    assert [text[t.start : t.end] for t in tokens_of(text) if t.term == "アルバイト"] == [
        "ｱﾙﾊﾞｲﾄ"
    ]
    assert text[tokens_of(text)[0].start : tokens_of(text)[0].end] == "ＷＥＢ"


def test_a_text_longer_than_sudachi_takes_is_read_to_its_end():
    assert terms("縁" * 60_000 + " 営業")[-1] == "営業"


@given(st.text(st.characters(), max_size=200))
def test_any_text_is_read_and_offsets_stay_inside(text):
    for token in tokens_of(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.term


def test_threads_read_at_the_same_time():
    texts = [f"求人広告の営業を{number}年" for number in range(200)]
    expected = [tokens_of.__wrapped__(text) for text in texts]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(tokens_of.__wrapped__, texts)) == expected
