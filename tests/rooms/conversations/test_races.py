"""Two workers, and an author who thinks again, at one message."""

from functools import partial

import pytest

from enishi.rooms.conversations import services
from enishi.rooms.conversations.errors import TooLateToTakeBack
from enishi.rooms.conversations.models import Message
from enishi.rooms.conversations.types import UNDO_WINDOW
from tests.makers import NOW, make_member
from tests.rooms.races import ON_POSTGRES, at_once

pytestmark = ON_POSTGRES
LATER = NOW + UNDO_WINDOW


@pytest.fixture
def written():
    one, other = make_member(), make_member()
    talk = services.start_conversation(by=one, with_id=other.pk, openings=[], at=NOW)
    act = {"by": one, "conversation_id": talk}
    return {**act, "unsent_id": services.write_message(**act, body="書きました", at=NOW)}


def test_a_message_is_delivered_once(written):
    assert sorted(at_once(*[partial(services.deliver_messages, at=LATER)] * 4)) == [0, 0, 0, 1]
    assert Message.objects.count() == 1


def test_a_message_is_delivered_or_taken_back(written):
    delivered, taken = at_once(
        partial(services.deliver_messages, at=LATER),
        partial(services.take_back_message, **written),
    )

    assert (delivered == 1) is (taken is TooLateToTakeBack)
    assert Message.objects.count() == delivered
