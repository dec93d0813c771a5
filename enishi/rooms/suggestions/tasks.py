"""Work behind the pages: what suggestions are derived from, made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django_tasks import task

from enishi.rooms.suggestions import services

if TYPE_CHECKING:
    from datetime import datetime


@task()
def rebuild() -> None:
    """Read every record, and find what counts how much; may be run twice."""
    services.rebuild_suggestions(at=timezone.now())


def rebuild_in_the_background(*, at: datetime) -> None:  # noqa: ARG001 - as every duty
    """A duty: it takes minutes in a large house, so that it is queued and not done here."""
    rebuild.enqueue()
