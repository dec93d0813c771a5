from datetime import timedelta

import pytest
import time_machine

from enishi.ground.errors import NotFound
from enishi.rooms.connections import services as ties
from enishi.rooms.connections.models import Connection
from enishi.rooms.conversations.queries import get_conversation_for
from enishi.rooms.introductions import errors, services
from enishi.rooms.introductions.models import Introduction, NotAsked, Step
from enishi.rooms.introductions.queries import asked_by, brought_to, get_introduction_for
from enishi.rooms.introductions.types import LIFE, Standing
from enishi.rooms.members.services import leave_house, restore_member, suspend_member
from tests.makers import NOW, PASSWORD, make_block, make_connection, make_member
from tests.rooms.introductions.scenes import Row, accept, decline, forward

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return Row(introducers=2)


def part(one, other):
    ties.disconnect(by=one, member_id=other.pk)


def block(one, other):
    ties.block(by=one, member_id=other.pk, at=NOW)


def suspend(one, _other):
    suspend_member(by=make_member(is_staff=True), member_id=one.pk)


def leave(one, _other):
    one.set_password(PASSWORD)
    one.save()
    with time_machine.travel(NOW, tick=False):
        leave_house(by=one, password=PASSWORD, at=NOW)


#: Who does it to whom, by their place: 0 is the requester, 3 the recipient.
BREAKS = [
    *((part, *pair) for pair in ((0, 1), (1, 0), (1, 2), (2, 3), (3, 2))),
    *((block, *pair) for pair in ((1, 0), (1, 2), (2, 0), (3, 0), (3, 1), (1, 3))),
    *((suspend, one, 0) for one in (1, 2, 3)),
    *((leave, one, 0) for one in (1, 2, 3)),
]


@pytest.mark.parametrize(("act", "one", "other"), BREAKS)
def test_whatever_breaks_it_the_requester_sees_one_that_waits(row, act, one, other):
    introduction = row.bring_to(1)
    before = get_introduction_for(row.requester, introduction.pk, at=NOW)

    act(row.everybody[one], row.everybody[other])

    after = get_introduction_for(row.requester, introduction.pk, at=NOW)
    assert after.standing == Standing.ASKED
    assert (after.called, after.message, after.note) == (
        before.called,
        before.message,
        before.note,
    )
    holder = row.introducers[1]
    with pytest.raises(NotFound):
        forward(holder, introduction)
    assert introduction.pk not in [each.pk for each in brought_to(holder)]


def test_what_broke_does_not_mend_when_people_meet_again(row):
    introduction, (first, second) = row.bring_to(1), row.introducers
    part(second, row.recipient)
    make_connection(second, row.recipient)

    with pytest.raises(NotFound):
        forward(second, introduction)
    assert get_introduction_for(first, introduction.pk, at=NOW).standing == Standing.PASSED_ON


def test_a_connection_that_is_not_on_the_way_breaks_nothing(row):
    introduction = row.bring_to(1)
    make_connection(row.requester, row.introducers[1])

    part(row.requester, row.introducers[1])

    forward(row.introducers[1], introduction)


@pytest.mark.parametrize("blocked", [1, 2, 3])
def test_whoever_blocks_sees_no_request_about_whom_they_blocked(row, blocked):
    row.ask()

    block(row.requester, row.everybody[blocked])

    assert not asked_by(row.requester)


def test_a_requester_who_is_suspended_takes_everything_with_them(row):
    introduction = row.bring_to(1)
    suspend(row.requester, None)
    with pytest.raises(NotFound):
        get_introduction_for(row.introducers[1], introduction.pk, at=NOW)

    restore_member(by=make_member(is_staff=True), member_id=row.requester.pk)

    seen = get_introduction_for(row.requester, introduction.pk, at=NOW)
    assert seen.standing == Standing.ASKED
    with pytest.raises(NotFound):
        forward(row.introducers[1], introduction)


def raw_block(row):
    make_block(row.recipient, row.introducers[0])


def raw_part(row):
    pair = (row.introducers[1].pk, row.recipient.pk)
    Connection.objects.between(*pair).delete()


@pytest.mark.parametrize("breaks", [raw_block, raw_part])
@pytest.mark.parametrize("holder", [1, 2])
def test_what_broke_in_the_same_moment_goes_no_further(row, breaks, holder):
    introduction = row.bring_to(holder)
    breaks(row)

    go_on, who = (forward, row.introducers[1]) if holder == 1 else (accept, row.recipient)
    with pytest.raises(NotFound):
        go_on(who, introduction)
    with pytest.raises(NotFound):
        go_on(who, introduction)
    assert Introduction.objects.get().holder == holder
    assert Introduction.objects.get().state == "asked"


def test_who_leaves_is_forgotten_in_what_others_asked(row):
    introduction = row.bring_to(2)
    leave(row.introducers[0], None)
    leave(row.recipient, None)

    kept = Introduction.objects.get()
    assert (kept.recipient, kept.reasons, kept.state) == (None, [], "asked")
    first = kept.steps.first()
    assert (first.introducer, first.words) == (None, "")
    # How the requester had called them goes when it is over.
    assert services.forget_who_left(at=NOW + LIFE - timedelta(seconds=1)) == 0
    services.forget_who_left(at=NOW + LIFE)
    assert not Introduction.objects.filter(pk=introduction.pk).exists()


def test_what_nobody_left_stays_when_it_is_over(row):
    row.ask()

    assert services.forget_who_left(at=NOW + LIFE) == 0


@pytest.mark.parametrize("place", [0, 1, 3])
def test_what_is_over_or_together_goes_with_whoever_leaves(row, place):
    introduction = row.bring_to(2)
    accept(row.recipient, introduction)

    leave(row.everybody[place], None)

    assert not Introduction.objects.exists()
    assert not Step.objects.exists()


def test_the_wish_to_be_left_alone_goes_too(row):
    services.be_left_alone(by=row.introducers[0], at=NOW)

    leave(row.introducers[0], None)

    assert not NotAsked.objects.exists()


def test_a_request_across_somebody_who_left_counts_until_it_ends(row):
    row.ask()
    leave(row.introducers[1], None)
    still_on = NOW + LIFE - timedelta(seconds=1)

    with pytest.raises(errors.AlreadyAsked):
        row.ask(still_on)


def test_where_three_talk_a_block_hides_two_from_each_other_only():
    row = Row()
    introduction = row.bring_to(1)
    conversation_id = accept(row.recipient, introduction)
    (introducer,) = row.introducers

    block(row.recipient, row.requester)

    assert get_conversation_for(row.requester, conversation_id).other_id == introducer.pk
    with pytest.raises(NotFound):
        get_introduction_for(row.requester, introduction.pk, at=NOW)
    assert get_introduction_for(introducer, introduction.pk, at=NOW).conversation_id


def test_a_decline_before_the_break_is_still_the_decliners(row):
    introduction = row.ask()
    decline(row.introducers[0], introduction)

    block(row.recipient, row.introducers[1])

    seen = get_introduction_for(row.introducers[0], introduction.pk, at=NOW)
    assert seen.standing == Standing.DECLINED
