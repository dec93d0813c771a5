"""Work the worker does for this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django_tasks import task

from enishi.rooms.notifications.queries import is_mail_due
from enishi.rooms.notifications.services import plan_mail, send_outgoing_mail
from enishi.rooms.upkeep.queries import is_task_waiting

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.ground.events import Event


@task()
def send_mail_that_waits() -> None:
    """Plan, and send until nothing is due. Idempotent: it may run twice, or never."""
    plan_mail(at=timezone.now())
    while send_outgoing_mail(at=timezone.now()):
        pass


def see_to_mail_soon(_event: Event) -> None:
    """Ask the worker to see to what an event has just written."""
    if not is_task_waiting(send_mail_that_waits.module_path):
        send_mail_that_waits.enqueue()


def see_to_mail(*, at: datetime) -> None:
    """Plan what fell due as time passed; ask a worker to send it.

    The clock itself does not send: a mail server that hangs must not stop it.
    """
    plan_mail(at=at)
    if is_mail_due(at) and not is_task_waiting(send_mail_that_waits.module_path):
        send_mail_that_waits.enqueue()
