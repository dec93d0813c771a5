"""Writes about the house's own processes."""

from __future__ import annotations

import hashlib
import math
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection as database
from django.db import transaction
from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from enishi.ground.errors import TooMany
from enishi.rooms.upkeep.models import Count, Heartbeat, Lease

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.upkeep.types import Limit

#: A worker that has been silent for this long is dead: it beats six times as often.
LEASE = timedelta(seconds=60)
#: A task that took this many workers down with it is not given to another.
MOST_TRIES = 5
FORGET_WORKERS_AFTER = timedelta(days=1)

# One statement is one atom on SQLite and on PostgreSQL: whoever acts twice at once is
# counted twice, in whichever processes, and nobody waits for a lock.
_COUNT = """
INSERT INTO upkeep_count AS old (key, paid_until) VALUES (%(key)s, %(now)s + %(pause)s)
ON CONFLICT (key) DO UPDATE SET paid_until = %(pause)s
    + CASE WHEN old.paid_until > %(now)s THEN old.paid_until ELSE %(now)s END
WHERE old.paid_until <= %(now)s + %(patience)s
RETURNING paid_until
"""


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


def count_act(*, limit: Limit, who: str, at: datetime) -> None:
    """Count one act of `who`, for all processes together. One statement.

    Each act pays a pause ahead, and whoever is too far ahead of the clock waits: the generic
    cell rate algorithm. `who` is kept as a digest, as it may be an address.

    Raises
    ------
    TooMany
        With the seconds to wait; this act is not counted.
    """
    key = hashlib.sha256(f"{limit}:{who}".encode()).hexdigest()[:40]
    now, rate = at.timestamp(), limit.rate
    asked: dict[str, str | float] = {
        "key": key,
        "now": now,
        "pause": rate.pause,
        "patience": rate.patience,
    }
    with database.cursor() as cursor:
        cursor.execute(_COUNT, asked)
        if cursor.fetchone():
            return
    ahead = Count.objects.values_list("paid_until", flat=True).get(pk=key) - now
    raise TooMany(retry_after=math.ceil(ahead - rate.patience) or 1)


def forget_counts(*, at: datetime) -> None:
    """Forget whoever is no longer ahead of the clock: they begin anew anyway."""
    Count.objects.filter(paid_until__lt=at.timestamp()).delete()
