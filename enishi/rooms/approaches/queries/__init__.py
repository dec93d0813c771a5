"""Reads. The first argument is the viewer, who sees what they sent or received."""

from enishi.rooms.approaches.cards import sender_of
from enishi.rooms.approaches.history import (
    PickedLine,
    ReceivedApproach,
    approach_history_of,
    closed_purposes_of,
)
from enishi.rooms.approaches.policies import refusal_between
from enishi.rooms.approaches.queries.drafts import drafts_of, find_draft
from enishi.rooms.approaches.queries.letters import (
    get_approach_for,
    letters_among,
    letters_around,
    open_letters_of,
    passed_on_for,
    reasons_of_conversation,
    received_by,
    sent_by,
    waiting_for,
)
from enishi.rooms.approaches.queries.own_data import own_data
from enishi.rooms.approaches.queries.passings import get_passing_for, passings_for
from enishi.rooms.approaches.queries.sending import refusals_of
from enishi.rooms.approaches.queries.stakes import (
    last_to,
    ledger_and_pace,
    ledger_of,
    ledgers_of,
    own_domain,
    senders_of,
    stake_for,
)
from enishi.rooms.approaches.queries.welcomes import (
    get_recipient_for,
    get_welcomes_for,
    own_welcomes,
    receptions_of,
    welcomes_of,
    who_welcomes,
)
from enishi.rooms.approaches.stakes import stake_of

__all__ = [
    "PickedLine",
    "ReceivedApproach",
    "approach_history_of",
    "closed_purposes_of",
    "drafts_of",
    "find_draft",
    "get_approach_for",
    "get_passing_for",
    "get_recipient_for",
    "get_welcomes_for",
    "last_to",
    "ledger_and_pace",
    "ledger_of",
    "ledgers_of",
    "letters_among",
    "letters_around",
    "open_letters_of",
    "own_data",
    "own_domain",
    "own_welcomes",
    "passed_on_for",
    "passings_for",
    "reasons_of_conversation",
    "received_by",
    "receptions_of",
    "refusal_between",
    "refusals_of",
    "sender_of",
    "senders_of",
    "sent_by",
    "stake_for",
    "stake_of",
    "waiting_for",
    "welcomes_of",
    "who_welcomes",
]
