"""Slots: what holds them, what gives them back, what makes them more or fewer."""

from datetime import timedelta

import pytest

from enishi.rooms.approaches import errors, queries, services
from enishi.rooms.approaches.stakes import stake_of
from enishi.rooms.approaches.types import (
    LIFETIME,
    MOST_SLOTS,
    REST,
    SLOTS,
    UNDO_WINDOW,
    Course,
    KindWords,
    Ledger,
    Letter,
    State,
)
from tests.makers import NOW, make_block, make_member
from tests.rooms.approaches.letters import draft_for, make_approach, make_recipient

DAY = timedelta(days=1)
DIFFERENT = (
    "料金の改定を、広告主にどう伝えたのかを伺えませんでしょうか。",
    "アルバイト採用の現場で、応募の数より大事にされたことを教えてください。",
    "May I ask you how regional sales offices were merged, and what you kept?",
    "紹介制度の最初の半年に、決めたことと決めなかったことを知りたく存じます。",
    "I am writing about night shifts in retail; what changed after the pandemic?",
    "編集部の特集で、求人誌の廃刊がもたらしたことを取り上げます。",
    "代理店の手数料がいつ、どのように変わったのかをお聞かせいただけますか。",
)


@pytest.fixture
def sender(db):
    return make_member("sender")


def write(sender, number, at=NOW, **changes):
    message = DIFFERENT[number % len(DIFFERENT)]
    return make_approach(sender, make_recipient(), at=at, message=message, **changes)


def stake(sender, at=NOW, **asked):
    return queries.stake_for(sender, at=at, **asked)


def letters(*courses, message=""):
    return Ledger(
        tuple(
            Letter(id=number, recipient_id=number, course=course, message=message)
            for number, course in enumerate(courses)
        )
    )


def waits(days_ago=0):
    return Course(sent_at=NOW - days_ago * DAY, state=State.SENT)


def answered(days_ago=10):
    sent_at = NOW - days_ago * DAY
    return Course(sent_at=sent_at, state=State.ANSWERED, ended_at=sent_at + DAY)


def test_a_newcomer_has_five_slots(sender):
    assert (stake(sender).limit, stake(sender).held, stake(sender).free) == (SLOTS, 0, SLOTS)
    assert stake(sender).returns_at is None


def test_a_sixth_approach_waits_for_an_answer(sender):
    sent = [write(sender, number) for number in range(SLOTS)]
    assert stake(sender).free == 0
    with pytest.raises(errors.NoFreeSlot):
        write(sender, SLOTS)

    services.decline_approach(by=sent[0].recipient, approach_id=sent[0].pk, at=NOW)
    with pytest.raises(errors.NoFreeSlot):
        write(sender, SLOTS)  # the sender does not know of it yet
    assert write(sender, SLOTS, at=NOW + UNDO_WINDOW).pk


@pytest.mark.parametrize("end", ["answer", "decline", "silent", "nothing", "withdraw"])
def test_any_answer_gives_the_slot_back_and_nothing_else_does_before_its_rest(sender, end):
    sent = write(sender, 0)
    act = {"by": sent.recipient, "approach_id": sent.pk, "at": NOW}
    if end == "answer":
        services.answer_approach(**act, message="喜んで。")
    elif end == "decline":
        services.decline_approach(**act, words=KindWords.TIME)
    elif end == "silent":
        services.decline_approach(**act, words=None)
    elif end == "withdraw":
        services.withdraw_approach(by=sender, approach_id=sent.pk, at=NOW)

    held = int(end not in {"answer", "decline"})
    for at in (NOW + DAY, NOW + LIFETIME, NOW + REST - timedelta(seconds=1)):
        assert stake(sender, at).held == held
        assert stake(sender, at).returns_at == (NOW + REST if held else None)
    assert stake(sender, NOW + REST).held == 0


def test_what_becomes_of_the_recipient_does_not_show_in_slots(sender):
    gone, blocking = write(sender, 0), write(sender, 1)
    make_block(blocking.recipient, sender)
    gone.recipient.status = "left"
    gone.recipient.save()

    assert stake(sender).held == 2


