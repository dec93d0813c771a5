import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.engines.search.reading import MOST_SLOTS, read
from enishi.engines.search.stance import Stance


def words(query):
    return [word.text for word in read(query).words]


def test_a_japanese_compound_is_one_word_with_a_slot_a_part():
    reading = read("アルバイト求人業界 営業 戦略")

    assert [(word.text, word.slots, word.needed) for word in reading.words] == [
        ("アルバイト求人業界", (0, 1, 2), 2),
        ("営業", (3,), 1),
        ("戦略", (4,), 1),
    ]


def test_an_english_phrase_with_one_japanese_word_is_one_word():
    assert words("part-time job advertising sales strategy") == [
        "part-time job",
        "advertising",
        "sales",
        "strategy",
    ]


def test_a_suffix_stays_with_its_word():
    reading = read("地方紙の編集者")

    assert [word.text for word in reading.words] == ["地方紙", "編集者"]
    assert [clues[0].terms for clues in reading.clues] == [("地方紙",), ("編集者",)]
    assert {clue.terms: clue.weight for clue in reading.clues[0]}["地方",] < 0.5


def test_particles_and_words_of_asking_are_no_slots():
    assert words("求人広告の営業に詳しい人を教えて") == ["求人広告", "営業"]
    assert words("who knows about pricing") == ["pricing"]


def test_a_word_of_asking_alone_is_searched_for():
    assert words("人") == ["人"]


def test_itself_counts_more_than_the_lexicon_and_that_more_than_a_loose_group():
    clues = {clue.terms: clue.weight for clue in read("営業").clues[0]}

    assert clues["営業",] > clues["=l営業",] > clues["=s425",]
    assert clues["=l営業",] > clues["trade",]


def test_quotes_make_a_phrase_and_a_minus_excludes():
    reading = read('“料金改定” 営業 -派遣 -"part-time job"')

    assert words("“料金改定” 営業 -派遣") == ["料金改定", "営業"]
    assert read("「料金改定」営業").phrases == reading.phrases
    assert reading.phrases == (((0, "料金"), (1, "改定")),)
    assert reading.excluded == (((0, "派遣"),), ((0, "part"), (1, "time"), (2, "job")))


def test_a_hyphen_inside_a_word_does_not_exclude():
    assert read("part-time").excluded == ()


def test_or_joins_two_words_of_which_one_is_enough():
    reading = read("営業 OR マーケティング 戦略")

    assert [(word.slots, word.needed) for word in reading.words] == [((0, 1), 1), ((2,), 1)]


def test_hiragana_is_read_as_the_word_it_hides():
    assert words("あるばいと") == ["アルバイト"]


def test_the_page_can_say_how_a_word_was_read():
    meanings = {one.word: one.meanings for one in read("アルバイト求人 sales").read_as}

    assert meanings["アルバイト求人"][:3] == ("バイト", "パート", "part-time job")
    assert "営業" in meanings["sales"]


@pytest.mark.parametrize("query", ["", " ", "-", '"', '""', "OR", "- -", "の", "。。。"])
def test_queries_without_words_read_as_nothing(query):
    assert read(query).clues == () or query == "OR"


def test_endless_queries_are_cut():
    assert len(read("営業 戦略 " * 1000).clues) <= MOST_SLOTS


@given(st.text(st.characters()))
def test_any_string_is_a_query(query):
    reading = read(query)

    assert all(word.slots for word in reading.words)
    assert {slot for word in reading.words for slot in word.slots} == set(
        range(len(reading.clues))
    )


HOUSE = (("応募課金", "クリック課金", "pay per click"),)


@pytest.mark.parametrize("query", ["応募課金", "クリック課金", "pay per click"])
def test_words_of_the_house_are_looked_for_as_they_are_written(query):
    clues = {clue.terms for ways in read(query, HOUSE).clues for clue in ways}

    assert {("応募", "課金"), ("クリック", "課金"), ("pay", "per", "click")} <= clues


def test_words_the_house_does_not_know_are_not_looked_for():
    clues = {clue.terms for ways in read("応募課金").clues for clue in ways}

    assert ("pay", "per", "click") not in clues


def test_a_dictionary_bridges_what_the_lexicon_does_not_know():
    clues = {clue.terms: clue.weight for ways in read("horseshoe").clues for clue in ways}

    assert ("蹄鉄",) in clues
    assert clues["蹄鉄",] < clues["horsesho",]


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("鉛", "lead"),  # a word of one kanji
        ("ロンドン", "london"),  # kanji stand for the sound of it
        ("吸収", "absorb"),  # of the family of absorption
        ("sculptor", "彫刻"),
    ],
)
def test_the_dictionary_has_words_of_one_kanji_of_sound_and_of_a_family(word, other):
    assert (other,) in {clue.terms for clue in read(word).clues[0]}


def test_small_words_of_what_a_dictionary_says_are_not_looked_for_alone():
    clues = {clue.terms for clue in read("立てる").clues[0]}

    assert ("stand", "up") in clues
    assert ("up",) not in clues


def test_a_name_is_looked_for_by_its_sound():
    sounds = {
        clue.terms for word in ("渡邊", "ワタナベ", "Watanabe") for clue in read(word).clues[0]
    }

    assert ("~watanabe",) in sounds
    assert all(
        ("~watanabe",) in {clue.terms for clue in read(word).clues[0]}
        for word in ("渡邊", "ワタナベ", "Watanabe")
    )


def test_who_asks_for_buyers_means_them():
    assert read("求人広告を発注した人").stances == {Stance.DID, Stance.BOUGHT}
    assert read("求人広告の営業").stances == {Stance.DID}
