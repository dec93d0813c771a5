"""When to look at a blog again. Pure: the clock is an argument."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

#: Between two looks at a blog that is well.
EVERY = timedelta(hours=3)
#: After the first failure; each further one doubles it.
FIRST_PAUSE = timedelta(minutes=30)
LONGEST_PAUSE = timedelta(days=7)
#: After so many failures in a row, about four months, nobody looks any more.
MOST_FAILURES = 25
#: By this share pauses differ, so that blogs of one server are not asked all at once.
SPREAD = 0.1


def next_look(
    at: datetime, *, blog_id: int, failures: int, asked: timedelta
) -> datetime | None:
    """When a blog is looked at next; None: never again.

    Parameters
    ----------
    failures
        How many there were in a row, this one included; 0 when all went well.
    asked
        How long its server wants us to stay away (`Retry-After`); never less than that.
    """
    if failures >= MOST_FAILURES:
        return None
    # No further than the longest pause needs: 2**20 half hours are past any of them.
    pause = FIRST_PAUSE * 2 ** min(failures - 1, 20) if failures else EVERY
    pause = min(pause, LONGEST_PAUSE) * (1 + SPREAD * _chance(blog_id, failures))
    return at + max(pause, min(asked, LONGEST_PAUSE))


def asked_to_wait(header: str, at: datetime) -> timedelta:
    """What `Retry-After` says, in seconds or as a date; nothing where it says nothing.

    >>> asked_to_wait("120", datetime(2026, 1, 1, tzinfo=UTC))
    datetime.timedelta(seconds=120)
    """
    if header.isascii() and header.isdecimal():
        return timedelta(seconds=min(int(header[:9]), int(LONGEST_PAUSE.total_seconds())))
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return timedelta()
    return max(timedelta(), (until if until.tzinfo else until.replace(tzinfo=UTC)) - at)


def _chance(blog_id: int, failures: int) -> float:
    """Between −1 and 1, the same for the same blog and failure: a test can count on it."""
    return zlib.crc32(f"{blog_id}:{failures}".encode()) / 2**31 - 1
