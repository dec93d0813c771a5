"""Writes about the house's own processes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from enishi.rooms.upkeep.models import Heartbeat, Lease

if TYPE_CHECKING:
    from datetime import datetime

#: A worker that has been silent for this long is dead: it beats six times as often.
LEASE = timedelta(seconds=60)
#: A task that took this many workers down with it is not given to another.
MOST_TRIES = 5
FORGET_WORKERS_AFTER = timedelta(days=1)


def beat(*, worker_id: str, at: datetime) -> None:
    """Say that `worker_id` is alive."""
    Heartbeat.objects.update_or_create(
        worker_id=worker_id,
        defaults={"beat_at": at},
        create_defaults={
            "beat_at": at,
            "started_at": at,
        },
    )


def sign_off(*, worker_id: str) -> None:
    """Say that `worker_id` ends in good order; what it ran may go on elsewhere at once."""
    Heartbeat.objects.filter(worker_id=worker_id).delete()


def take_lease(*, name: str, holder: str, at: datetime, seconds: float) -> bool:
    """Take or renew the lease `name` for `seconds`; False if another holds it.

    Two processes whose clocks agree within a few seconds never hold it together; a holder
    that was killed loses it when it expires.
    """
    until = at + timedelta(seconds=seconds)
    free = Q(holder=holder) | Q(expires_at__lt=at)
    if Lease.objects.filter(free, name=name).update(holder=holder, expires_at=until):
        return True
    _lease, was_made = Lease.objects.get_or_create(
        name=name, defaults={"holder": holder, "expires_at": until}
    )
    return was_made


def give_lease_back(*, name: str, holder: str) -> None:
    """Let others take the lease at once."""
    Lease.objects.filter(name=name, holder=holder).delete()


@transaction.atomic
def return_abandoned_tasks(*, at: datetime) -> int:
    """Put back the tasks of dead workers; every task is written to be run again.

    The task queue itself would leave them "running" for ever after a `kill -9`. A task
    that was tried too often is marked as failed instead.

    Returns
    -------
    int
        How many tasks wait again.
    """
    alive = set(
        Heartbeat.objects.filter(beat_at__gt=at - LEASE).values_list("worker_id", flat=True)
    )
    returned = 0
    for task in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if task.worker_ids and task.worker_ids[-1] in alive:
            continue
        tried_out = len(task.worker_ids) >= MOST_TRIES
        status = TaskResultStatus.FAILED if tried_out else TaskResultStatus.READY
        # Only if it is still as read: its worker may have come back and finished.
        returned += DBTaskResult.objects.filter(
            pk=task.pk, status=TaskResultStatus.RUNNING, worker_ids=task.worker_ids
        ).update(status=status)
    Heartbeat.objects.filter(beat_at__lt=at - FORGET_WORKERS_AFTER).delete()
    return returned
