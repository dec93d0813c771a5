"""Nobody learns who stopped an introduction, or whether somebody did; and each one ends.

Whatever the others do, every byte the requester is answered stays what it was when they
asked – until all are together, they take it back themselves, or fourteen days are over.
"""

from contextlib import ExitStack
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from enishi.ground.errors import DomainError, NotFound
from enishi.rooms.connections import services as ties
from enishi.rooms.introductions.models import Introduction
from enishi.rooms.introductions.own_data import own_data
from enishi.rooms.introductions.queries import get_introduction_for, waiting_for
from enishi.rooms.introductions.types import LIFE, KindWords, Standing
from enishi.rooms.members.models import Member
from enishi.rooms.members.services import leave_house, restore_member, suspend_member
from tests.makers import NOW, PASSWORD, make_member
from tests.privacy.surfaces import answer, rolled_back
from tests.rooms.introductions import scenes

pytestmark = pytest.mark.django_db

OTHERS = st.integers(1, 3)  # two introducers and the recipient, by their place
PAGES = ("/introductions/", "/introductions/{}/", "/inbox/")
PROGRAMS = ("/api/v1/introductions?box=asked", "/api/v1/introductions/{}")


def look(viewer, asked, at, paths=PAGES + PROGRAMS):
    """What `viewer` is answered at each address."""
    client = Client()
    with time_machine.travel(at, tick=False):
        client.force_login(viewer)
        return {path: answer(client, path.format(asked.pk)) for path in paths}


class Request(RuleBasedStateMachine):
    """One request on its way through two introducers, with the clock as it is told."""

    def __init__(self):
        super().__init__()
        self.undone = ExitStack()
        self.undone.enter_context(rolled_back())
        self.now = NOW
        self.row = scenes.Row(introducers=2)
        self.keys = [member.pk for member in self.row.everybody]
        for member in self.row.everybody:
            member.set_password(PASSWORD)
            member.save()
        self.operator = make_member("operator", is_staff=True)
        self.asked = self.row.ask()
        self.is_together = self.is_withdrawn = False
        self.turn, self.shown = 0, look(self.member(0), self.asked, NOW)

    def teardown(self):
        self.undone.close()

    def member(self, place):
        return Member.objects.get(pk=self.keys[place])

    @property
    def is_over(self):
        return self.now >= NOW + LIFE

    def attempt(self, act, place, *arguments):
        """Do it, if the house lets them; a refusal is nothing."""
        try:
            act(self.member(place), self.asked, *arguments, at=self.now)
        except DomainError:
            return False
        return True

    @rule(place=OTHERS)
    def forward(self, place):
        self.attempt(scenes.forward, place)

    @rule(place=OTHERS, words=st.sampled_from((None, *KindWords)))
    def decline(self, place, words):
        self.attempt(scenes.decline, place, words)

    @rule(place=OTHERS)
    def reopen(self, place):
        self.attempt(scenes.reopen, place)

    @rule()
    def accept(self):
        self.is_together |= self.attempt(scenes.accept, 3)

    @rule()
    def go_the_whole_way(self):
        for place in (1, 2):
            self.attempt(scenes.forward, place)

    @precondition(lambda self: not self.is_together)
    @rule()
    def withdraw(self):
        """Works whenever it looks as if it waited, whatever became of it."""
        was_open = not self.is_over and not self.is_withdrawn
        assert self.attempt(scenes.withdraw, 0) is was_open
        self.is_withdrawn |= was_open

    @rule(one=OTHERS, other=st.integers(0, 3))
    def block(self, one, other):
        try:
            ties.block(by=self.member(one), member_id=self.keys[other], at=self.now)
        except DomainError:
            return

    @rule(one=OTHERS, other=st.integers(0, 3))
    def part(self, one, other):
        try:
            ties.disconnect(by=self.member(one), member_id=self.keys[other])
        except DomainError:
            return

    @rule(place=OTHERS)
    def suspend_or_restore(self, place):
        act = suspend_member if self.member(place).status == "active" else restore_member
        try:
            act(by=self.operator, member_id=self.keys[place])
        except NotFound:
            return

    @rule(place=OTHERS)
    def leave(self, place):
        if self.member(place).status == "active":
            with time_machine.travel(self.now, tick=False):
                leave_house(by=self.member(place), password=PASSWORD, at=self.now)

    @rule(hours=st.sampled_from((1, 30, 200)))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    @invariant()
    def the_requester_is_shown_what_they_were_shown(self):
        """One page and one program after the other; all of them at once would take minutes."""
        self.turn += 1
        if self.is_together or self.is_withdrawn or self.is_over:
            return
        paths = [PAGES[self.turn % len(PAGES)], PROGRAMS[self.turn % len(PROGRAMS)]]
        found = look(self.member(0), self.asked, self.now, paths)
        assert found == {path: self.shown[path] for path in paths}

    @invariant()
    def it_ends(self):
        row = Introduction.objects.filter(pk=self.asked.pk).first()
        end = NOW + LIFE
        if row is None or self.is_together:
            return
        seen = get_introduction_for(self.member(0), self.asked.pk, at=end)
        ended = Standing.WITHDRAWN if self.is_withdrawn else Standing.OVER
        assert seen.standing == ended
        for place in (1, 2, 3):
            assert not waiting_for(self.member(place), at=end)

    @invariant()
    def nobody_waits_for_two(self):
        holders = [place for place in (1, 2, 3) if waiting_for(self.member(place), at=self.now)]
        assert len(holders) <= 1


