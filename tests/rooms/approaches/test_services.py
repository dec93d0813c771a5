from datetime import timedelta

import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.approaches import errors, services
from enishi.rooms.approaches.models import Approach, Reason
from enishi.rooms.approaches.queries import get_approach_for
from enishi.rooms.approaches.types import (
    LIFETIME,
    UNDO_WINDOW,
    KindWords,
    Purpose,
    State,
    Terms,
    WelcomeTerms,
)
from enishi.rooms.conversations.errors import EmptyMessage
from enishi.rooms.conversations.models import Conversation
from enishi.rooms.conversations.queries import get_conversation_for, messages_of
from enishi.rooms.members.types import Status
from enishi.rooms.profiles.types import LineRef
from tests.makers import NOW, make_block, make_entry, make_member
from tests.rooms.approaches.letters import MESSAGE, draft_for, make_approach, make_recipient

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def sender(db):
    return make_member("sender")


@pytest.fixture
def recipient(db):
    return make_recipient("recipient")


@pytest.fixture
def approach(sender, recipient):
    return make_approach(sender, recipient)


def send(sender, recipient, **changes):
    return services.send_approach(by=sender, draft=draft_for(recipient, **changes), at=NOW)


def test_an_approach_keeps_the_words_the_terms_and_where_it_came_from(sender, recipient):
    approach = send(sender, recipient)

    kept = get_approach_for(recipient, approach.pk)
    assert (kept.sender_id, kept.recipient_id) == (sender.pk, recipient.pk)
    assert (kept.message, kept.fee_yen, kept.minutes) == (MESSAGE, 30000, 60)
    assert (kept.origin, kept.origin_query) == ("search", "アルバイト求人業界 営業 戦略")
    assert kept.state == "sent"


def test_a_reason_reads_in_both_languages_where_the_record_did(sender, recipient):
    approach = send(sender, recipient, lines=(LineRef(recipient.entry.pk, "ja", 0),))

    (reason,) = approach.reasons.all()
    assert reason.written("ja") == "アルバイト求人広告の営業を統括"
    assert reason.written("en") == "Led part-time job advertising sales"
    assert reason.organization_in("en") == "Akebono Kyujinsha"
    assert (reason.starts, reason.ends) == ("2015", "2021")


def test_a_reason_written_in_one_language_says_so(sender, recipient):
    recipient.entry.text_en = "One line only"
    recipient.entry.save()

    (reason,) = send(sender, recipient).reasons.all()

    assert reason.written("en") == "アルバイト求人広告の営業を統括"
    assert reason.language_of("en") == "ja"


def test_a_reason_stays_as_it_read_when_the_record_changes(sender, recipient, approach):
    recipient.entry.text_ja = "まったく別の行"
    recipient.entry.save()
    assert [one.text for one in get_approach_for(recipient, approach.pk).reasons.all()] == [
        "アルバイト求人広告の営業を統括"
    ]

    recipient.entry.delete()
    (reason,) = get_approach_for(recipient, approach.pk).reasons.all()
    assert (reason.text, reason.ref) == ("アルバイト求人広告の営業を統括", None)


def test_a_line_picked_twice_is_one_reason(sender, recipient):
    line = LineRef(recipient.entry.pk, "ja", 1)

    assert send(sender, recipient, lines=(line, line)).reasons.count() == 1


def lines_of(recipient, count):
    entry = make_entry(
        recipient, kind="project", text_ja="\n".join(f"行{number}" for number in range(count))
    )
    return tuple(LineRef(entry.pk, "ja", number) for number in range(count))


def test_three_lines_can_be_picked_four_cannot(sender, recipient):
    lines = lines_of(recipient, 4)
    with pytest.raises(errors.TooManyReasons):
        send(sender, recipient, lines=lines)

    assert send(sender, recipient, lines=lines[:3]).reasons.count() == 3


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"lines": ()}, errors.NoReason),
        ({"subject": " "}, errors.NoSubject),
        ({"subject": "問" * 121}, errors.SubjectTooLong),
        ({"message": "短いです。"}, errors.MessageTooShort),
        ({"message": " " * 30 + "空白ばかり"}, errors.MessageTooShort),
        ({"message": "長" * 1201}, errors.MessageTooLong),
        ({"fee_yen": -1}, errors.FeeTooSmall),
        ({"fee_yen": 10_000_001}, errors.FeeTooLarge),
        ({"minutes": 0}, errors.MinutesOutOfRange),
        ({"minutes": 40_000}, errors.MinutesOutOfRange),
    ],
)
def test_a_draft_that_lacks_something_is_refused_by_name(sender, recipient, changes, refusal):
    with pytest.raises(refusal):
        send(sender, recipient, **changes)
    assert not Approach.objects.exists()
    assert not Reason.objects.exists()


