"""Mails within the budget, from notice to mailbox."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from importlib import import_module
from random import Random

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from enishi.ground.errors import DomainError
from enishi.rooms.approaches.models import Approach
from enishi.rooms.approaches.services import (
    answer_approach,
    decline_approach,
    withdraw_approach,
)
from enishi.rooms.approaches.types import REST, State
from enishi.rooms.connections.services import accept_invitation, invite
from enishi.rooms.conversations.services import mark_read, send_message
from enishi.rooms.notifications.errors import MailTermsRefused
from enishi.rooms.notifications.models import Notice, OutgoingMail
from enishi.rooms.notifications.policies import count_in_week, zone_of
from enishi.rooms.notifications.queries import mail_terms_of, outbox
from enishi.rooms.notifications.services import (
    forget_old_notices,
    mark_notices_read,
    open_notice,
    plan_mail,
    send_outgoing_mail,
    set_mail_terms,
    stop_mail,
)
from enishi.rooms.notifications.types import MailTerms, Weekday
from tests.makers import NOW, make_block, make_member
from tests.rooms import races
from tests.rooms.approaches.letters import MESSAGE, make_approach, make_recipient

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ONE_A_WEEK = MailTerms(mails_a_week=1)


class Unreachable(EmailBackend):
    def send_messages(self, _messages):
        raise ConnectionRefusedError


@pytest.fixture
def clock():
    """Notices are dated by the clock: `clock.move_to(…)` sets it."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def recipient(db, clock):
    return make_recipient("recipient", family_kanji="藤田", given_kanji="直樹")


def deliver(at=NOW):
    planned = plan_mail(at=at)
    while send_outgoing_mail(at=at):
        pass
    return planned


def approaches_of(recipient, count):
    return [
        make_approach(make_member(given_kanji=f"{n}号"), recipient) for n in range(1, count + 1)
    ]


def test_the_last_mail_of_the_budget_is_a_digest_of_all_that_waits(recipient):
    waiting = approaches_of(recipient, 5)[2:]
    deliver()

    assert [len(one.notices.all()) for one in OutgoingMail.objects.order_by("pk")] == [1, 1, 3]
    digest = mail.outbox[-1]
    assert digest.subject == "山田 3号 様から、相談のお願いが届いています ほか2件"
    for part in (digest.body, digest.alternatives[0].content):
        assert all(f"山田 {n}号 様から" in part for n in (3, 4, 5))
        assert all(f"http://localhost:8000/approaches/{one.pk}/" in part for one in waiting)
        assert "藤田 直樹 様" in part
        assert MESSAGE not in part


def test_a_digest_in_english(recipient):
    recipient.language = "en"
    recipient.save()
    set_mail_terms(by=recipient, terms=ONE_A_WEEK, at=NOW)
    approaches_of(recipient, 2)
    deliver()

    (digest,) = mail.outbox
    assert digest.subject == "Hanako Yamada would like to consult you, and one more"
    assert "Dear Hanako Yamada," in digest.body


def test_what_is_settled_before_a_digest_leaves_is_not_in_it(recipient):
    set_mail_terms(by=recipient, terms=ONE_A_WEEK, at=NOW)
    first, second, _third = approaches_of(recipient, 3)
    plan_mail(at=NOW)
    make_block(recipient, first.sender)
    withdraw_approach(by=second.sender, approach_id=second.pk, at=NOW)
    send_outgoing_mail(at=NOW)

    (letter,) = mail.outbox
    assert "3号" in letter.subject
    assert "1号" not in letter.body
    assert "2号" not in letter.body
    assert "ほか" not in letter.subject  # one is left: it is a letter of its own


def test_a_conversation_stands_once_in_a_digest(recipient, clock):
    friend = make_member("friend")
    approach = make_approach(friend, recipient)
    talk = answer_approach(by=recipient, approach_id=approach.pk, message="はい", at=NOW)
    set_mail_terms(by=recipient, terms=ONE_A_WEEK, at=NOW)
    for minute in (1, 2):
        at = NOW + timedelta(minutes=minute)
        send_message(by=friend, conversation_id=talk, body="追って", at=at)
        mark_read(by=recipient, conversation_id=talk, at=at - timedelta(seconds=1))
    Notice.objects.create(
        member=recipient,
        kind="message",
        about=friend,
        subject_id=talk,
        created_at=NOW,
        mail_at=NOW,
    )
    make_approach(make_member(), recipient)
    deliver()

    assert mail.outbox[0].body.count(f"/inbox/{talk}/") == 1


def test_an_empty_digest_is_not_sent_and_costs_nothing(recipient):
    set_mail_terms(by=recipient, terms=ONE_A_WEEK, at=NOW)
    for approach in approaches_of(recipient, 2):
        decline_approach(by=recipient, approach_id=approach.pk, at=NOW)
    deliver()
    assert mail.outbox == []
    assert not OutgoingMail.objects.exists()

    make_approach(make_member(), recipient)
    deliver()
    assert len(mail.outbox) == 1


