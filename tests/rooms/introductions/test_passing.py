from datetime import timedelta

import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.conversations.errors import MessageTooLong
from enishi.rooms.conversations.models import Conversation
from enishi.rooms.conversations.queries import (
    get_conversation_for,
    messages_of,
    others_in,
)
from enishi.rooms.introductions import errors
from enishi.rooms.introductions.models import Introduction
from enishi.rooms.introductions.queries import get_introduction_for, waiting_for
from enishi.rooms.introductions.types import LIFE, UNDO_WINDOW, KindWords, Standing
from tests.makers import NOW, make_member
from tests.rooms.introductions.scenes import (
    MESSAGE,
    WORDS,
    Row,
    accept,
    decline,
    forward,
    reopen,
    withdraw,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def row():
    return Row(introducers=2)


def standing(viewer, introduction, at=NOW):
    return get_introduction_for(viewer, introduction.pk, at=at).standing


def test_it_goes_from_hand_to_hand_and_opens_a_conversation_of_all(row):
    introduction = row.ask()
    for one, hour in zip(row.introducers, (1, 2), strict=True):
        assert [each.pk for each in waiting_for(one, at=NOW)] == [introduction.pk]
        forward(one, introduction, f"{WORDS}{hour}", NOW + timedelta(hours=hour))
        assert not waiting_for(one, at=NOW)
    conversation_id = accept(
        row.recipient, introduction, "はじめまして。", NOW + timedelta(hours=3)
    )

    said = messages_of(row.requester, conversation_id).messages
    assert [(one.author_id, one.body) for one in said] == [
        (row.requester.pk, MESSAGE),
        (row.introducers[0].pk, f"{WORDS}1"),
        (row.introducers[1].pk, f"{WORDS}2"),
        (row.recipient.pk, "はじめまして。"),
    ]
    for one in row.everybody:
        others = {other.pk for other in row.everybody} - {one.pk}
        assert set(others_in(one, [conversation_id])[conversation_id]) == others
        assert standing(one, introduction) == Standing.TOGETHER
    assert get_conversation_for(row.requester, conversation_id).unread == 3
    assert get_conversation_for(row.recipient, conversation_id).unread == 0


def test_a_recipient_may_accept_without_a_word(row):
    introduction = row.bring_to(2)

    conversation_id = accept(row.recipient, introduction)

    assert len(messages_of(row.recipient, conversation_id).messages) == 3


def test_an_answer_that_is_too_long_opens_nothing(row):
    introduction = row.bring_to(2)

    with pytest.raises(MessageTooLong):
        accept(row.recipient, introduction, "長" * 5001)
    assert standing(row.recipient, introduction) == Standing.WAITING
    assert not Conversation.objects.exists()


@pytest.mark.parametrize(
    ("words", "refusal"), [(" \n", errors.NoWords), ("長" * 601, errors.WordsTooLong)]
)
def test_an_introducer_says_something_of_their_own(row, words, refusal):
    introduction = row.ask()

    with pytest.raises(refusal):
        forward(row.introducers[0], introduction, words)
    assert standing(row.introducers[0], introduction) == Standing.WAITING


def test_only_whom_it_has_reached_knows_of_it(row):
    introduction = row.ask()

    for one in (row.introducers[1], row.recipient, make_member()):
        for act in (forward, decline, accept, reopen, withdraw):
            with pytest.raises(NotFound):
                act(one, introduction)
        with pytest.raises(NotFound):
            get_introduction_for(one, introduction.pk, at=NOW)


def test_an_introducer_does_not_accept_and_a_recipient_does_not_forward(row):
    introduction = row.ask()
    with pytest.raises(NotFound):
        accept(row.introducers[0], introduction)
    for one in row.introducers:
        forward(one, introduction)
    with pytest.raises(NotFound):
        forward(row.recipient, introduction)


def test_of_two_decisions_one_counts(row):
    introduction = row.ask()
    forward(row.introducers[0], introduction)

    for act in (forward, decline):
        with pytest.raises(errors.IntroductionClosed):
            act(row.introducers[0], introduction)
    decline(row.introducers[1], introduction)
    for act in (forward, decline):
        with pytest.raises(errors.IntroductionClosed):
            act(row.introducers[1], introduction)


@pytest.mark.parametrize("holder", [0, 1, 2])
def test_whoever_declines_sees_that_and_nobody_else_does(row, holder):
    introduction = row.bring_to(holder)
    before = [
        get_introduction_for(one, introduction.pk, at=LATER)
        for one in row.everybody[: holder + 1]
    ]

    decline(row.everybody[holder + 1], introduction, KindWords.TIME)

    assert standing(row.everybody[holder + 1], introduction) == Standing.DECLINED
    assert before == [
        get_introduction_for(one, introduction.pk, at=LATER)
        for one in row.everybody[: holder + 1]
    ]


def test_a_decline_is_undone_within_its_window_only(row):
    introduction, (first, _second) = row.ask(), row.introducers
    for wait, is_undone in ((UNDO_WINDOW - timedelta(seconds=1), True), (UNDO_WINDOW, False)):
        decline(first, introduction, KindWords.TIME)
        assert get_introduction_for(first, introduction.pk, at=NOW).can_undo
        if is_undone:
            reopen(first, introduction, NOW + wait)
        else:
            with pytest.raises(errors.TooLateToReopen):
                reopen(first, introduction, NOW + wait)
        assert (standing(first, introduction) == Standing.WAITING) is is_undone
    assert not get_introduction_for(first, introduction.pk, at=NOW + UNDO_WINDOW).can_undo


def test_what_waits_has_nothing_to_undo(row):
    with pytest.raises(errors.TooLateToReopen):
        reopen(row.introducers[0], row.ask())


def test_after_fourteen_days_it_is_over_for_everybody(row):
    introduction, end = row.bring_to(1), NOW + LIFE

    assert [one.pk for one in waiting_for(row.introducers[1], at=end - UNDO_WINDOW)]
    assert not waiting_for(row.introducers[1], at=end)
    for one in row.everybody[:3]:
        assert standing(one, introduction, end) == Standing.OVER
    for act in (forward, decline):
        with pytest.raises(errors.IntroductionClosed):
            act(row.introducers[1], introduction, at=end)
    with pytest.raises(errors.IntroductionClosed):
        withdraw(row.requester, introduction, end)


def test_kind_words_are_read_at_the_end_by_the_requester_alone(row):
    introduction, end = row.bring_to(1), NOW + LIFE
    decline(row.introducers[1], introduction, KindWords.TIME)

    def told(viewer, at):
        return get_introduction_for(viewer, introduction.pk, at=at).kind_words

    assert told(row.requester, end - timedelta(seconds=1)) is None
    assert told(row.requester, end) is KindWords.TIME
    assert told(row.introducers[0], end) is told(row.introducers[1], end) is None


@pytest.mark.parametrize("is_declined", [False, True])
def test_what_is_taken_back_was_never_there(row, is_declined):
    introduction = row.bring_to(1)
    if is_declined:
        decline(row.introducers[1], introduction)

    withdraw(row.requester, introduction)

    for one in row.introducers:
        with pytest.raises(NotFound):
            get_introduction_for(one, introduction.pk, at=NOW)
        with pytest.raises(NotFound):
            forward(one, introduction)
    assert standing(row.requester, introduction) == Standing.WITHDRAWN
    with pytest.raises(errors.IntroductionClosed):
        withdraw(row.requester, introduction)


def test_what_came_together_is_not_taken_back(row):
    introduction = row.bring_to(2)
    accept(row.recipient, introduction)

    with pytest.raises(errors.IntroductionClosed):
        withdraw(row.requester, introduction)
    assert Introduction.objects.get().state == "together"
