"""People write, answer, decline in every way, pass on, report, block, ask to be introduced;
and the clock goes on.

After every step each approach and introduction, and everybody's slots, are held against a
reference of a few lines that knows nothing of the code: only what was done when.
"""

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from enishi.ground.errors import DomainError, NotFound
from enishi.rooms.approaches import queries, services
from enishi.rooms.approaches.errors import NoFreeSlot
from enishi.rooms.approaches.models import Approach, Passing
from enishi.rooms.connections import services as ties
from enishi.rooms.introductions.queries import asked_by, glance_at
from enishi.rooms.introductions.services import (
    accept_introduction,
    decline_introduction,
    forward_introduction,
    request_introduction,
    withdraw_introduction,
)
from enishi.rooms.introductions.types import Draft as Request
from enishi.rooms.profiles.types import LineRef
from enishi.rooms.trust import services as trust
from enishi.rooms.trust.models import Report
from enishi.rooms.trust.types import Why
from tests.makers import NOW, make_connection, make_member
from tests.rooms.approaches.letters import letter_to, make_recipient

pytestmark = pytest.mark.django_db
PEOPLE = 4
NOTE = "来週までにお話を伺える方を探しています。ご紹介いただけませんか。"
SOMEBODY = st.integers(0, PEOPLE - 1)
MINUTES, DAYS = timedelta(minutes=1), timedelta(days=1)


@dataclass
class Told:
    """One approach, as the reference remembers it."""

    sender: int
    recipient: int
    sent: datetime
    end: str = ""
    ended: datetime | None = None
    told: datetime | None = None  # when the sender learns it, if ever

    def over(self):
        return self.sent + 14 * DAYS

    def sender_sees(self, now):
        if self.told and self.told <= now:
            return self.end
        return "expired" if now >= self.over() else "sent"

    def recipient_sees(self, now):
        return self.end or ("expired" if now >= self.over() else "sent")

    def holds(self, now):
        answered = self.told and self.end != "withdrawn"
        return now < (self.told if answered else self.sent + 30 * DAYS)


@dataclass
class Asked:
    """One introduction through one person: what its requester may know."""

    people: tuple[int, int, int]
    asked: datetime
    end: str = ""

    def requester_sees(self, now):
        return self.end or ("over" if now >= self.asked + 14 * DAYS else "asked")


