"""Two tabs, or two people at the same moment, on one introduction."""

import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.connections.services import block
from enishi.rooms.conversations.models import Conversation
from enishi.rooms.introductions import errors
from enishi.rooms.introductions.models import Introduction
from enishi.rooms.introductions.types import MOST_OPEN
from enishi.rooms.network import snapshot
from enishi.rooms.profiles.types import LineRef
from tests.makers import NOW, make_connection, make_member
from tests.rooms.approaches.letters import make_recipient
from tests.rooms.introductions.scenes import Row, accept, decline, forward, withdraw
from tests.rooms.races import ON_POSTGRES, at_once

pytestmark = ON_POSTGRES


@pytest.fixture(autouse=True)
def _anew():
    snapshot.forget()
    yield
    snapshot.forget()


@pytest.fixture
def row():
    return Row(introducers=2)


def test_one_recipient_is_asked_about_once(row):
    answers = at_once(*(row.ask for _ in range(4)))

    assert answers.count(errors.AlreadyAsked) == 3
    assert Introduction.objects.count() == 1


def to_another(row):
    recipient, helper = make_recipient(), make_member()
    make_connection(row.requester, helper)
    make_connection(helper, recipient)
    return {
        "recipient_id": recipient.pk,
        "way": (helper.pk,),
        "lines": (LineRef(recipient.entry.pk, "ja", 0),),
    }


def test_no_race_exceeds_what_may_be_under_way(row):
    drafts = [to_another(row) for _ in range(MOST_OPEN + 2)]

    answers = at_once(*(lambda draft=draft: row.ask(**draft) for draft in drafts))

    assert answers.count(errors.TooManyRequests) == 2
    assert Introduction.objects.count() == MOST_OPEN


def test_an_introducer_passes_it_on_once(row):
    introduction = row.ask()

    answers = at_once(*(lambda: forward(row.introducers[0], introduction) for _ in range(4)))

    assert answers.count(errors.IntroductionClosed) == 3
    assert Introduction.objects.get().holder == 1


def test_a_recipient_accepts_once(row):
    introduction = row.bring_to(2)

    answers = at_once(*(lambda: accept(row.recipient, introduction) for _ in range(4)))

    assert answers.count(errors.IntroductionClosed) == 3
    assert Conversation.objects.count() == 1


def test_of_passing_on_and_declining_one_counts(row):
    introduction = row.ask()

    answers = at_once(
        lambda: forward(row.introducers[0], introduction),
        lambda: decline(row.introducers[0], introduction),
    )

    assert answers.count(errors.IntroductionClosed) == 1
    kept = Introduction.objects.get()
    assert (kept.holder, kept.stopped) in {(1, ""), (0, "declined")}


def test_of_accepting_and_withdrawing_one_counts(row):
    introduction = row.bring_to(2)

    answers = at_once(
        lambda: accept(row.recipient, introduction),
        lambda: withdraw(row.requester, introduction),
    )

    refused = [one for one in answers if one in {errors.IntroductionClosed, NotFound}]
    assert len(refused) == 1
    is_together = Introduction.objects.get().state == "together"
    assert Conversation.objects.exists() is is_together


def test_across_a_block_of_the_same_moment_nobody_reads_the_other(row):
    introduction = row.bring_to(2)

    at_once(
        lambda: accept(row.recipient, introduction),
        lambda: block(by=row.recipient, member_id=row.requester.pk, at=NOW),
    )

    kept = Introduction.objects.get()
    assert kept.state == "together" or kept.stopped == "broken"
    with pytest.raises((NotFound, errors.IntroductionClosed)):
        accept(row.recipient, introduction)
