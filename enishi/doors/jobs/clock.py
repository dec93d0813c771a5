"""What falls due as time passes. Every duty may be done late, twice, or by two workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache

from enishi.ground.logs import log
from enishi.rooms.approaches.services import expire_approaches
from enishi.rooms.blogs.services import forget_removed_blogs
from enishi.rooms.conversations.services import deliver_messages
from enishi.rooms.insights.services import forget_old_views
from enishi.rooms.introductions.services import forget_who_left
from enishi.rooms.members.services import forget_unconfirmed
from enishi.rooms.notifications.services import forget_old_notices
from enishi.rooms.notifications.tasks import see_to_mail
from enishi.rooms.portability.services import forget_imports
from enishi.rooms.standing.services import forget_what_is_over, put_questions
from enishi.rooms.suggestions.services import (
    forget_showings,
    read_changed_records,
    rebuild_suggestions,
)
from enishi.rooms.upkeep.services import forget_counts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    Duties = tuple[tuple[Callable[..., object], int], ...]

#: Duty → seconds between two turns of it in the whole house.
DUTIES: Duties = (
    (deliver_messages, 10),
    (see_to_mail, 10),
    (put_questions, 600),
    (expire_approaches, 600),
    (forget_unconfirmed, 3600),
    (forget_counts, 3600),
    (forget_removed_blogs, 3600),
    (forget_who_left, 3600),
    (forget_what_is_over, 3600),
    (forget_old_views, 24 * 3600),
    (forget_imports, 24 * 3600),
    (forget_old_notices, 24 * 3600),
    (forget_showings, 24 * 3600),
)

#: Duties that may take minutes in a large house: beside the others, and no task of a member
#: waits for them.
SLOW_DUTIES: Duties = (
    (read_changed_records, 60),
    (rebuild_suggestions, 24 * 3600),
)


#: A duty that did not end well is begun again after so long, if its turn is not earlier.
AGAIN_SECONDS = 600


def tick(*, at: datetime, duties: Duties = DUTIES) -> None:
    """Do what is due. One duty that fails does not hold up the others.

    Whoever begins one has it for some minutes, and for its whole turn once it is done: one
    that failed, or whose process ended, is begun again long before its next turn.
    """
    for duty, seconds in duties:
        turn = f"duty:{duty.__name__}"
        if not cache.add(turn, 1, timeout=min(seconds, AGAIN_SECONDS) - 1):
            continue
        try:
            duty(at=at)
        except Exception:  # noqa: BLE001 - said in the log
            log.exception("duty.failed", duty=duty.__name__)
        else:
            cache.set(turn, 1, timeout=seconds - 1)
