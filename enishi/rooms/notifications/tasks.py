"""Work the worker does for this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django_tasks import task

from enishi.rooms.notifications.services import send_outgoing_mail

if TYPE_CHECKING:
    from enishi.ground.events import Event


@task()
def send_mail_that_waits() -> None:
    """Send until nothing is due. Idempotent: it may run twice, or never and be ticked."""
    while send_outgoing_mail(at=timezone.now()):
        pass


def send_soon(_event: Event) -> None:
    """Ask the worker to send what an event has just written."""
    send_mail_that_waits.enqueue()