def test_a_mail_that_may_have_left_counts_although_there_is_nothing_to_tell_any_more(
    recipient, settings
):
    (approach,) = approaches_of(recipient, 1)
    set_mail_terms(by=recipient, terms=ONE_A_WEEK, at=NOW)
    plan_mail(at=NOW)
    OutgoingMail.objects.update(tries=1)  # a try that died between sending and marking
    decline_approach(by=recipient, approach_id=approach.pk, at=NOW)
    send_outgoing_mail(at=NOW)

    assert mail.outbox == []
    assert OutgoingMail.objects.get().sent_at is not None


def test_what_was_opened_in_the_house_is_not_mailed(recipient):
    set_mail_terms(by=recipient, terms=ONE_A_WEEK, at=NOW)
    approaches_of(recipient, 3)
    seen, planned, _other = Notice.objects.order_by("pk")
    open_notice(by=recipient, notice_id=seen.pk, at=NOW)
    plan_mail(at=NOW)
    open_notice(by=recipient, notice_id=planned.pk, at=NOW)
    send_outgoing_mail(at=NOW)
    assert "3号" in mail.outbox[0].subject
    assert "ほか" not in mail.outbox[0].subject

    approaches_of(recipient, 2)
    mark_notices_read(by=recipient, at=NOW)
    assert deliver(NOW + 8 * DAY) == 0


def test_what_waits_is_told_when_the_budget_has_room_again_and_looked_at_only_then(
    recipient, clock, django_assert_num_queries
):
    set_mail_terms(by=recipient, terms=ONE_A_WEEK, at=NOW)
    approaches_of(recipient, 1)
    deliver()
    clock.move_to(NOW + DAY)
    approaches_of(recipient, 1)
    deliver(NOW + DAY)

    with django_assert_num_queries(1):  # nobody is due
        assert plan_mail(at=NOW + 6 * DAY) == 0
    assert deliver(NOW + 7 * DAY) == 0  # the first left some milliseconds later
    assert deliver(NOW + 7 * DAY + timedelta(minutes=2)) == 1
    assert len(mail.outbox) == 2


def test_other_terms_hold_for_what_waits(recipient):
    nights = MailTerms(days=frozenset({Weekday.SUN}))
    set_mail_terms(by=recipient, terms=nights, at=NOW)
    approaches_of(recipient, 2)
    assert deliver() == 0  # a Monday

    set_mail_terms(by=recipient, terms=MailTerms(), at=NOW)
    assert deliver() > 0


def test_without_a_budget_everything_stays_in_the_house(recipient):
    approaches_of(recipient, 1)
    set_mail_terms(by=recipient, terms=MailTerms(mails_a_week=0), at=NOW)
    approaches_of(recipient, 1)
    assert deliver() == 0
    set_mail_terms(by=recipient, terms=MailTerms(), at=NOW)
    assert deliver() == 0  # what was told meanwhile is not poured out now
    assert Notice.objects.count() == 2


def test_to_say_how_many_mails_takes_them_up_again(recipient):
    stop_mail(member_id=recipient.pk, at=NOW)
    assert mail_terms_of(recipient.pk).mails_a_week == 0

    set_mail_terms(by=recipient, terms=ONE_A_WEEK, at=NOW)
    assert mail_terms_of(recipient.pk) == ONE_A_WEEK


@pytest.mark.parametrize(
    "terms",
    [
        MailTerms(days=frozenset()),
        MailTerms(hour=24),
        MailTerms(mails_a_week=51),
        MailTerms(mails_a_week=-1),
    ],
)
def test_terms_nobody_can_keep_are_refused(recipient, terms):
    with pytest.raises(MailTermsRefused):
        set_mail_terms(by=recipient, terms=terms, at=NOW)
    assert mail_terms_of(recipient.pk) == MailTerms()


def test_old_notices_are_forgotten_in_time(recipient):
    approaches_of(recipient, 1)
    deliver()

    forget_old_notices(at=NOW + 89 * DAY)
    assert (Notice.objects.count(), OutgoingMail.objects.count()) == (1, 1)
    forget_old_notices(at=NOW + 91 * DAY)
    assert (Notice.objects.count(), OutgoingMail.objects.count()) == (0, 0)


