"""Writes: save searches, ask and end questions, follow records, put questions to experts."""

from enishi.rooms.standing.services.asking import (
    ask_question,
    close_question,
    withdraw_question,
)
from enishi.rooms.standing.services.following import (
    FollowerStopped,
    follow_changes,
    note_change,
    read_every_record,
    rebuild_followed,
    run_follower,
)
from enishi.rooms.standing.services.forgetting import (
    cut_between,
    erase_standing,
    forget_what_is_over,
)
from enishi.rooms.standing.services.putting import put_questions
from enishi.rooms.standing.services.replying import say_later, say_no, say_yes
from enishi.rooms.standing.services.saving import (
    change_search,
    remove_search,
    restore_search,
    save_search,
)

__all__ = [
    "FollowerStopped",
    "ask_question",
    "change_search",
    "close_question",
    "cut_between",
    "erase_standing",
    "follow_changes",
    "forget_what_is_over",
    "note_change",
    "put_questions",
    "read_every_record",
    "rebuild_followed",
    "remove_search",
    "restore_search",
    "run_follower",
    "save_search",
    "say_later",
    "say_no",
    "say_yes",
    "withdraw_question",
]
