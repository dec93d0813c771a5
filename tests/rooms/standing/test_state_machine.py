"""The course of a question, with the clock as it is told.

Whatever experts do, every byte its asker is answered stays what it was – until somebody says
yes, the asker ends it, or its time is over. And it ends: then nobody is asked any more.
"""

from contextlib import ExitStack
from datetime import timedelta

import pytest
import time_machine
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from enishi.ground.errors import DomainError
from enishi.rooms.approaches.services import pause_welcome, resume_welcome
from enishi.rooms.connections import services as ties
from enishi.rooms.members.models import Member
from enishi.rooms.members.services import restore_member, suspend_member
from enishi.rooms.standing import queries, services
from enishi.rooms.standing.models import Asking
from enishi.rooms.standing.own_data import own_data
from tests.makers import NOW, make_connection, make_member
from tests.privacy.surfaces import answer, rolled_back
from tests.rooms.standing.scenes import ask, follow, write

pytestmark = pytest.mark.django_db

DAYS = 30
EXPERTS = st.integers(0, 2)
PAGES = ("/questions/", "/questions/{}/", "/api/v1/questions", "/api/v1/questions/{}")


class Course(RuleBasedStateMachine):
    """One question, its asker, and three experts: one connected, two strangers."""

    def __init__(self):
        super().__init__()
        self.undone = ExitStack()
        self.undone.enter_context(rolled_back())
        self.now = NOW
        services.read_every_record()
        asker = make_member("asker")
        self.asker_id, self.operator = asker.pk, make_member("operator", is_staff=True)
        self.expert_ids = [make_member(f"expert{n}").pk for n in range(3)]
        make_connection(asker, Member.objects.get(pk=self.expert_ids[0]))
        self.asked = ask(asker, days=DAYS, is_anonymous=True)
        write(self.expert(0))  # asked from the beginning; the others once they wrote
        follow()
        self.is_ended, self.yes = False, set()
        self.turn, self.shown = 0, None

    def teardown(self):
        self.undone.close()

    def expert(self, number):
        return Member.objects.get(pk=self.expert_ids[number])

    @property
    def asker(self):
        return Member.objects.get(pk=self.asker_id)

    @property
    def is_over(self):
        return self.is_ended or self.now >= NOW + timedelta(days=DAYS)

    def attempt(self, act, **given):
        """Do it, if the house lets them; a refusal is nothing."""
        try:
            act(**given)
        except DomainError:
            return False
        return True

    @rule(number=EXPERTS, text=st.sampled_from(("求人広告の営業", "経理", "営業")))
    def work(self, number, text):
        if self.expert(number).status == "active":
            write(self.expert(number), f"{text}を担当", at=self.now)
        follow(self.now)

    @rule(number=EXPERTS, act=st.sampled_from((services.say_no, services.say_later)))
    def not_now(self, number, act):
        for one in queries.askings_of(self.expert(number), at=self.now):
            self.attempt(act, by=self.expert(number), asking_id=one.id, at=self.now)

    @rule(number=EXPERTS)
    def say_yes(self, number):
        for one in queries.askings_of(self.expert(number), at=self.now):
            agreed = self.attempt(
                services.say_yes, by=self.expert(number), asking_id=one.id, at=self.now
            )
            assert not agreed or not self.is_over
            if agreed:
                self.yes.add(number)
                self.shown = None

    @rule(act=st.sampled_from((services.close_question, services.withdraw_question)))
    def end(self, act):
        if self.turn < 6:  # not before something could happen
            return
        was_open = not self.is_over
        ended = self.attempt(act, by=self.asker, question_id=self.asked.pk, at=self.now)
        assert ended is was_open
        self.is_ended |= was_open
        self.shown = None

    @rule(number=EXPERTS)
    def block(self, number):
        self.attempt(ties.block, by=self.expert(number), member_id=self.asker_id, at=self.now)
        if number in self.yes:
            self.shown = None

    @rule(number=EXPERTS)
    def rest(self, number):
        until = self.now + timedelta(days=2)
        pause_welcome(by=self.expert(number), until=until, at=self.now)

    @rule(number=EXPERTS)
    def come_back(self, number):
        resume_welcome(by=self.expert(number))
        services.put_questions(at=self.now)

    @rule(number=EXPERTS)
    def suspend_or_restore(self, number):
        act = suspend_member if self.expert(number).status == "active" else restore_member
        self.attempt(act, by=self.operator, member_id=self.expert_ids[number])
        follow(self.now)
        if number in self.yes:
            self.shown = None

    @rule(hours=st.sampled_from((1, 30, 200)))
    def time_passes(self, hours):
        was_over = self.is_over
        self.now += timedelta(hours=hours)
        services.put_questions(at=self.now)
        services.forget_what_is_over(at=self.now)
        if self.is_over is not was_over:
            self.shown = None

    @invariant()
    def the_asker_is_shown_what_they_were_shown(self):
        self.turn += 1
        told = [list(table.rows) for table in own_data(self.asker, self.now)]
        client, seen = Client(), {}
        with time_machine.travel(self.now, tick=False):
            client.force_login(self.asker)
            for path in PAGES:
                seen[path] = answer(client, path.format(self.asked.pk))
        if self.shown is not None:
            assert (seen, told) == self.shown
        self.shown = seen, told

    @invariant()
    def it_ends(self):
        end = self.now if self.is_ended else NOW + timedelta(days=DAYS)
        for number in range(3):
            asked = queries.askings_of(self.expert(number), at=end)
            assert all(one.reply == "yes" for one in asked)
        question = queries.get_question_for(self.asker, self.asked.pk, at=end)
        assert not question.is_open
        assert {pk for pk, _talk in question.said_yes} <= {
            self.expert_ids[number] for number in self.yes
        }

    @invariant()
    def each_is_asked_once(self):
        assert Asking.objects.count() <= 3


