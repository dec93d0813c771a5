"""The offers board, computed from rows each time it is asked for."""

from __future__ import annotations

import zoneinfo
from dataclasses import replace
from typing import TYPE_CHECKING

from enishi.rooms.approaches.queries import approach_history_of, closed_purposes_of
from enishi.rooms.insights.advice import Known, advice_on
from enishi.rooms.insights.queries.rows import edits_of, findings_of, sightings_of
from enishi.rooms.insights.reckoning import reckon
from enishi.rooms.insights.types import KEPT
from enishi.rooms.profiles.queries import own_record

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.insights.types import Board
    from enishi.rooms.members.models import Member


def board_for(viewer: Member, at: datetime) -> Board:
    """What came to `viewer` in thirteen weeks up to `at`, in their time zone. Six queries."""
    since = at - KEPT
    local = at.astimezone(zoneinfo.ZoneInfo(viewer.time_zone))
    sightings, findings = sightings_of(viewer, since), findings_of(viewer, since)
    board = reckon(
        local, sightings, findings, approach_history_of(viewer), edits_of(viewer, since)
    )
    known = Known(
        record=own_record(viewer),
        sightings=sightings,
        findings=findings,
        closed=closed_purposes_of(viewer),
        now=local,
    )
    return replace(board, advice=tuple(advice_on(known)))
