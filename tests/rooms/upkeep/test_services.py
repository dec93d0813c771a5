from datetime import timedelta

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from enishi.rooms.upkeep import queries, services
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
