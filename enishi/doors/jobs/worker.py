"""The work behind the pages: tasks, index, graph, records, blogs, clock, in one process."""

from __future__ import annotations

import os
import socket
import threading
from functools import partial
from typing import TYPE_CHECKING

import click
from django.db import close_old_connections
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.management.commands.db_worker import Worker

from enishi.doors.jobs.clock import SLOW_DUTIES, tick
from enishi.ground.logs import log
from enishi.rooms.blogs.services import run_fetcher
from enishi.rooms.discovery.queries import index_lag
from enishi.rooms.discovery.services import run_indexer
from enishi.rooms.network.services import run_builder
from enishi.rooms.standing.services import run_follower
from enishi.rooms.upkeep import services as upkeep

if TYPE_CHECKING:
    from collections.abc import Callable

BEAT_SECONDS = 10.0
TASK_SECONDS = 0.5


def beat_and_tick(worker_id: str, stop: threading.Event) -> None:
    """Say that this worker is alive, and do what is due; until `stop`."""
    while not stop.is_set():
        now = timezone.now()
        upkeep.beat(worker_id=worker_id, at=now)
        upkeep.return_abandoned_tasks(at=now)
        tick(at=now)
        close_old_connections()
        stop.wait(BEAT_SECONDS)


def tick_slowly(stop: threading.Event) -> None:
    """Do what is due and takes its time; until `stop`."""
    while not stop.is_set():
        tick(at=timezone.now(), duties=SLOW_DUTIES)
        close_old_connections()
        stop.wait(BEAT_SECONDS)


def run_once_found(job: Callable[[], None], stop: threading.Event) -> None:
    """Run `job` when people can be found: a new house's first index goes before all that."""
    while index_lag() is None:
        close_old_connections()
        if stop.wait(1.0):
            return
    job()


def run_guarded(job: Callable[[], None], stop: threading.Event) -> None:
    """Run `job`; if it fails, end the whole process, so that the supervisor starts anew."""
    try:
        job()
    except Exception:  # noqa: BLE001 - whatever it was, a half-dead worker must not go on
        log.exception("worker.failed")
        if not stop.is_set():
            os._exit(1)
    finally:
        close_old_connections()


@click.command()
def worker() -> None:
    """Do the work behind the pages until told to stop."""
    worker_id = f"{socket.gethostname()[:40]}-{os.getpid()}-{os.urandom(3).hex()}"
    stop = threading.Event()
    jobs = (
        lambda: beat_and_tick(worker_id, stop),
        lambda: run_indexer(stop=stop),
        lambda: run_builder(stop=stop),  # beside the clock: it may take a minute
        lambda: run_fetcher(stop=stop),  # strangers' servers take their time
        lambda: run_once_found(lambda: run_follower(stop=stop), stop),
    )
    threads = [threading.Thread(target=run_guarded, args=(job, stop)) for job in jobs]
    # A house that closes does not wait for it: what is broken off is done at the next start.
    slowly = partial(run_once_found, lambda: tick_slowly(stop), stop)
    slow = threading.Thread(target=run_guarded, args=(slowly, stop), daemon=True)
    slow.start()
    # Before the first task is claimed: a task without a living worker is given to others.
    upkeep.beat(worker_id=worker_id, at=timezone.now())
    for thread in threads:
        thread.start()
    tasks = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=TASK_SECONDS,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
    )
    tasks.configure_signals()
    log.info("worker.started", worker=worker_id)
    try:
        tasks.run()
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=5)
        upkeep.sign_off(worker_id=worker_id)
        click.echo(_("The worker has stopped."), err=True)
