"""Sender cards: pure, from ten on, and equal to a recount from the table at any time."""

import random
from datetime import timedelta
from statistics import median

import pytest

from enishi.rooms.approaches import queries, services
from enishi.rooms.approaches.cards import card_of, pace_of
from enishi.rooms.approaches.models import Approach, Upheld
from enishi.rooms.approaches.types import (
    CARD_FROM,
    LIFETIME,
    PACE_FROM,
    REST,
    UNDO_WINDOW,
    Course,
    KindWords,
    Ledger,
    Letter,
    Sender,
    State,
)
from tests.makers import NOW, make_connection, make_member
from tests.rooms.approaches.letters import letter_to, make_approach, make_recipient

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def letter(number, state=State.SENT, after=None, days_ago=40, **more):
    sent_at = NOW - days_ago * DAY
    course = Course(sent_at=sent_at, state=state, ended_at=after and sent_at + after, **more)
    return Letter(id=number, recipient_id=number, course=course)


def card(letters, upheld=()):
    return card_of(Ledger(tuple(letters), tuple(upheld)), at=NOW)


def test_before_ten_there_is_no_card():
    assert card([letter(one) for one in range(CARD_FROM - 1)]) is None
    assert card([letter(one) for one in range(CARD_FROM)]).sent == CARD_FROM


def test_what_is_older_than_a_year_is_forgotten():
    old = [letter(one, days_ago=366) for one in range(5)]

    assert card([*old, *(letter(one) for one in range(9))]) is None


def test_silence_expiry_and_withdrawal_count_alike():
    unanswered = [
        letter(1),
        letter(2, State.EXPIRED),
        letter(3, State.DECLINED, HOUR, is_silent=True),
        letter(4, State.PASSED_ON),
        letter(5, State.WITHDRAWN, HOUR),
    ]
    answered = [
        letter(6, State.ANSWERED, 2 * HOUR),
        letter(7, State.DECLINED, 4 * HOUR),
        letter(8, State.PASSED_ON, 6 * HOUR),
    ]
    waits = [
        letter(9, days_ago=1),
        letter(10, State.DECLINED, HOUR, days_ago=1, is_silent=True),
    ]

    made = card([*unanswered, *answered, *waits])

    assert (made.sent, made.settled, made.answered) == (10, 8, 3)
    assert made.usual_answer == 4 * HOUR + UNDO_WINDOW


def test_strangers_are_those_one_was_not_connected_to(db):
    sender, friend = make_member(), make_recipient()
    make_connection(sender, friend)
    make_approach(sender, friend)
    for _ in range(2):
        services.send_approach(by=sender, draft=letter_to(make_recipient()), at=NOW)
    letters = [letter(number) for number in range(CARD_FROM)]

    made = card([*queries.ledger_of(sender.pk, at=NOW).letters, *letters])

    assert made.strangers_a_week == 0.5  # two in four weeks


def test_a_pace_is_told_from_five_answers_on_and_knows_nothing_of_silence():
    answers = [letter(one, State.ANSWERED, one * HOUR).course for one in range(1, 6)]
    silent = [letter(6, State.DECLINED, HOUR, is_silent=True).course] * 20

    assert pace_of(answers[:4], at=NOW) is None
    assert len(answers) == PACE_FROM
    assert pace_of([*answers, *silent], at=NOW) == 3 * HOUR


def recount(sender, at):
    """The card again, from the table alone and in other words."""
    rows = [
        row
        for row in Approach.objects.filter(sender=sender)
        if row.sent_at > at - timedelta(days=365)
    ]
    if len(rows) < 10:
        return None
    waits, times = [], []
    for row in rows:
        over = row.sent_at + timedelta(days=14)
        told = row.answered_at
        if row.state == "declined":
            told = min(told + timedelta(minutes=5), over) if row.kind_words else None
        elif row.state not in {"answered", "withdrawn", "passed_on"}:
            told = None
        if told is not None and told <= at:
            if row.state != "withdrawn":
                times.append((told - row.sent_at).total_seconds())
        elif at < over:
            waits.append(row)
    strangers = [
        row for row in rows if row.degree != 1 and row.sent_at > at - timedelta(days=28)
    ]
    usual = timedelta(seconds=median(times)) if times else None
    upheld = [one for one in Upheld.objects.filter(member=sender) if one.at > at - 365 * DAY]
    settled = len(rows) - len(waits)
    return len(rows), settled, len(times), usual, len(strangers) / 4, len(upheld)


def act(luck, approach, at):
    end = {"by": approach.recipient, "approach_id": approach.pk, "at": at}
    if luck == "answer":
        services.answer_approach(**end, message="喜んで。")
    elif luck in {"decline", "silent"}:
        words = KindWords.FIELD if luck == "decline" else None
        services.decline_approach(**end, words=words)
    elif luck == "withdraw":
        services.withdraw_approach(by=approach.sender, approach_id=approach.pk, at=at)
    elif luck == "report":
        services.set_aside_reported(**end)
        services.note_upheld(member_id=approach.sender_id, report_id=approach.pk, at=at)
    elif luck.startswith("pass"):
        better = make_recipient()
        services.pass_on_approach(**end, to_id=better.pk)
        if luck == "pass":
            services.take_over_approach(by=better, passing_id=approach.passing.pk, at=at)


@pytest.mark.parametrize("seed", range(3))
def test_the_card_equals_a_recount_from_the_rows_every_time(db, seed):
    rng, sender, at = random.Random(seed), make_member(), NOW
    for _ in range(24):
        at += timedelta(days=rng.choice((3, 9, 17)))
        for _ in range(rng.randint(0, queries.stake_for(sender, at=at).free and 2)):
            draft = letter_to(make_recipient())
            if queries.refusals_of(sender, draft, at=at):
                continue
            approach = services.send_approach(by=sender, draft=draft, at=at)
            luck = rng.choice(
                (
                    "answer",
                    "answer",
                    "decline",
                    "silent",
                    "withdraw",
                    "pass",
                    "pass in vain",
                    "",
                )
            )
            act(luck, approach, at + rng.randint(0, 300) * HOUR)
        services.expire_approaches(at=at)
        for later in (at, at + HOUR, at + LIFETIME, at + REST):
            made = queries.senders_of([sender.pk], at=later)[sender.pk].card
            counted = made and (
                made.sent,
                made.settled,
                made.answered,
                made.usual_answer,
                made.strangers_a_week,
                made.upheld,
            )
            assert counted == recount(sender, later)
    assert recount(sender, at) is not None


def test_cards_of_many_take_one_query(db, django_assert_num_queries):
    senders = [make_member().pk for _ in range(5)]

    with django_assert_num_queries(1):
        assert set(queries.senders_of(senders, at=NOW).values()) == {Sender()}
