import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.engines.text import largest_group, likeness

LETTER = "はじめまして。求人広告の料金改定について、三十分ほどお話を伺えないでしょうか。{}"
WORDS = st.text(alphabet="あいう漢字ABab 、。12", max_size=30)


def by_hand(one, other):
    """Jaccard over runs of five, counted without sets of the engine's making."""
    runs = []
    for text in (one, other):
        folded = unicodedata.normalize("NFKC", text).casefold()
        letters = [char for char in folded if char.isalnum()]
        count = max(len(letters) - 4, 1 if letters else 0)
        runs.append({"".join(letters[at : at + 5]) for at in range(count)})
    both, either = runs[0] & runs[1], runs[0] | runs[1]
    return len(both) / len(either) if either else 0.0


@given(WORDS, WORDS)
def test_likeness_is_the_share_of_common_runs(one, other):
    assert likeness(one, other) == pytest.approx(by_hand(one, other))
    assert likeness(one, other) == likeness(other, one)


def test_a_letter_with_another_name_in_it_is_alike():
    assert likeness(LETTER.format("藤田様"), LETTER.format("大西様")) > 0.5
    assert likeness(LETTER.format(""), LETTER.format("").replace("。", " . ")) == 1


@pytest.mark.parametrize(
    "other",
    [
        "飲食店の開業について、最初の半年に何を決めたのかを教えていただけませんか。",
        "Could I ask you how the field sales team was built, and in which order you hired?",
        "",
    ],
)
def test_another_letter_is_not(other):
    assert likeness(LETTER, other) < 0.2


def test_the_largest_group_is_around_one_letter():
    letters = [LETTER.format(name) for name in ("藤田様", "大西様", "白石様")]
    others = ["会計の話を伺いたいです。", "An entirely different question about ports."]

    assert largest_group([*letters, *others], at_least=0.5) == 3
    assert largest_group(others, at_least=0.5) == 1
    assert largest_group([], at_least=0.5) == 0
