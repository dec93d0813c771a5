from datetime import timedelta

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from enishi.ground.errors import TooMany
from enishi.rooms.upkeep import queries, services
from enishi.rooms.upkeep.models import Count
from enishi.rooms.upkeep.types import RATES, Limit, Rate
from tests.makers import NOW

pytestmark = pytest.mark.django_db


def make_running_task(*worker_ids):
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="somewhere.some_task",
        backend_name="default",
        run_after=get_date_max(),
        exception_class_path="",
        traceback="",
        worker_ids=list(worker_ids),
    )


def test_the_task_of_a_dead_worker_waits_again():
    services.beat(worker_id="dead", at=NOW - timedelta(minutes=5))
    task = make_running_task("dead")

    assert services.return_abandoned_tasks(at=NOW) == 1

    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY


def test_the_task_of_a_living_worker_is_left_alone():
    services.beat(worker_id="alive", at=NOW - timedelta(seconds=20))
    task = make_running_task("dead", "alive")

    assert services.return_abandoned_tasks(at=NOW) == 0

    task.refresh_from_db()
    assert task.status == TaskResultStatus.RUNNING


def test_a_worker_that_signed_off_is_not_waited_for():
    services.beat(worker_id="gone", at=NOW)
    services.sign_off(worker_id="gone")
    make_running_task("gone")

    assert services.return_abandoned_tasks(at=NOW) == 1


def test_a_task_that_kills_its_workers_is_given_up():
    task = make_running_task(*(f"w{number}" for number in range(services.MOST_TRIES)))

    services.return_abandoned_tasks(at=NOW)

    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED


def test_the_last_beat_of_any_worker_is_known():
    assert queries.last_beat() is None
    services.beat(worker_id="one", at=NOW - timedelta(seconds=9))
    services.beat(worker_id="two", at=NOW)
    assert queries.last_beat() == NOW


def test_a_lease_is_held_by_one_until_it_expires():
    later = NOW + timedelta(seconds=31)

    assert services.take_lease(name="indexer", holder="one", at=NOW, seconds=30)
    assert services.take_lease(name="indexer", holder="one", at=NOW, seconds=30)
    assert not services.take_lease(name="indexer", holder="two", at=NOW, seconds=30)
    assert services.take_lease(name="indexer", holder="two", at=later, seconds=30)
    assert not services.take_lease(name="indexer", holder="one", at=later, seconds=30)


def test_a_lease_given_back_is_free_at_once():
    services.take_lease(name="indexer", holder="one", at=NOW, seconds=30)
    services.give_lease_back(name="indexer", holder="two")
    assert not services.take_lease(name="indexer", holder="two", at=NOW, seconds=30)

    services.give_lease_back(name="indexer", holder="one")
    assert services.take_lease(name="indexer", holder="two", at=NOW, seconds=30)


def act(times=1, *, who="naoki", at=NOW):
    for _ in range(times):
        services.count_act(limit=Limit.LEAVING, who=who, at=at)  # five an hour


def test_the_sixth_is_too_many_until_a_pause_is_past():
    act(5)
    with pytest.raises(TooMany) as refused:
        act()
    assert refused.value.retry_after == 12 * 60

    act(at=NOW + timedelta(minutes=12))
    with pytest.raises(TooMany):
        act(at=NOW + timedelta(minutes=12))


def test_after_a_while_all_are_free_again():
    act(5)
    act(5, at=NOW + timedelta(hours=1))


def test_refused_acts_do_not_prolong_the_wait():
    act(5)
    for _ in range(9):
        with pytest.raises(TooMany):
            act()
    act(at=NOW + timedelta(minutes=12))


def test_everybody_is_counted_alone_and_every_kind_of_act():
    act(5)
    act(5, who="aoi")
    services.count_act(limit=Limit.LOOKS, who="naoki", at=NOW)


def test_who_is_counted_cannot_be_read():
    act(who="192.0.2.1")

    assert "192" not in Count.objects.get().key


def test_who_is_not_ahead_of_the_clock_is_forgotten():
    act(5)
    services.forget_counts(at=NOW + timedelta(minutes=59))
    assert Count.objects.exists()

    services.forget_counts(at=NOW + timedelta(minutes=61))
    assert not Count.objects.exists()


def test_counting_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        act()


@pytest.mark.parametrize(
    ("text", "rate"),
    [("20/h", (20, 3600)), ("3/10min", (3, 600)), ("5/s", (5, 1)), ("1/2d", (1, 172_800))],
)
def test_rates_are_read(text, rate):
    assert Rate.read(text) == Rate(*rate)


def test_every_limit_has_a_rate():
    assert set(RATES) == set(Limit)
