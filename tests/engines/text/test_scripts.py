from hypothesis import given
from hypothesis import strategies as st

from enishi.engines.text.language import language_of
from enishi.engines.text.scripts import fold


def test_kana_or_kanji_make_a_text_japanese():
    assert language_of("Webマーケティング") == "ja"
    assert language_of("ｱﾙﾊﾞｲﾄ") == "ja"
    assert language_of("々") == "ja"
    assert language_of("Sales manager, 2019") == "en"
    assert language_of("") == "en"


def test_folding_joins_a_half_width_letter_and_its_mark():
    folded = fold("ｱﾙﾊﾞｲﾄＡ")

    assert folded.text == "アルバイトa"
    assert folded.span(2, 3) == (2, 4)
    assert folded.span(5, 6) == (6, 7)


def test_one_character_that_folds_to_many_keeps_its_place():
    folded = fold("㈱縁")

    assert folded.text == "(株)縁"
    assert folded.span(0, 3) == (0, 1)
    assert folded.span(3, 4) == (1, 2)


@given(st.text())
def test_every_folded_character_points_into_the_original(text):
    folded = fold(text)

    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(
        0 <= start < end <= len(text)
        for start, end in zip(folded.starts, folded.ends, strict=True)
    )
