"""Work behind the pages."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from enishi.ground.events import keep_with
from enishi.rooms.portability import services
from enishi.rooms.portability.events import ImportConfirmed


@task()
def write_import(import_id: int) -> None:
    """Write a confirmed import; run again after a crash, it goes on where it was cut off."""
    try:
        services.write_import(import_id=import_id, at=timezone.now())
    except Exception:
        services.stop_import(import_id=import_id, at=timezone.now())
        raise


def listen_for_decisions() -> None:
    """Queue the writing in the transaction of the decision: both are kept, or neither."""
    keep_with(ImportConfirmed, _begin_writing)


def _begin_writing(event: ImportConfirmed) -> None:
    write_import.enqueue(event.import_id)
