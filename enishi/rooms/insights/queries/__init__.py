"""Reads: who found a member and why, what came of it, what would bring more."""

from enishi.rooms.insights.queries.board import board_for
from enishi.rooms.insights.queries.found import (
    found_by,
    look_of,
    searchers_of,
    unnamed_viewers_of,
    visits_to,
    workplaces_of_searchers,
)
from enishi.rooms.insights.queries.ledger import chain_for, ledger_for
from enishi.rooms.insights.queries.own_data import own_data
from enishi.rooms.insights.queries.rows import encounter_of

__all__ = [
    "board_for",
    "chain_for",
    "encounter_of",
    "found_by",
    "ledger_for",
    "look_of",
    "own_data",
    "searchers_of",
    "unnamed_viewers_of",
    "visits_to",
    "workplaces_of_searchers",
]