def test_every_five_answers_give_a_slot_more_up_to_ten():
    for answers in (0, 4, 5, 24, 25, 100):
        expected = min(SLOTS + answers // 5, MOST_SLOTS)
        assert stake_of(letters(*[answered()] * answers), at=NOW).limit == expected


def test_answers_are_forgotten_after_a_year():
    assert stake_of(letters(*[answered(days_ago=366)] * 5), at=NOW).limit == SLOTS


@pytest.mark.parametrize(
    ("count", "limit"), [(2, SLOTS), (3, SLOTS - 1), (5, SLOTS - 3), (9, 1)]
)
def test_from_the_third_on_letters_that_read_alike_take_a_slot(count, limit):
    same = letters(*[waits(days_ago=20)] * count, message=DIFFERENT[0])

    assert stake_of(same, at=NOW).limit == limit
    assert stake_of(same, at=NOW).alike == (count if count > 2 else 0)
    assert stake_of(same, at=NOW + 11 * DAY).limit == SLOTS  # a month later


def test_the_letter_about_to_go_counts_before_it_is_sent(sender):
    for _ in range(2):
        make_approach(sender, make_recipient(), message=DIFFERENT[0])

    assert stake(sender).alike == 0
    assert stake(sender, message=DIFFERENT[1]).alike == 0
    assert stake(sender, message=DIFFERENT[0].replace("広告主", "代理店")).alike == 3


def test_a_letter_that_takes_the_last_slot_by_its_likeness_is_refused_with_the_reason(sender):
    for number in range(SLOTS - 1):
        write(sender, 0 if number < 2 else number)
    draft = draft_for(make_recipient(), message=DIFFERENT[0])

    (refusal,) = queries.refusals_of(sender, draft, at=NOW)

    assert isinstance(refusal, errors.NoFreeSlot)
    assert refusal.alike == 3
    assert write(sender, 5).pk


def test_letters_and_stake_take_one_query(sender, django_assert_num_queries):
    for number in range(SLOTS):
        write(sender, number)

    with django_assert_num_queries(1):
        stake(sender)


@pytest.mark.parametrize("end", ["decline", "silent", "nothing", "withdraw"])
def test_the_same_person_is_left_in_peace_for_the_rest(sender, end):
    sent = write(sender, 0)
    act = {"by": sent.recipient, "approach_id": sent.pk, "at": NOW}
    if end in {"decline", "silent"}:
        services.decline_approach(**act, words=None if end == "silent" else KindWords.TIME)
    elif end == "withdraw":
        services.withdraw_approach(by=sender, approach_id=sent.pk, at=NOW)
    sent.recipient.entry = sent.reasons.get().entry
    draft = draft_for(sent.recipient, message=DIFFERENT[1])

    with pytest.raises(errors.WrittenLately):
        services.send_approach(by=sender, draft=draft, at=NOW + REST - timedelta(seconds=1))
    assert services.send_approach(by=sender, draft=draft, at=NOW + REST).pk


def test_after_an_answer_one_may_write_again_at_once(sender):
    sent = write(sender, 0)
    services.answer_approach(by=sent.recipient, approach_id=sent.pk, message="はい", at=NOW)
    sent.recipient.entry = sent.reasons.get().entry

    assert make_approach(sender, sent.recipient, message=DIFFERENT[1]).pk


def test_a_report_upheld_takes_two_slots_for_ninety_days_and_counts_once(sender):
    for report_id in (1, 1, 2):
        services.note_upheld(member_id=sender.pk, report_id=report_id, at=NOW)

    assert (stake(sender).limit, stake(sender).upheld) == (1, 2)
    assert stake(sender, NOW + 90 * DAY).limit == SLOTS
    services.note_upheld(member_id=sender.pk, report_id=3, at=NOW)
    assert (stake(sender).limit, stake(sender).free) == (0, 0)
    with pytest.raises(errors.NoFreeSlot) as refused:
        write(sender, 0)
    assert "認められた通報が3件" in str(refused.value)


def test_a_report_alone_takes_nothing_and_looks_like_an_expiry(sender):
    sent = write(sender, 0)
    services.set_aside_reported(by=sent.recipient, approach_id=sent.pk, at=NOW)

    assert (stake(sender).limit, stake(sender).held) == (SLOTS, 1)
    sent.refresh_from_db()
    assert sent.state_for(sender, NOW) == State.SENT
    assert sent.state_for(sender, NOW + LIFETIME) == State.EXPIRED
    assert sent.state_for(sent.recipient, NOW) == State.REPORTED
