"""Two tabs, or two impatient fingers, on one approach."""

import pytest

from enishi.rooms.approaches import services
from enishi.rooms.approaches.errors import AlreadyWaiting, ApproachClosed
from enishi.rooms.approaches.models import Approach, State
from enishi.rooms.conversations.models import Conversation, Message
from tests.makers import NOW, make_member
from tests.rooms.approaches.letters import draft_for, make_approach, make_recipient
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