def test_the_course_of_a_question():
    run_state_machine_as_test(
        Course,
        settings=settings(
            max_examples=3,
            stateful_step_count=10,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def nothing(_expert):
    """Nobody's record answers."""


def put(expert):
    write(expert)
    follow()


def refused(expert):
    put(expert)
    (asking,) = queries.askings_of(expert, at=NOW)
    services.say_no(by=expert, asking_id=asking.id, at=NOW)


def put_off(expert):
    put(expert)
    (asking,) = queries.askings_of(expert, at=NOW)
    services.say_later(by=expert, asking_id=asking.id, at=NOW)


def held(expert):
    pause_welcome(by=expert, until=NOW + timedelta(days=2), at=NOW)
    put(expert)


def blocked(expert):
    put(expert)
    ties.block(by=expert, member_id=Member.objects.get(handle="asker").pk, at=NOW)


def agreed(expert):
    put(expert)
    (asking,) = queries.askings_of(expert, at=NOW)
    services.say_yes(by=expert, asking_id=asking.id, at=NOW)


def told_after(act, asker, asked, expert):
    """What the asker is answered and may take out, and what it cost, after `act`."""
    with rolled_back(), time_machine.travel(NOW, tick=False):
        act(expert)
        client = Client()
        client.force_login(asker)
        told = {}
        for path in (*PAGES, "/", "/notices/", "/inbox/", "/api/v1/me/notices"):
            with CaptureQueriesContext(database) as cost:
                told[path] = answer(client, path.format(asked.pk)), len(cost)
        told["take-out"] = [list(table.rows) for table in own_data(asker, NOW)]
        return told


def test_until_a_yes_every_course_is_the_same_to_the_byte():
    asker, expert = make_member("asker"), make_member("expert")
    asked = ask(asker)
    told = {
        act.__name__: told_after(act, asker, asked, expert)
        for act in (nothing, put, refused, put_off, held, blocked, agreed)
    }

    assert [name for name, seen in told.items() if seen != told["nothing"]] == ["agreed"]
