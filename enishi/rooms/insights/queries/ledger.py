"""Why now: from one's own edits to searches, visits and approaches. For the member alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.ground.errors import NotFound
from enishi.rooms.approaches.queries import approach_history_of
from enishi.rooms.insights.queries.rows import edits_of, findings_of, sightings_of
from enishi.rooms.insights.reckoning import chain_of, outcomes_of
from enishi.rooms.insights.types import KEPT

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.insights.types import Chain, Outcome
    from enishi.rooms.members.models import Member


def chains_for(viewer: Member, at: datetime) -> list[Chain]:
    """Why each approach `viewer` received came when it did, newest first. Four queries."""
    return _chains(viewer, at)


def chain_for(viewer: Member, approach_id: int, at: datetime) -> Chain:
    """Why one approach came when it did. Four queries.

    Raises
    ------
    NotFound
        `viewer` did not receive it, or cannot see it any more.
    """
    chains = _chains(viewer, at, approach_id=approach_id)
    if not chains:
        raise NotFound
    return chains[0]


def outcomes_for(viewer: Member, at: datetime) -> list[Outcome]:
    """What came after each change of `viewer`'s entries, newest first. Four queries."""
    since = at - KEPT
    return outcomes_of(
        edits_of(viewer, since),
        sightings_of(viewer, since),
        findings_of(viewer, since),
        approach_history_of(viewer),
    )


def _chains(viewer: Member, at: datetime, *, approach_id: int | None = None) -> list[Chain]:
    since = at - KEPT
    approaches = approach_history_of(viewer, approach_id=approach_id)
    edits, sightings = edits_of(viewer, since), sightings_of(viewer, since)
    findings = findings_of(viewer, since)
    return [chain_of(approach, edits, sightings, findings) for approach in approaches]
