"""Two tabs, or two impatient fingers, on one approach."""

from functools import partial

import pytest

from enishi.rooms.approaches import services
from enishi.rooms.approaches.errors import (
    AlreadyWaiting,
    ApproachClosed,
    NoFreeSlot,
    WeekFull,
)
from enishi.rooms.approaches.models import Approach, State
from enishi.rooms.approaches.types import Purpose, WelcomeTerms
from enishi.rooms.conversations.models import Conversation, Message
from tests.makers import NOW, make_member
from tests.rooms.approaches.letters import (
    draft_for,
    fill_slots,
    letter_to,
    make_approach,
    make_recipient,
)
from tests.rooms.races import ON_POSTGRES, at_once

pytestmark = ON_POSTGRES


@pytest.fixture
def approach():
    return make_approach(make_member(), make_recipient())


def answer(approach):
    return services.answer_approach(
        by=approach.recipient, approach_id=approach.pk, message="喜んで。", at=NOW
    )


def decline(approach):
    services.decline_approach(by=approach.recipient, approach_id=approach.pk, at=NOW)


def test_an_approach_is_sent_once():
    sender, recipient = make_member(), make_recipient()

    answers = at_once(
        *(
            lambda: services.send_approach(by=sender, draft=draft_for(recipient), at=NOW)
            for _ in range(4)
        )
    )

    assert answers.count(AlreadyWaiting) == 3
    assert Approach.objects.count() == 1


@pytest.mark.parametrize("taken", [4, 3])
def test_fifty_at_once_take_the_free_slots_and_no_more(taken):
    sender = make_member()
    fill_slots(sender, taken)
    drafts = [letter_to(make_recipient()) for _ in range(50)]

    answers = at_once(
        *(partial(services.send_approach, by=sender, draft=draft, at=NOW) for draft in drafts)
    )

    assert answers.count(NoFreeSlot) == 50 - (5 - taken)
    assert Approach.objects.filter(sender=sender).count() == 5


def test_a_number_a_week_holds_however_many_write_at_once():
    recipient = make_recipient()
    said = WelcomeTerms(purpose=Purpose.CONSULTATION, per_week=2)
    services.set_welcome(by=recipient, said=said)
    draft = draft_for(recipient)
    senders = [make_member() for _ in range(8)]

    answers = at_once(
        *(partial(services.send_approach, by=one, draft=draft, at=NOW) for one in senders)
    )

    assert answers.count(WeekFull) == 6
    assert Approach.objects.count() == 2


def test_two_who_write_to_each_other_at_once_do_not_wait_for_ever():
    pairs = [(make_recipient(), make_recipient()) for _ in range(4)]
    verbs = [
        partial(services.send_approach, by=one, draft=draft_for(other), at=NOW)
        for pair in pairs
        for one, other in (pair, pair[::-1])
    ]

    assert all(isinstance(answer, Approach) for answer in at_once(*verbs))


def test_an_approach_is_answered_once(approach):
    answers = at_once(*(lambda: answer(approach) for _ in range(4)))

    assert answers.count(ApproachClosed) == 3
    assert Conversation.objects.count() == 1
    assert Message.objects.count() == 2


def test_an_approach_is_declined_once(approach):
    answers = at_once(*(lambda: decline(approach) for _ in range(4)))

    assert answers.count(ApproachClosed) == 3


def test_answering_and_declining_at_once_leaves_one_end(approach):
    answers = at_once(lambda: answer(approach), lambda: decline(approach))

    assert answers.count(ApproachClosed) == 1
    approach.refresh_from_db()
    assert Conversation.objects.exists() is (approach.state == State.ANSWERED)