@pytest.mark.parametrize("length", [20, 1200])
def test_a_message_may_be_as_long_as_the_house_says(sender, recipient, length):
    assert send(sender, recipient, message="文" * length).pk


@pytest.mark.parametrize("visibility", ["only_me", "connections", "second_degree"])
def test_a_line_the_sender_does_not_see_is_no_reason(sender, recipient, visibility):
    hidden = make_entry(recipient, kind="award", text_ja="社長賞", visibility=visibility)

    with pytest.raises(errors.HiddenLine):
        send(sender, recipient, lines=(LineRef(hidden.pk, "ja", 0),))


def test_a_hidden_text_under_a_visible_title_is_no_reason(sender, recipient):
    recipient.entry.text_visibility = "only_me"
    recipient.entry.save()

    with pytest.raises(errors.HiddenLine):
        send(sender, recipient)
    assert send(sender, recipient, lines=(LineRef(recipient.entry.pk, "ja", -1),)).pk


def test_lines_of_others_and_lines_that_are_not_there_are_no_reasons(sender, recipient):
    others = make_recipient().entry
    for line in (
        LineRef(others.pk, "ja", 0),
        LineRef(recipient.entry.pk, "ja", 2),
        LineRef(10**17, "ja", 0),
    ):
        with pytest.raises(errors.HiddenLine):
            send(sender, recipient, lines=(LineRef(recipient.entry.pk, "ja", 0), line))


def test_nobody_writes_to_themself(recipient):
    with pytest.raises(errors.ToSelf):
        send(recipient, recipient)


@pytest.mark.parametrize("turned", [False, True])
def test_across_a_block_the_recipient_is_not_found(sender, recipient, turned):
    make_block(*((sender, recipient) if turned else (recipient, sender)))

    with pytest.raises(NotFound) as blocked:
        send(sender, recipient)
    with pytest.raises(NotFound) as absent:
        send(sender, recipient, recipient_id=10**9)
    assert str(blocked.value) == str(absent.value)


def test_who_left_is_not_found(sender, recipient):
    recipient.status = Status.LEFT
    recipient.save()

    with pytest.raises(NotFound):
        send(sender, recipient)


def test_one_approach_waits_per_pair_and_direction(sender, recipient, approach):
    sender.entry = make_entry(sender, text_ja="調査")

    with pytest.raises(errors.AlreadyWaiting):
        send(sender, recipient)
    assert send(recipient, sender).pk  # the other way is another approach

    services.answer_approach(by=recipient, approach_id=approach.pk, message="はい", at=NOW)
    assert send(sender, recipient).pk


def test_a_closed_purpose_refuses_and_the_other_does_not(sender, recipient):
    services.set_welcome(
        by=recipient, said=WelcomeTerms(purpose=Purpose.CONSULTATION, terms=Terms.CLOSED)
    )

    with pytest.raises(errors.NotWelcome):
        send(sender, recipient)
    assert send(sender, recipient, purpose=Purpose.CHAT).fee_yen is None


def test_an_answer_begins_a_conversation_with_both_their_words(sender, recipient, approach):
    conversation_id = services.answer_approach(
        by=recipient, approach_id=approach.pk, message="喜んで。", at=LATER
    )

    said = messages_of(sender, conversation_id).messages
    assert [(one.author_id, one.body, one.sent_at) for one in said] == [
        (sender.pk, MESSAGE, NOW),
        (recipient.pk, "喜んで。", LATER),
    ]
    assert get_conversation_for(sender, conversation_id).unread == 1
    assert get_conversation_for(recipient, conversation_id).unread == 0
    kept = get_approach_for(sender, approach.pk)
    assert (kept.state, kept.conversation_id) == (State.ANSWERED, conversation_id)


def test_an_answer_without_words_changes_nothing(recipient, approach):
    with pytest.raises(EmptyMessage):
        services.answer_approach(by=recipient, approach_id=approach.pk, message=" ", at=LATER)

    assert get_approach_for(recipient, approach.pk).state == "sent"
    assert not Conversation.objects.exists()


def answer(recipient, approach):
    services.answer_approach(by=recipient, approach_id=approach.pk, message="はい", at=LATER)


def decline(recipient, approach):
    services.decline_approach(by=recipient, approach_id=approach.pk, at=LATER)


