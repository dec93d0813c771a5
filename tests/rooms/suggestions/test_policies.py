"""The law of showings: never the same five, whatever the pool and whoever answers."""

from datetime import date, timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.rooms.suggestions.policies import A_DAY, people_of_the_day, times_shown

FIRST = date(2026, 11, 1)


def day(number):
    return FIRST + timedelta(days=number)


def live(pool, visits, answers=()):
    """Who is shown at each visit (a day's number), while some answer and leave the pool.

    `answers` says after which visit the how-manieth person shown on it answers.
    """
    ranked, shown, seen = list(range(pool)), {}, []
    answers = dict(answers)
    for turn, number in enumerate(visits):
        people = people_of_the_day(ranked, shown, day(number))
        for one in people:
            shown.setdefault(one, []).append(day(number))
        seen.append(people)
        if people and turn in answers:
            ranked.remove(people[answers[turn] % len(people)])
    return seen, shown


def test_thirty_visits_over_sixty_people():
    seen, shown = live(60, range(30))

    assert all(len(people) == A_DAY for people in seen)
    assert len(shown) == 60
    assert max(map(len, shown.values())) <= 3


@pytest.mark.parametrize(
    ("days", "on", "times"),
    [
        ([], 0, 0),
        ([0], 1, 1),
        ([0, 5], 6, 2),
        ([0, 5, 9], 10, None),
        ([9, 0, 5], 38, None),
        ([0, 5, 9], 39, 0),
        ([0, 5, 9, 40], 41, 1),
        ([0, 5, 9, 40, 41, 42], 43, None),
    ],
)
def test_after_three_showings_somebody_rests_thirty_days(days, on, times):
    assert times_shown(map(day, days), day(on)) == times


def test_the_same_day_shows_the_same_people_whatever_else_changes():
    shown = {4: [day(0)], 9: [day(0)]}

    assert people_of_the_day([9, 1, 2, 3, 4], shown, day(0)) == [9, 4]
    assert people_of_the_day([1, 2, 3, 4], shown, day(0)) == [4]
    assert people_of_the_day([1, 2, 3], shown, day(0)) == []


def test_the_best_come_first_and_stand_in_their_order():
    assert people_of_the_day([7, 3, 9, 1, 5, 2, 8, 6, 4, 0], {}, day(0)) == [7, 3, 9, 1, 5]


def test_few_people_are_shown_by_halves_and_not_again_for_want_of_others():
    seen, shown = live(4, range(10))

    assert [len(people) for people in seen[:2]] == [2, 2]
    assert set(seen[0]).isdisjoint(seen[1])
    assert all(len(days) == 3 for days in shown.values())
    assert seen[-1] == []


@given(
    pool=st.integers(0, 70),
    gaps=st.lists(st.integers(1, 12), max_size=40),
    answers=st.dictionaries(st.integers(0, 40), st.integers(0, 4), max_size=10),
)
def test_the_law(pool, gaps, answers):
    seen, shown = live(pool, list(accumulate(gaps)), answers)

    for days in shown.values():
        for third, fourth in zip(days[2::3], days[3::3], strict=False):
            assert fourth - third >= timedelta(days=30)
    for people in seen:
        assert len(people) == len(set(people)) <= A_DAY
