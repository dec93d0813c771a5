"""Who wants to hear nothing of something: for those who look for people by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from enishi.rooms.approaches.models import Welcome
from enishi.rooms.approaches.types import Terms

if TYPE_CHECKING:
    from collections.abc import Collection

    from enishi.rooms.approaches.types import Purpose


def closed_to(purposes: Collection[Purpose]) -> frozenset[int]:
    """Members who are closed to every one of `purposes`. One query; none for no purpose."""
    if not purposes:
        return frozenset()
    closed = (
        Welcome.objects.filter(purpose__in=list(purposes), terms=Terms.CLOSED)
        .values("member_id")
        .annotate(closed=Count("purpose", distinct=True))
        .filter(closed=len(set(purposes)))
    )
    return frozenset(closed.values_list("member_id", flat=True))