def test_a_mail_nobody_takes_is_given_up_but_not_its_notice(recipient, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    approaches_of(recipient, 1)
    deliver()
    assert outbox(NOW + HOUR).unsent == 1
    assert outbox(NOW + HOUR).oldest_at == NOW

    forget_old_notices(at=NOW + 15 * DAY)
    assert outbox(NOW + 15 * DAY).unsent == 0
    assert Notice.objects.count() == 1


def test_mail_from_before_there_was_a_budget_is_planned(recipient):
    approaches_of(recipient, 1)
    notice = Notice.objects.get()
    Notice.objects.update(mail_at=None)
    OutgoingMail.objects.create(
        member=recipient, kind="approach", created_at=notice.created_at, due_at=NOW
    )
    migration = import_module(
        "enishi.rooms.notifications.migrations.0005_let_unsent_mail_be_planned"
    )
    for _ in range(2):
        migration.let_unsent_mail_be_planned(apps, None)

    assert not OutgoingMail.objects.exists()
    assert deliver() == 1


class TestRaces:
    pytestmark = races.ON_POSTGRES

    def test_two_planners_keep_to_one_budget(self):
        recipient = make_recipient("recipient")
        Notice.objects.all().delete()
        set_mail_terms(by=recipient, terms=MailTerms(mails_a_week=3), at=NOW)
        with time_machine.travel(NOW, tick=False):
            approaches_of(recipient, 6)
            OutgoingMail.objects.all().delete()
            Notice.objects.update(mail_at=NOW, mail=None)
            races.at_once(*[lambda: plan_mail(at=NOW)] * 4)

        assert OutgoingMail.objects.count() == 3
        assert Notice.objects.filter(mail=None).count() == 0


# Ninety days.


class Busy:
    """People who approach, answer, write, invite; a worker that comes every eight hours."""

    def __init__(self, clock):
        self.rng, self.clock = Random("ninety days"), clock
        budgets = [0, 1, 1, 2, 3, 3, 5, 14]
        self.people = [make_recipient(f"person{n}") for n in range(len(budgets))]
        for person, budget in zip(self.people, budgets, strict=True):
            days = frozenset(self.rng.sample(list(Weekday), self.rng.randint(1, 7)))
            terms = MailTerms(mails_a_week=budget, days=days, hour=self.rng.choice([6, 12, 18]))
            set_mail_terms(by=person, terms=terms, at=NOW)
        self.talks, self.written = [], {}

    def live_until(self, at):
        """Eight hours of what people do, some of it just before the worker comes."""
        for _ in range(self.rng.randint(0, 5)):
            self.clock.move_to(at - timedelta(minutes=self.rng.choice([1, 10, 60, 400])))
            act = self.rng.choice([self.approach] * 3 + [self.answer, self.write, self.tie])
            with suppress(DomainError):
                act(at)

    def two(self):
        return self.rng.sample(self.people, 2)

    def approach(self, at):
        one, other = self.two()
        if at < self.written.get((one, other), NOW):
            return  # they were written to lately: it would be refused, and that costs most
        approach = make_approach(one, other, at=at)
        self.written[one, other] = at + REST
        if self.rng.random() < 0.1:
            withdraw_approach(by=one, approach_id=approach.pk, at=at)

    def answer(self, at):
        one, _other = self.two()
        waiting = Approach.objects.waiting(at).filter(recipient=one).first()
        if waiting is None:
            return
        if self.rng.random() < 0.5:
            decline_approach(by=one, approach_id=waiting.pk, at=at)
        else:
            talk = answer_approach(by=one, approach_id=waiting.pk, message="はい", at=at)
            self.talks.append((one, waiting.sender, talk))

    def write(self, at):
        if self.talks:
            *pair, talk = self.rng.choice(self.talks)
            send_message(by=self.rng.choice(pair), conversation_id=talk, body="追って", at=at)

    def tie(self, at):
        one, other = self.two()
        asked = invite(by=one, invitee_id=other.pk, note="", at=at)
        if self.rng.random() < 0.5:
            accept_invitation(invitation_id=asked.pk, by=other, at=at)


def test_ninety_days_of_a_busy_house(db, clock, settings):
    """Two days without a worker, one without a mail server."""
    house = Busy(clock)
    working = settings.EMAIL_BACKEND
    for step in range(3 * (90 + 25)):
        at, day = NOW + step * 8 * HOUR, step // 3
        if day < 90:
            house.live_until(at)
        clock.move_to(at)
        settings.EMAIL_BACKEND = f"{__name__}.Unreachable" if day == 60 else working
        if day not in {30, 31}:
            deliver(at)

    assert len(mail.outbox) > 100  # it was busy
    assert len(mail.outbox) == OutgoingMail.objects.filter(sent_at__isnull=False).count()
    for person in house.people:
        assert_kept(person)


def assert_kept(person):
    budget, zone = mail_terms_of(person.pk).mails_a_week, zone_of(person.time_zone)
    mails = OutgoingMail.objects.filter(member=person).order_by("sent_at")
    sent = list(mails.values_list("sent_at", flat=True))
    for nth, at in enumerate(sent, start=1):
        assert count_in_week(sent[:nth], zone=zone, at=at) <= budget
    assert all(one.notices.exists() for one in mails), "an empty digest"
    bodies = [letter.body for letter in mail.outbox if letter.to == [person.email]]
    links = Counter(
        link for body in bodies for link in set(body.split()) if "/approaches/" in link
    )
    assert set(links.values()) <= {1}, "told twice"
    if not budget:
        assert bodies == []
        return
    for approach in Approach.objects.filter(recipient=person, state=State.SENT):
        assert links[f"http://localhost:8000/approaches/{approach.pk}/"] == 1, "missed"
