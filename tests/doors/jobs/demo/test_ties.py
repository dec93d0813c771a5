from functools import cache

import numpy as np

from enishi.doors.jobs.demo import ties
from enishi.doors.jobs.demo.cast import cast, cast_ties
from enishi.doors.jobs.demo.plan import BLOCK, plan_block

MEMBERS = 10_000


@cache
def edges(seed=1):
    return ties(MEMBERS, seed)


def neighbour_counts():
    return np.bincount(edges().ravel(), minlength=MEMBERS)


def test_the_same_seed_draws_the_same_ties():
    assert ties(600, 2).tobytes() == ties(600, 2).tobytes()
    assert ties(600, 2).tobytes() != ties(600, 3).tobytes()


def test_ties_are_ordered_pairs_each_once():
    assert edges().dtype == np.int32
    assert (edges()[:, 0] < edges()[:, 1]).all()
    assert edges().min() >= 0
    assert edges().max() < MEMBERS
    assert len(np.unique(edges(), axis=0)) == len(edges())


def test_a_member_knows_about_two_dozen_and_a_few_know_many():
    counts = neighbour_counts()[len(cast()) :]
    assert 18 < counts.mean() < 30
    assert np.median(counts) < counts.mean()
    assert counts.max() > 4 * counts.mean()


def test_friends_of_friends_are_friends_more_often_than_chance():
    friends = [set() for _ in range(MEMBERS)]
    for one, other in edges().tolist():
        friends[one].add(other)
        friends[other].add(one)
    closed = total = 0
    for own in friends[100:400]:
        closed += sum(len(friends[one] & own) for one in own)
        total += len(own) * (len(own) - 1)
    assert closed / total > 20 * neighbour_counts().mean() / MEMBERS


def test_most_ties_come_from_an_employer_or_a_school_they_share():
    plan = plan_block(1, 0)
    some = edges()[edges()[:, 1] < BLOCK][::20]
    shared = sum(
        bool(set(plan.company[one]) & set(plan.company[other]) - {-1})
        or plan.school[one] == plan.school[other]
        for one, other in some.tolist()
    )
    assert shared / len(some) > 0.5


def test_the_recruiter_and_the_analyst_keep_to_the_ties_of_the_story():
    told = {tuple(sorted(pair)) for pair in cast_ties()}
    for handle in ("fujita", "takanashi"):
        number = next(member.index for member in cast() if member.handle == handle)
        theirs = edges()[(edges() == number).any(axis=1)]
        assert {tuple(pair) for pair in theirs.tolist()} <= told
