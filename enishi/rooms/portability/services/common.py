"""What all writes of the room share: one's own import, held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.ground.errors import NotFound
from enishi.rooms.portability.models import Import

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member


def own_import(*, import_id: int, by: Member) -> Import:
    """An import of `by`, held until the transaction ends.

    Raises
    ------
    NotFound
        Absent, or somebody else's.
    """
    kept = Import.objects.select_for_update().filter(pk=import_id, member=by).first()
    if kept is None:
        raise NotFound
    return kept
