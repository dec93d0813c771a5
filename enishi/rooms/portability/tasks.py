"""Work behind the pages."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from enishi.ground.events import keep_with
from enishi.rooms.portability import services
from enishi.rooms.portability.events import ImportConfirmed, ImportUndone


@task()
def write_import(import_id: int) -> None:
    """Write a confirmed import; run again after a crash, it goes on where it was cut off."""
    try:
        services.write_import(import_id=import_id, at=timezone.now())
    except Exception:
        services.stop_import(import_id=import_id, at=timezone.now())
        raise


@task()
def take_back_import(import_id: int) -> None:
    """Take an import back; run again after a crash, it goes on where it was cut off."""
    try:
        services.take_back_import(import_id=import_id, at=timezone.now())
    except Exception:
        services.stop_undo(import_id=import_id, at=timezone.now())
        raise


def listen_for_decisions() -> None:
    """Queue the work in the transaction of the decision: both are kept, or neither."""
    keep_with(ImportConfirmed, _begin_writing)
    keep_with(ImportUndone, _begin_taking_back)


def _begin_writing(event: ImportConfirmed) -> None:
    write_import.enqueue(event.import_id)


def _begin_taking_back(event: ImportUndone) -> None:
    take_back_import.enqueue(event.import_id)
