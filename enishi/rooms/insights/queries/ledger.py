"""Why now: from one's own edits to searches, visits and approaches. For the member alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.ground.errors import NotFound
from enishi.rooms.approaches.queries import approach_history_of
from enishi.rooms.insights.queries.rows import edits_of, findings_of, sightings_of
from enishi.rooms.insights.reckoning import chain_of, outcomes_of
from enishi.rooms.insights.types import KEPT, Ledger

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.insights.types import Chain
    from enishi.rooms.members.models import Member


def ledger_for(viewer: Member, at: datetime) -> Ledger:
    """Why each approach came when it did, and what came after each edit. Four queries."""
    since = at - KEPT
    approaches, edits = approach_history_of(viewer), edits_of(viewer, since)
    sightings, findings = sightings_of(viewer, since), findings_of(viewer, since)
    return Ledger(
        chains=tuple(chain_of(one, edits, sightings, findings) for one in approaches),
        outcomes=tuple(outcomes_of(edits, sightings, findings, approaches)),
    )


def chain_for(viewer: Member, approach_id: int, at: datetime) -> Chain:
    """Why one approach came when it did. Four queries.

    Raises
    ------
    NotFound
        `viewer` did not receive it, or cannot see it any more.
    """
    since = at - KEPT
    found = approach_history_of(viewer, approach_id=approach_id)
    if not found:
        raise NotFound
    edits, sightings = edits_of(viewer, since), sightings_of(viewer, since)
    return chain_of(found[0], edits, sightings, findings_of(viewer, since))
