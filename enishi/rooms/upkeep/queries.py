"""Reads about the house's own processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection as database
from django.db.migrations.executor import MigrationExecutor
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from enishi.rooms.upkeep.models import Heartbeat

if TYPE_CHECKING:
    from datetime import datetime


def last_beat() -> datetime | None:
    """When any worker was last heard of; None if never."""
    heartbeat = Heartbeat.objects.order_by("-beat_at").first()
    return heartbeat.beat_at if heartbeat else None


def waiting_tasks() -> tuple[int, datetime | None]:
    """How many tasks wait, and since when the oldest of them does."""
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    oldest = waiting.order_by("enqueued_at").first()
    return waiting.count(), oldest.enqueued_at if oldest else None


def is_database_ready() -> bool:
    """Whether the tables are those of this version of the house.

    Raises
    ------
    DatabaseError
        The database cannot be reached.
    """
    executor = MigrationExecutor(database)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def is_task_waiting(module_path: str) -> bool:
    """Whether a task of this name waits for a worker that has not begun it. One query."""
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=module_path)
    return bool(waiting.exists())
