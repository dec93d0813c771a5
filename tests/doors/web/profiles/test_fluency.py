import pytest
from django.utils import translation

from enishi.doors.web.profiles.fluency import say_fluency


@pytest.mark.parametrize("written", ["native", "Native or bilingual proficiency", " NATIVE "])
def test_known_words_are_said_in_the_words_of_the_page(written):
    with translation.override("en"):
        assert say_fluency(written) == "Native"


def test_words_of_ones_own_are_kept():
    assert say_fluency("TOEIC 900") == "TOEIC 900"
