"""Writes: set the terms, keep drafts, send, end, pass on, forget."""

from enishi.rooms.approaches.services.drafts import discard_draft, keep_draft
from enishi.rooms.approaches.services.ending import (
    answer_approach,
    decline_approach,
    expire_approaches,
    note_upheld,
    set_aside_reported,
    undo_decline,
    withdraw_approach,
)
from enishi.rooms.approaches.services.erasing import erase_approaches
from enishi.rooms.approaches.services.joining import join_over_question
from enishi.rooms.approaches.services.passing import (
    close_passings_between,
    pass_on_approach,
    refuse_passing,
    take_over_approach,
)
from enishi.rooms.approaches.services.sending import send_approach
from enishi.rooms.approaches.services.welcoming import (
    bulk_set_welcomes,
    hide_domain,
    hide_pace,
    pause_welcome,
    resume_welcome,
    set_welcome,
    show_domain,
    show_pace,
)

__all__ = [
    "answer_approach",
    "bulk_set_welcomes",
    "close_passings_between",
    "decline_approach",
    "discard_draft",
    "erase_approaches",
    "expire_approaches",
    "hide_domain",
    "hide_pace",
    "join_over_question",
    "keep_draft",
    "note_upheld",
    "pass_on_approach",
    "pause_welcome",
    "refuse_passing",
    "resume_welcome",
    "send_approach",
    "set_aside_reported",
    "set_welcome",
    "show_domain",
    "show_pace",
    "take_over_approach",
    "undo_decline",
    "withdraw_approach",
]
