"""What became of an approach, and who may know it when: one table, and the SQL agrees."""

from datetime import timedelta

import pytest

from enishi.rooms.approaches import services
from enishi.rooms.approaches.models import Approach
from enishi.rooms.approaches.types import LIFETIME, REST, UNDO_WINDOW, Course, State
from tests.makers import NOW, make_member
from tests.rooms.approaches.letters import make_approach, make_recipient

HOUR = timedelta(hours=1)
A_MOMENT = timedelta(seconds=1)
#: State and silence, when somebody ended it → what its sender sees at which time.
COURSES = {
    "waits": (State.SENT, False, None, [(HOUR, "sent"), (LIFETIME, "expired")]),
    "answered": (State.ANSWERED, False, HOUR, [(HOUR, "answered"), (REST, "answered")]),
    "withdrawn": (State.WITHDRAWN, False, HOUR, [(HOUR, "withdrawn"), (REST, "withdrawn")]),
    "declined": (
        State.DECLINED,
        False,
        HOUR,
        [(HOUR, "sent"), (HOUR + UNDO_WINDOW, "declined"), (LIFETIME, "declined")],
    ),
    "declined at the last moment": (
        State.DECLINED,
        False,
        LIFETIME - A_MOMENT,
        [(LIFETIME - A_MOMENT, "sent"), (LIFETIME, "declined")],
    ),
    "declined without a word": (
        State.DECLINED,
        True,
        HOUR,
        [(HOUR + UNDO_WINDOW, "sent"), (LIFETIME - A_MOMENT, "sent"), (LIFETIME, "expired")],
    ),
    "written down as expired": (State.EXPIRED, False, None, [(LIFETIME, "expired")]),
}


def course(state, is_silent, ended):
    ended_at = None if ended is None else NOW + ended
    return Course(sent_at=NOW, state=state, ended_at=ended_at, is_silent=is_silent)


@pytest.mark.parametrize("name", COURSES)
def test_the_sender_sees_what_may_be_known(name):
    state, is_silent, ended, seen = COURSES[name]
    for after, expected in seen:
        assert course(state, is_silent, ended).seen_by_sender(NOW + after) == expected


@pytest.mark.parametrize(
    ("name", "returns"),
    [
        ("waits", REST),
        ("answered", HOUR),
        ("withdrawn", REST),
        ("declined", HOUR + UNDO_WINDOW),
        ("declined without a word", REST),
        ("written down as expired", REST),
    ],
)
def test_only_an_answer_gives_the_slot_back_before_its_rest(name, returns):
    one = course(*COURSES[name][:3])

    assert one.holds_slot(NOW + returns - A_MOMENT)
    assert not one.holds_slot(NOW + returns)


@pytest.mark.parametrize("name", COURSES)
def test_rows_and_courses_agree_on_what_is_undecided(db, name):
    state, is_silent, ended, _seen = COURSES[name]
    made = make_approach(make_member(), make_recipient())
    Approach.objects.update(
        state=state,
        answered_at=None if ended is None else NOW + ended,
        kind_words="" if is_silent or state != State.DECLINED else "thanks",
    )
    made.refresh_from_db()
    assert made.course.seen_by_sender(NOW) == course(state, is_silent, ended).seen_by_sender(
        NOW
    )

    for hours in (0, 1, 2, 14 * 24 - 1, 14 * 24, 30 * 24):
        at = NOW + hours * HOUR
        if state is State.EXPIRED and at < NOW + LIFETIME:
            continue  # nobody writes it down before
        undecided = Approach.objects.undecided(at).exists()
        if ended is None or at >= NOW + ended:
            assert undecided is (made.course.seen_by_sender(at) is State.SENT)


def test_time_ends_an_approach_and_a_duty_writes_it_down_once(db):
    sender, recipient = make_member(), make_recipient()
    made = make_approach(sender, recipient)
    over = NOW + LIFETIME

    assert not Approach.objects.waiting(over).exists()
    assert services.expire_approaches(at=over - A_MOMENT) == 0
    assert services.expire_approaches(at=over) == 1
    assert services.expire_approaches(at=over) == 0
    made.refresh_from_db()
    assert made.state == State.EXPIRED
    for viewer in (sender, recipient):
        assert made.state_for(viewer, over) == State.EXPIRED
