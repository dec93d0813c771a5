"""The planner, held against its promises: by example, and by ninety days of busy houses."""

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enishi.rooms.notifications.policies import (
    WEEK,
    count_in_week,
    next_look,
    plan_mails,
    zone_of,
)
from enishi.rooms.notifications.types import MailTerms, Waiting, Weekday

TOKYO, BERLIN, LORD_HOWE = (
    ZoneInfo(name) for name in ("Asia/Tokyo", "Europe/Berlin", "Australia/Lord_Howe")
)
MONDAY = datetime(2026, 9, 7, tzinfo=TOKYO)  # ninety days hold the autumn change of clocks
TURN = timedelta(seconds=10)  # of the worker


def on(day, hour, minute=0):
    """A moment of the first week by the clock in Japan; Monday is day 0."""
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


def act(number, since):
    return Waiting(id=number, is_act=True, since=since)


def tidings(number, since):
    return Waiting(id=number, is_act=False, since=since)


def planned(waiting, at, *, sent=(), **terms):
    return plan_mails(waiting, sent=sent, terms=MailTerms(**terms), zone=TOKYO, at=at)


# By example.


def test_an_act_is_told_at_once():
    assert planned([act(1, on(0, 3))], on(0, 3)) == [(1,)]


def test_each_act_has_a_mail_of_its_own_while_the_budget_lasts():
    three = [act(number, on(0, 10)) for number in (1, 2, 3)]

    assert planned(three, on(0, 10), mails_a_week=5) == [(1,), (2,), (3,)]


def test_an_aside_takes_nothing_from_the_budget_and_goes_along():
    aside = Waiting(id=1, is_act=False, since=on(0, 9), is_aside=True)
    days = [on(day, 12) for day in range(30)]
    assert [planned([aside], at) for at in days] == [[]] * 30
    assert planned([aside, act(2, on(0, 10))], on(0, 10)) == [(2,)]
    assert planned([aside, tidings(2, on(-2, 9))], on(0, 12)) == [(1, 2)]


def test_the_last_mail_of_a_budget_carries_everything_that_waits():
    waiting = [tidings(1, on(0, 9)), *(act(number, on(0, 10)) for number in (2, 3, 4))]

    assert planned(waiting, on(0, 10), mails_a_week=3) == [(2,), (3,), (1, 4)]


def test_the_last_mail_of_a_budget_waits_for_the_hour_of_the_digest():
    waiting = [act(number, on(0, 3)) for number in (1, 2)]

    assert planned(waiting, on(0, 3), mails_a_week=2) == [(1,)]
    assert planned(waiting[1:], on(0, 8), mails_a_week=2, sent=[on(0, 3)]) == [(2,)]


def test_beyond_the_budget_an_act_waits_until_a_mail_has_left_the_week():
    sent = [on(0, 9), on(1, 9), on(2, 9)]
    waiting = [act(1, on(3, 9))]

    for day, hour in ((3, 9), (4, 12), (7, 8)):
        assert planned(waiting, on(day, hour), sent=sent) == []
    assert planned(waiting, on(7, 9), sent=sent) == [(1,)]


def test_what_is_on_its_way_counts_until_it_has_left():
    assert planned([act(1, on(3, 9))], on(3, 9), sent=[None, None, None]) == []


def test_what_came_on_a_day_without_mail_comes_with_the_next_digest():
    waiting = [act(1, on(5, 10)), act(2, on(6, 10))]
    workdays = frozenset(Weekday) - {Weekday.SAT, Weekday.SUN}

    for day, hour in ((5, 10), (6, 12), (7, 7)):
        assert planned(waiting, on(day, hour), days=workdays) == []
    assert planned(waiting, on(7, 8), days=workdays) == [(1, 2)]


def test_tidings_wait_for_the_first_day_of_the_week_or_for_company():
    news = tidings(1, on(1, 10))

    assert planned([news], on(6, 20)) == []
    assert planned([news], on(7, 7)) == []
    assert planned([news], on(7, 8)) == [(1,)]
    assert planned([news, act(2, on(2, 2))], on(2, 8)) == [(1, 2)]


