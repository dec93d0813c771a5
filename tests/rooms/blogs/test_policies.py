from datetime import timedelta

import pytest

from enishi.rooms.blogs.policies import (
    EVERY,
    FIRST_PAUSE,
    LONGEST_PAUSE,
    MOST_FAILURES,
    asked_to_wait,
    next_look,
)
from tests.makers import NOW

NO_WISH = timedelta()


def pause(failures, asked=NO_WISH, blog_id=1):
    return next_look(NOW, blog_id=blog_id, failures=failures, asked=asked) - NOW


def test_a_blog_that_is_well_is_looked_at_every_few_hours():
    assert 0.9 * EVERY <= pause(0) <= 1.1 * EVERY


def test_each_failure_doubles_the_pause_up_to_a_week():
    for failures in range(1, MOST_FAILURES):
        expected = min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE)
        assert 0.9 * expected <= pause(failures) <= 1.1 * expected


def test_in_the_end_nobody_looks_any_more():
    assert next_look(NOW, blog_id=1, failures=MOST_FAILURES, asked=NO_WISH) is None


def test_blogs_are_not_all_looked_at_at_once():
    assert len({pause(3, blog_id=number) for number in range(20)}) == 20


def test_a_server_that_asks_us_to_wait_is_heeded_within_reason():
    assert pause(1, timedelta(days=2)) == timedelta(days=2)
    assert pause(1, timedelta(days=999)) == LONGEST_PAUSE
    assert pause(0, timedelta(seconds=1)) == pause(0)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("3600", timedelta(hours=1)),
        ("99999999999999999999", LONGEST_PAUSE),
        ("Mon, 23 Nov 2026 05:00:00 GMT", timedelta(hours=2)),
        ("Mon, 23 Nov 2026 01:00:00 GMT", NO_WISH),
        ("", NO_WISH),
        ("soon", NO_WISH),
        ("-5", NO_WISH),
        ("１２", NO_WISH),
    ],
)
def test_how_long_a_server_asks_us_to_wait(header, wait):
    assert asked_to_wait(header, NOW) == wait