@pytest.mark.parametrize("second", [answer, decline])
@pytest.mark.parametrize("first", [answer, decline])
def test_of_two_endings_one_wins_and_the_other_is_told(recipient, approach, first, second):
    first(recipient, approach)
    before = get_approach_for(recipient, approach.pk).state

    with pytest.raises(errors.ApproachClosed):
        second(recipient, approach)

    assert get_approach_for(recipient, approach.pk).state == before
    assert Conversation.objects.count() == (first is answer)


@pytest.mark.parametrize("end", [answer, decline])
def test_only_the_recipient_ends_an_approach(sender, approach, end):
    for other in (sender, make_member()):
        with pytest.raises(NotFound):
            end(other, approach)


def test_the_sender_learns_of_a_decline_when_it_cannot_be_undone(sender, recipient, approach):
    services.decline_approach(
        by=recipient, approach_id=approach.pk, words=KindWords.TIME, at=LATER
    )

    kept = get_approach_for(sender, approach.pk)
    assert kept.state_for(recipient, LATER) == State.DECLINED
    assert kept.state_for(sender, LATER) == State.SENT
    assert kept.state_for(sender, LATER + UNDO_WINDOW) == State.DECLINED
    assert kept.kind_words == KindWords.TIME


def test_a_decline_is_undone_within_its_window_only(sender, recipient, approach):
    for wait, is_undone in ((UNDO_WINDOW - timedelta(seconds=1), True), (UNDO_WINDOW, False)):
        decline(recipient, approach)
        if is_undone:
            services.undo_decline(by=recipient, approach_id=approach.pk, at=LATER + wait)
        else:
            with pytest.raises(errors.TooLateToUndo):
                services.undo_decline(by=recipient, approach_id=approach.pk, at=LATER + wait)
        assert (get_approach_for(recipient, approach.pk).state == State.SENT) is is_undone


def test_a_silent_decline_is_undone_until_its_time_is_over(recipient, approach):
    for wait in (UNDO_WINDOW, LIFETIME - timedelta(hours=2)):
        services.decline_approach(by=recipient, approach_id=approach.pk, words=None, at=LATER)
        services.undo_decline(by=recipient, approach_id=approach.pk, at=LATER + wait)

    services.decline_approach(by=recipient, approach_id=approach.pk, words=None, at=LATER)
    with pytest.raises(errors.TooLateToUndo):
        services.undo_decline(by=recipient, approach_id=approach.pk, at=NOW + LIFETIME)


def test_what_is_over_cannot_be_ended(recipient, approach):
    at = NOW + LIFETIME
    with pytest.raises(errors.ApproachClosed):
        services.answer_approach(by=recipient, approach_id=approach.pk, message="はい", at=at)
    with pytest.raises(errors.ApproachClosed):
        services.decline_approach(by=recipient, approach_id=approach.pk, at=at)
    with pytest.raises(errors.ApproachClosed):
        services.withdraw_approach(by=approach.sender, approach_id=approach.pk, at=at)


def test_an_open_approach_has_nothing_to_undo(sender, recipient, approach):
    with pytest.raises(errors.TooLateToUndo):
        services.undo_decline(by=recipient, approach_id=approach.pk, at=LATER)
    with pytest.raises(NotFound):
        services.undo_decline(by=sender, approach_id=approach.pk, at=LATER)


def test_while_a_decline_can_be_undone_the_sender_cannot_tell_by_sending(
    sender, recipient, approach
):
    decline(recipient, approach)

    with pytest.raises(errors.AlreadyWaiting):
        services.send_approach(by=sender, draft=draft_for(recipient), at=LATER)
    with pytest.raises(errors.WrittenLately):
        services.send_approach(by=sender, draft=draft_for(recipient), at=LATER + UNDO_WINDOW)


def test_what_was_withdrawn_was_never_there_for_the_recipient(sender, recipient, approach):
    services.withdraw_approach(by=sender, approach_id=approach.pk, at=LATER)

    with pytest.raises(NotFound):
        get_approach_for(recipient, approach.pk)
    assert get_approach_for(sender, approach.pk).state == State.WITHDRAWN
    with pytest.raises(errors.ApproachClosed):
        services.withdraw_approach(by=sender, approach_id=approach.pk, at=LATER)


def test_only_the_sender_withdraws_and_only_what_is_undecided(sender, recipient, approach):
    with pytest.raises(NotFound):
        services.withdraw_approach(by=recipient, approach_id=approach.pk, at=LATER)

    answer(recipient, approach)
    with pytest.raises(errors.ApproachClosed):
        services.withdraw_approach(by=sender, approach_id=approach.pk, at=LATER)


@pytest.mark.parametrize("end", [answer, decline])
def test_across_a_block_an_approach_cannot_be_ended(sender, recipient, approach, end):
    make_block(sender, recipient)

    with pytest.raises(NotFound):
        end(recipient, approach)