class Letters(RuleBasedStateMachine):
    @initialize()
    def open_the_house(self):
        self.undone = ExitStack()
        self.undone.enter_context(transaction.atomic())
        self.undone.callback(transaction.set_rollback, True)
        self.people = [make_recipient() for _ in range(PEOPLE)]
        self.operator = make_member(is_staff=True)
        self.letters, self.upheld, self.blocks, self.now = {}, [], set(), NOW
        self.introductions = {}
        for one, other in pairwise(self.people):
            make_connection(one, other)
        self.ask(0, 1, 2)

    def teardown(self):
        if hasattr(self, "undone"):
            self.undone.close()

    def number(self, member_id):
        return [one.pk for one in self.people].index(member_id)

    def apart(self, one, other):
        return bool({(one, other), (other, one)} & self.blocks)

    def limit(self, sender):
        answers = sum(
            one.sender == sender and one.sender_sees(self.now) == "answered"
            for one in self.letters.values()
        )
        reports = sum(who == sender and at > self.now - 90 * DAYS for who, at in self.upheld)
        return max(0, min(5 + answers // 5, 10) - 2 * reports)

    def held(self, sender):
        return sum(
            one.sender == sender and one.holds(self.now) for one in self.letters.values()
        )

    def last(self, sender, recipient):
        pair = [
            one
            for one in self.letters.values()
            if (one.sender, one.recipient) == (sender, recipient)
        ]
        return max(pair, key=lambda one: one.sent, default=None)

    def may_send(self, sender, recipient):
        last = self.last(sender, recipient)
        rests = (
            last
            and last.sender_sees(self.now) != "answered"
            and self.now < last.sent + 30 * DAYS
        )
        free = self.held(sender) < self.limit(sender)
        return sender != recipient and free and not rests and not self.apart(sender, recipient)

    @rule(days=st.integers(0, 12), minutes=st.integers(0, 30))
    def wait(self, days, minutes):
        self.now += days * DAYS + minutes * MINUTES

    @rule()
    def write_down_what_time_ended(self):
        services.expire_approaches(at=self.now)

    @rule(sender=SOMEBODY, recipient=SOMEBODY)
    def send(self, sender, recipient):
        may = self.may_send(sender, recipient)
        draft, by = letter_to(self.people[recipient]), self.people[sender]
        if not may:
            with pytest.raises(DomainError) as refused:
                services.send_approach(by=by, draft=draft, at=self.now)
            is_full = self.held(sender) >= self.limit(sender)
            assert is_full or refused.type is not NoFreeSlot
            return
        made = services.send_approach(by=by, draft=draft, at=self.now)
        self.letters[made.pk] = Told(sender, recipient, self.now)

    @precondition(lambda self: self.letters)
    @rule(data=st.data(), how=st.sampled_from(("answered", "declined", "silent", "reported")))
    def end(self, data, how):
        pk = data.draw(st.sampled_from(sorted(self.letters)))
        letter = self.letters[pk]
        waits = letter.recipient_sees(self.now) == "sent"
        apart = self.apart(letter.sender, letter.recipient)
        act = {"by": self.people[letter.recipient], "approach_id": pk, "at": self.now}
        try:
            if how == "answered":
                services.answer_approach(**act, message="喜んで。")
            elif how == "reported":
                trust.report_approach(**act, why=Why.RUDE)
            else:
                services.decline_approach(**act, **({"words": None} if how == "silent" else {}))
        except DomainError:
            assert apart or (not waits and how != "reported") or letter.end == "withdrawn"
            return
        assert not apart
        if not waits:  # a report of what has ended ends nothing
            return
        letter.end, letter.ended = "declined" if how == "silent" else how, self.now
        if how in {"answered", "declined"}:
            pause = 5 * MINUTES if how == "declined" else timedelta()
            letter.told = min(self.now + pause, letter.over())

    @precondition(lambda self: self.letters)
    @rule(data=st.data())
    def undo(self, data):
        pk = data.draw(st.sampled_from(sorted(self.letters)))
        letter = self.letters[pk]
        can = letter.end == "declined" and self.now < (letter.told or letter.over())
        can = can and not self.apart(letter.sender, letter.recipient)
        by = self.people[letter.recipient]
        try:
            services.undo_decline(by=by, approach_id=pk, at=self.now)
        except DomainError:
            assert not can
        else:
            assert can
            letter.end, letter.ended, letter.told = "", None, None

    @precondition(lambda self: self.letters)
    @rule(data=st.data())
    def withdraw(self, data):
        pk = data.draw(st.sampled_from(sorted(self.letters)))
        letter = self.letters[pk]
        can = letter.sender_sees(self.now) == "sent"
        can = can and not self.apart(letter.sender, letter.recipient)
        try:
            services.withdraw_approach(
                by=self.people[letter.sender], approach_id=pk, at=self.now
            )
        except DomainError:
            assert not can
        else:
            assert can
            letter.end, letter.ended, letter.told = "withdrawn", self.now, self.now

    @precondition(lambda self: self.letters)
    @rule(data=st.data(), to=SOMEBODY, says=st.sampled_from(("yes", "no", "nothing")))
    def pass_on(self, data, to, says):
        pk = data.draw(st.sampled_from(sorted(self.letters)))
        letter = self.letters[pk]
        better = self.people[to]
        try:
            services.pass_on_approach(
                by=self.people[letter.recipient], approach_id=pk, to_id=better.pk, at=self.now
            )
        except DomainError:
            return
        assert letter.recipient_sees(self.now) == "sent"
        letter.end = "passed_on"
        passing = Passing.objects.get(approach_id=pk)
        if says == "no":
            with suppress(NotFound):
                services.refuse_passing(by=better, passing_id=passing.pk, at=self.now)
        if says == "yes":
            self.take_over(letter, passing, to)

    def take_over(self, letter, passing, to):
        before = self.held(letter.sender)
        act = {"by": self.people[to], "passing_id": passing.pk, "at": self.now}
        try:
            goes_on = services.take_over_approach(**act)
        except NotFound:
            assert self.apart(letter.sender, to)
            return
        letter.ended = letter.told = self.now
        if goes_on not in self.letters:
            self.letters[goes_on] = Told(letter.sender, to, self.now)
        assert self.held(letter.sender) <= before

    @rule(first=st.integers(0, PEOPLE - 3), back=st.booleans())
    def ask_for_an_introduction(self, first, back):
        """Along the row in which they know each other, one way or back."""
        places = (first, first + 1, first + 2)
        with suppress(DomainError):
            self.ask(*(places[::-1] if back else places))

    def ask(self, *places):
        requester, introducer, recipient = (self.people[one] for one in places)
        draft = Request(
            recipient_id=recipient.pk,
            way=(introducer.pk,),
            note=NOTE,
            message=NOTE,
            lines=(LineRef(recipient.entry.pk, "ja", 0),),
        )
        made = request_introduction(by=requester, draft=draft, at=self.now)
        self.introductions[made.pk] = Asked(places, self.now)

    @precondition(lambda self: self.introductions)
    @rule(
        data=st.data(),
        how=st.sampled_from(("forward", "forward", "accept", "decline", "withdraw")),
    )
    def go_on_with_an_introduction(self, data, how):
        pk = data.draw(st.sampled_from(sorted(self.introductions)))
        kept = self.introductions[pk]
        requester, introducer, recipient = (self.people[one] for one in kept.people)
        act = {"introduction_id": pk, "at": self.now}
        with suppress(DomainError):
            if how == "forward":
                forward_introduction(by=introducer, words=NOTE, **act)
            elif how == "accept":
                accept_introduction(by=recipient, **act)
                assert kept.requester_sees(self.now) == "asked"
                kept.end = "together"
            elif how == "decline":
                by = data.draw(st.sampled_from((introducer, recipient)))
                decline_introduction(by=by, **act)
            else:
                withdraw_introduction(by=requester, **act)
                assert kept.requester_sees(self.now) == "asked"
                kept.end = "withdrawn"

    @rule(one=SOMEBODY, other=SOMEBODY)
    def block(self, one, other):
        if one != other and not self.apart(one, other):
            ties.block(by=self.people[one], member_id=self.people[other].pk, at=self.now)
            self.blocks.add((one, other))
            self.introductions = {  # whoever blocks forgets what they asked of, or about, them
                pk: kept
                for pk, kept in self.introductions.items()
                if kept.end == "together" or kept.people[0] != one or other not in kept.people
            }

    @precondition(lambda self: self.blocks)
    @rule(data=st.data())
    def unblock(self, data):
        one, other = data.draw(st.sampled_from(sorted(self.blocks)))
        ties.unblock(by=self.people[one], member_id=self.people[other].pk)
        self.blocks.remove((one, other))

    @rule(right=st.booleans())
    def decide_a_report(self, right):
        report = Report.objects.open().first()
        if report is None:
            return
        decide = trust.uphold_report if right else trust.dismiss_report
        decide(by=self.operator, report_id=report.pk, at=self.now)
        if right:
            self.upheld.append((self.number(report.reported_id), self.now))

    @invariant()
    def both_sides_see_what_they_may(self):
        for row in Approach.objects.filter(pk__in=getattr(self, "letters", ())):
            letter = self.letters[row.pk]
            sender, recipient = self.people[letter.sender], self.people[letter.recipient]
            assert row.state_for(sender, self.now) == letter.sender_sees(self.now)
            assert row.state_for(recipient, self.now) == letter.recipient_sees(self.now)
            if self.now >= letter.over():  # every approach ends
                assert row.state_for(sender, self.now) != "sent"
                assert row.state_for(recipient, self.now) != "sent"

    @invariant()
    def introductions_end_and_tell_nobody_more(self):
        for number, requester in enumerate(getattr(self, "people", ())):
            kept = {
                pk: one
                for pk, one in self.introductions.items()
                if one.people[0] == number and one.end != "together"
            }  # once all are together, who blocks whom shows
            rows = list(asked_by(requester).filter(pk__in=kept)) if kept else []
            assert {row.pk for row in rows} == kept.keys()
            for at in (self.now, self.now + 14 * DAYS):
                for seen in glance_at(requester, rows, at=at):
                    assert seen.standing == kept[seen.id].requester_sees(at)
                    assert seen.standing != "asked" or at < self.now + 14 * DAYS

    @invariant()
    def slots_are_what_they_come_to(self):
        for number, person in enumerate(getattr(self, "people", ())):
            stake = queries.stake_for(person, at=self.now)
            assert (stake.limit, stake.held) == (self.limit(number), self.held(number))
            assert 0 <= stake.free <= stake.limit

    @invariant()
    def what_waits_is_shown_to_who_may_answer_it(self):
        for number, person in enumerate(getattr(self, "people", ())):
            waiting = {one.pk for one in queries.waiting_for(person, at=self.now)}
            assert waiting == {
                pk
                for pk, one in self.letters.items()
                if one.recipient == number
                and one.recipient_sees(self.now) == "sent"
                and not self.apart(one.sender, number)
            }


def test_everything_that_can_happen_to_letters_agrees_with_the_reference():
    run_state_machine_as_test(
        Letters,
        settings=settings(
            max_examples=10,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