def test_without_a_budget_or_without_anything_to_tell_there_is_no_mail():
    assert planned([act(1, on(0, 9))], on(0, 9), mails_a_week=0) == []
    assert planned([], on(0, 9)) == []


def test_late_in_the_evening_only_those_leave_who_waited_long():
    monday = {"mails_a_week": 1, "days": frozenset({Weekday.MON})}

    assert planned([act(1, on(0, 23, 40))], on(0, 23, 40), **monday) == []
    assert planned([act(1, on(1, 9))], on(7, 23, 40), **monday) == [(1,)]


def test_a_week_has_no_boundary_to_play_with():
    """Three on Sunday evening leave nothing for Monday morning."""
    sent = [on(6, 20, minute) for minute in (0, 10, 20)]

    assert planned([act(1, on(7, 9))], on(7, 9), sent=sent) == []
    assert planned([act(1, on(7, 9))], on(13, 20), sent=sent) == [(1,)]


@pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)])
def test_a_week_ends_at_the_same_hour_of_the_clock_when_clocks_change(month, day):
    sunday = datetime(2026, month, day, 8, tzinfo=BERLIN)
    before = sunday - timedelta(days=7)

    at = sunday.astimezone(UTC)
    assert count_in_week([before.astimezone(UTC)], zone=BERLIN, at=at) == 0
    later = (before + timedelta(minutes=1)).astimezone(UTC)
    assert count_in_week([later], zone=BERLIN, at=at) == 1


def test_a_time_zone_that_is_no_more_is_that_of_japan():
    assert zone_of("Mars/Olympus") == TOKYO
    assert zone_of("../etc/passwd") == TOKYO


# By ninety days.


class House:
    """One member, to whom acts and tidings happen, and a worker without rows.

    `away` says when no worker runs, `unsent` when no mail can be delivered. The worker looks
    when the planner asked it to; at every other turn there must have been nothing to do.
    """

    def __init__(self, terms, zone, *, away=(), unsent=()):
        self.terms, self.zone, self.away, self.unsent = terms, zone, away, unsent
        self.waiting, self.on_its_way, self.mails = [], [], []
        self.look_at = None

    def sent(self):
        return [at for at, _mail in self.mails[-20:]] + [None] * len(self.on_its_way)

    def turn(self, at, arrivals):
        self.waiting += arrivals
        if arrivals:
            self.look_at = at
        if within(self.away, at):
            return
        state = {"sent": self.sent(), "terms": self.terms, "zone": self.zone, "at": at}
        plan = plan_mails(self.waiting, **state)
        is_look = self.look_at is not None and self.look_at <= at
        assert is_look or not plan, "the planner would have looked too late"
        self.on_its_way += plan
        told = {one for mail in plan for one in mail}
        self.waiting = [one for one in self.waiting if one.id not in told]
        if is_look:
            self.look_at = None
            if self.waiting:
                state["sent"] = self.sent()
                self.look_at = next_look(self.waiting, **state)
                assert self.look_at > at
        if not within(self.unsent, at):
            # It takes some seconds until the last of them has left.
            self.mails += [(at + timedelta(seconds=7), mail) for mail in self.on_its_way]
            self.on_its_way = []


def within(spans, at):
    return any(start <= at < end for start, end in spans)


