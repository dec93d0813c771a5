from datetime import timedelta

import pytest
import time_machine

from enishi.doors.jobs.clock import AGAIN_SECONDS, tick
from tests.makers import NOW

pytestmark = pytest.mark.django_db
A_DAY = 24 * 3600


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_a_duty_that_was_done_waits_for_its_next_turn(clock):
    turns = []

    def sweep(*, at):
        turns.append(at)

    for after in (0, AGAIN_SECONDS, A_DAY - 2, A_DAY):
        clock.move_to(NOW + timedelta(seconds=after), tick=False)
        tick(at=NOW, duties=((sweep, A_DAY),))

    assert len(turns) == 2


def test_a_duty_that_failed_is_begun_again_soon_and_holds_up_nothing(clock):
    turns, swept = [], []

    def stumble(*, at):
        turns.append(at)
        raise RuntimeError

    def sweep(*, at):
        swept.append(at)

    for after in (0, 60, AGAIN_SECONDS):
        clock.move_to(NOW + timedelta(seconds=after), tick=False)
        tick(at=NOW, duties=((stumble, A_DAY), (sweep, 60)))

    assert len(turns) == 2
    assert len(swept) == 3
