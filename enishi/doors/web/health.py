"""Whether the house is alive, and whether it is ready: for the machines that watch it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse

from enishi.doors.web.access import public
from enishi.rooms.upkeep.queries import is_database_ready

if TYPE_CHECKING:
    from django.http import HttpResponse


@public
def alive(request: HttpRequest, /) -> HttpResponse:  # noqa: ARG001
    """The process answers. Asks nobody else."""
    return JsonResponse({"status": "alive"})


@public
def ready(request: HttpRequest, /) -> HttpResponse:  # noqa: ARG001
    """The database answers and its tables are those of this version; else 503."""
    try:
        is_ready = is_database_ready()
    except DatabaseError:
        is_ready = False
    return JsonResponse(
        {"status": "ready" if is_ready else "not ready"}, status=200 if is_ready else 503
    )
