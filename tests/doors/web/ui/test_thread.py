import pytest
from django.utils import translation

from enishi.doors.web.ui.thread import degree_html, degree_label, thread_curve
from enishi.doors.web.ui.types import BEYOND, SELF


@pytest.mark.parametrize(
    ("degree", "english", "japanese"),
    [
        (1, "1st", "1次"),
        (2, "2nd", "2次"),
        (3, "3rd", "3次"),
        (BEYOND, "Beyond 3rd", "3次より先"),
    ],
)
def test_a_degree_is_always_said_in_words(degree, english, japanese):
    for language, expected in (("en", english), ("ja", japanese)):
        with translation.override(language):
            assert degree_html(degree).endswith(f"</svg>{expected}</span>")


def test_there_is_one_knot_for_each_person_between():
    assert [degree_html(degree).count('r="2"') for degree in (1, 2, 3)] == [0, 1, 2]


def test_nobody_has_a_degree_to_themself():
    assert degree_html(SELF) == ""


def test_beyond_has_an_open_end_instead_of_a_person():
    assert "ring" not in degree_html(BEYOND)


def test_a_number_that_is_no_degree_is_refused():
    with pytest.raises(ValueError, match="no such degree: 4"):
        degree_label(4)


def test_the_line_runs_through_the_middle_of_every_column():
    assert thread_curve(4) == (
        "M100 26C176 44 224 44 300 26C376 8 424 8 500 26C576 44 624 44 700 26"
    )