def live(house, happenings, days=90):
    """Let `happenings` (moment, is_act) come to pass; then a quiet month.

    The worker's turns at which nothing can happen are left out, but for one in five hours.
    """
    happened = [
        Waiting(id=number, is_act=is_act, since=at)
        for number, (at, is_act) in enumerate(sorted(happenings))
    ]
    start = MONDAY.astimezone(UTC)
    end = start + timedelta(days=days + 30)
    marks = [start + timedelta(hours=5 * n) for n in range((days + 30) * 24 // 5)]
    marks += [one.since for one in happened]
    marks += [end for _start, end in (*house.away, *house.unsent)]
    marks.sort(reverse=True)
    come = 0
    while marks:
        at = marks.pop()
        if house.look_at and house.look_at < at and not within(house.away, house.look_at):
            marks.append(at)
            at = house.look_at
        at = start - (start - at) // TURN * TURN  # the worker's next turn
        if at > end:
            break
        first = come
        while come < len(happened) and happened[come].since <= at:
            come += 1
        house.turn(at, happened[first:come])
    return happened


def assert_promises_kept(house, happened):
    budget = house.terms.mails_a_week
    moments = sorted(at for at, _mail in house.mails)
    for at in moments:
        until = moments[: bisect_right(moments, at)]
        assert count_in_week(until, zone=house.zone, at=at) <= budget
        assert at.astimezone(house.zone).weekday() in house.terms.days or house.unsent
    assert all(mail for _at, mail in house.mails), "an empty digest"
    told = [one for _at, mail in house.mails for one in mail]
    assert len(told) == len(set(told)), "told twice"
    if budget:
        assert set(told) == {one.id for one in happened}, "missed"
    else:
        assert told == []
    if budget and not house.away and not house.unsent:
        since = {one.id: one.since for one in happened}
        waits = [at - since[one] for at, mail in house.mails for one in mail]
        # The worker's turn, and in autumn the hour that is told twice.
        slack = timedelta(seconds=20 if house.zone == TOKYO else 3620)
        assert max(waits, default=WEEK) <= WEEK + slack


MOMENTS = st.integers(0, 90 * 24 * 60).map(
    lambda minutes: MONDAY.astimezone(UTC) + timedelta(minutes=minutes)
)
TERMS = st.builds(
    MailTerms,
    mails_a_week=st.integers(0, 8),
    days=st.frozensets(st.sampled_from(Weekday), min_size=1),
    hour=st.integers(0, 23),
)


def spans(longest_hours):
    return st.lists(
        st.builds(
            lambda start, hours: (start, start + timedelta(hours=hours)),
            MOMENTS,
            st.integers(1, longest_hours),
        ),
        max_size=3,
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    terms=TERMS,
    zone=st.sampled_from([TOKYO, BERLIN, LORD_HOWE]),
    happenings=st.lists(st.tuples(MOMENTS, st.booleans()), max_size=80),
    bursts=st.lists(st.tuples(MOMENTS, st.integers(2, 15)), max_size=3),
    away=st.one_of(st.just([]), spans(48)),
    unsent=st.one_of(st.just([]), spans(24)),
)
def test_whatever_happens_the_promises_are_kept(terms, zone, happenings, bursts, away, unsent):
    crowd = [(at, True) for at, many in bursts for _ in range(many)]
    house = House(terms, zone, away=away, unsent=unsent)

    happened = live(house, happenings + crowd)

    assert_promises_kept(house, happened)


def test_ninety_days_of_a_busy_house():
    """Sixty members, from nothing to forty acts a week; two days without a worker, one
    without a mail server."""
    rng = Random("a busy house")
    start = MONDAY.astimezone(UTC)
    away = [(start + timedelta(days=30), start + timedelta(days=32))]
    unsent = [(start + timedelta(days=60), start + timedelta(days=61))]
    mails = 0
    for number in range(60):
        terms = MailTerms(
            mails_a_week=rng.choice([0, 1, 1, 2, 3, 3, 3, 5, 7, 14]),
            days=frozenset(rng.sample(list(Weekday), rng.randint(1, 7))),
            hour=rng.randint(0, 23),
        )
        troubled = number % 2
        house = House(
            terms,
            rng.choice([TOKYO, BERLIN]),
            away=away if troubled else (),
            unsent=unsent if troubled else (),
        )
        happenings = [
            (start + timedelta(minutes=rng.randrange(90 * 24 * 60)), rng.random() < 0.8)
            for _ in range(rng.choice([0, 5, 40, 160, 500]))
        ]

        assert_promises_kept(house, live(house, happenings))
        mails += len(house.mails)

    assert mails > 1000  # it was busy
