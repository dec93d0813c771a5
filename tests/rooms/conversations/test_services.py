from datetime import timedelta

import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.conversations import services
from enishi.rooms.conversations.errors import EmptyMessage, MessageTooLong
from enishi.rooms.conversations.queries import (
    conversations_of,
    count_unread,
    get_conversation_for,
    get_mark_of,
    messages_of,
    others_in,
    own_data,
    tellable_ids,
)
from enishi.rooms.conversations.types import Opening
from enishi.rooms.members.types import Status
from tests.makers import NOW, make_block, make_member


def minutes(count):
    return NOW + timedelta(minutes=count)


@pytest.fixture
def pair(db):
    return make_member("one"), make_member("other")


@pytest.fixture
def conversation_id(pair):
    one, other = pair
    return services.start_conversation(
        by=one,
        with_id=other.pk,
        openings=[Opening(author_id=one.pk, body="はじめまして", said_at=NOW)],
        at=NOW,
    )


def write(by, conversation_id, body="お返事です", at=NOW + timedelta(minutes=1)):
    return services.send_message(by=by, conversation_id=conversation_id, body=body, at=at)


def test_a_message_is_unread_for_the_other_until_they_look(pair, conversation_id):
    one, other = pair
    services.mark_read(by=other, conversation_id=conversation_id, at=NOW)

    write(one, conversation_id, " 二通目\r\nです ", minutes(1))

    (seen,) = conversations_of(other)
    assert (seen.other_id, seen.last_body, seen.unread) == (one.pk, "二通目\nです", 1)
    assert conversations_of(one)[0].unread == 0
    services.mark_read(by=other, conversation_id=conversation_id, at=minutes(2))
    assert get_conversation_for(other, conversation_id).unread == 0


def test_what_was_seen_stays_seen(pair, conversation_id):
    _one, other = pair
    services.mark_read(by=other, conversation_id=conversation_id, at=minutes(5))
    services.mark_read(by=other, conversation_id=conversation_id, at=minutes(-5))

    assert get_conversation_for(other, conversation_id).unread == 0


@pytest.mark.parametrize(
    ("body", "refusal"), [(" \n ", EmptyMessage), ("長" * 5001, MessageTooLong)]
)
def test_words_that_cannot_stand_are_refused(pair, conversation_id, body, refusal):
    with pytest.raises(refusal):
        write(pair[0], conversation_id, body)
    assert len(messages_of(pair[0], conversation_id).messages) == 1


def test_others_neither_read_nor_write(pair, conversation_id):
    other = make_member()

    with pytest.raises(NotFound):
        get_conversation_for(other, conversation_id)
    with pytest.raises(NotFound):
        write(other, conversation_id)
    assert messages_of(other, conversation_id).messages == ()
    with pytest.raises(NotFound):
        get_mark_of(other, conversation_id)


def gone(one, other):
    other.status = Status.LEFT
    other.save()


@pytest.mark.parametrize("part", [make_block, lambda one, other: make_block(other, one), gone])
def test_a_block_and_a_departure_look_the_same(pair, conversation_id, part):
    one, other = pair
    part(one, other)

    assert conversations_of(one) == []
    with pytest.raises(NotFound):
        get_conversation_for(one, conversation_id)
    with pytest.raises(NotFound):
        write(one, conversation_id)
    assert messages_of(one, conversation_id).messages == ()


def test_pages_of_messages_meet_without_gap_or_repeat(pair, conversation_id):
    one, _other = pair
    for number in range(1, 7):
        write(one, conversation_id, f"{number}", minutes(number))

    newest = messages_of(one, conversation_id, limit=3)
    earlier = messages_of(one, conversation_id, before_id=newest.first_id, limit=3)
    first = messages_of(one, conversation_id, before_id=earlier.first_id, limit=3)
    bodies = [m.body for page in (first, earlier, newest) for m in page.messages]
    assert bodies == ["はじめまして", "1", "2", "3", "4", "5", "6"]
    assert (newest.has_earlier, first.has_earlier) == (True, False)

    after = messages_of(one, conversation_id, after_id=earlier.last_id)
    assert after.messages == newest.messages


def test_the_liveliest_conversation_comes_first_in_one_query(
    pair, conversation_id, django_assert_num_queries
):
    one, _other = pair
    for number in range(3):
        services.start_conversation(
            by=make_member(),
            with_id=one.pk,
            openings=[Opening(author_id=one.pk, body=f"{number}", said_at=NOW)],
            at=minutes(number + 1),
        )

    with django_assert_num_queries(1):
        seen = conversations_of(one)

    assert [line.last_body for line in seen] == ["2", "1", "0", "はじめまして"]
    older = conversations_of(one, before=seen[1].last_message_at)
    assert [line.last_body for line in older] == ["0", "はじめまして"]


@pytest.fixture
def three(db):
    return make_member("one"), make_member("two"), make_member("three")


@pytest.fixture
def shared_id(three):
    one, two, third = three
    said = [Opening(author_id=who.pk, body=who.handle, said_at=NOW) for who in three]
    return services.start_shared_conversation(
        by=third, with_ids=[one.pk, two.pk], openings=said, at=NOW
    )


def bodies(viewer, conversation_id):
    return [one.body for one in messages_of(viewer, conversation_id).messages]


def test_three_read_and_write_the_same(three, shared_id):
    one, two, third = three
    write(one, shared_id, "皆さま", minutes(1))

    for viewer in three:
        assert bodies(viewer, shared_id) == ["one", "two", "three", "皆さま"]
        others = {other.pk for other in three} - {viewer.pk}
        assert set(others_in(viewer, [shared_id])[shared_id]) == others
    assert [get_conversation_for(viewer, shared_id).unread for viewer in (two, third)] == [1, 1]


@pytest.mark.parametrize("part", [make_block, lambda one, other: make_block(other, one), gone])
def test_of_three_two_who_are_apart_talk_with_the_third(three, shared_id, part):
    one, two, third = three
    part(one, two)
    before = (conversations_of(one), get_mark_of(one, shared_id))

    if part is not gone:
        write(two, shared_id, "届かない", minutes(2))
        assert tellable_ids(two.pk, shared_id) == [third.pk]

    assert (conversations_of(one), get_mark_of(one, shared_id)) == before
    assert bodies(one, shared_id) == ["one", "three"]
    assert others_in(one, [shared_id]) == {shared_id: [third.pk]}
    assert count_unread(one.pk, shared_id) == 0
    talks, messages = (list(part.rows) for part in own_data(one, NOW) if part.name != "reading")
    assert [(talk[0], talk[1], talk[5]) for talk in talks] == [(shared_id, "three", NOW)]
    assert [message[-2] for message in messages] == ["one", "three"]
    write(third, shared_id, "届く", minutes(3))
    assert conversations_of(one)[0].unread == 1