def test_nobody_learns_who_stopped_it():
    run_state_machine_as_test(
        Request,
        settings=settings(
            max_examples=3,
            stateful_step_count=10,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def told_to(member, at):
    """What their take-out says of introductions."""
    table, _not_asked = own_data(member, at)
    return list(table.rows)


def nothing(_row, _asked):
    """It waits where it is."""


def passed_on(row, asked):
    for one in row.introducers:
        scenes.forward(one, asked)


def declined_by_the_first(row, asked):
    scenes.decline(row.introducers[0], asked, KindWords.TIME)


def declined_by_the_recipient(row, asked):
    passed_on(row, asked)
    scenes.decline(row.recipient, asked)


def blocked(row, _asked):
    ties.block(by=row.recipient, member_id=row.requester.pk, at=NOW)


def blocked_between_others(row, asked):
    passed_on(row, asked)
    ties.block(by=row.recipient, member_id=row.introducers[0].pk, at=NOW)


def parted(row, _asked):
    ties.disconnect(by=row.introducers[0], member_id=row.requester.pk)


def left(row, asked):
    passed_on(row, asked)
    for one in (row.introducers[1], row.recipient):
        leave_house(by=one, password=PASSWORD, at=NOW)


def suspended(row, _asked):
    suspend_member(by=make_member(is_staff=True), member_id=row.introducers[0].pk)


ENDS = (
    nothing,
    passed_on,
    declined_by_the_first,
    declined_by_the_recipient,
    blocked,
    blocked_between_others,
    parted,
    left,
    suspended,
)


def test_until_it_is_over_every_end_is_the_same_to_the_byte():
    row, last_minute = scenes.Row(introducers=2), NOW + LIFE - timedelta(minutes=1)
    for member in row.everybody:
        member.set_password(PASSWORD)
        member.save()
    asked = row.ask()
    seen, taken_out = {}, {}
    for end in ENDS:
        with rolled_back(), time_machine.travel(NOW, tick=False):
            for member in row.everybody:
                member.refresh_from_db()
            end(row, asked)
            seen[end.__name__] = look(row.requester, asked, last_minute)
            taken_out[end.__name__] = told_to(row.requester, last_minute)

    assert all(status == 200 for status, *_ in seen["nothing"].values())
    assert [name for name, told in taken_out.items() if told != taken_out["nothing"]] == []
    assert [name for name, found in seen.items() if found != seen["nothing"]] == []
