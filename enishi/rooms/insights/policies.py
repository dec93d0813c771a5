"""Rules of being told: how many people make a crowd, and what stands for a private viewer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.utils.crypto import salted_hmac

from enishi.rooms.insights.types import CROWD, Crowd

_SALT = "enishi.insights.glance"


def told(people: int) -> int:
    """How many people a count may tell of: none where it could be guessed who they are.

    Examples
    --------
    >>> told(2), told(3)
    (0, 3)
    """
    return people if people >= CROWD else 0


def crowd_of(people: int) -> Crowd:
    """The same, with word of a few.

    Examples
    --------
    >>> crowd_of(2), crowd_of(4)
    (Crowd(people=0, is_few=True), Crowd(people=4, is_few=False))
    """
    return Crowd(told(people), is_few=0 < people < CROWD)


def token_of(viewer_id: int, member_id: int) -> str:
    """What stands for somebody who looked at a member privately.

    It differs from member to member, so that no row leads to another.
    """
    pair = f"{viewer_id}:{member_id}"
    return salted_hmac(_SALT, pair, algorithm="sha256").hexdigest()[:32]


def week_of(at: datetime) -> date:
    """The Monday of the week of `at` in UTC.

    Examples
    --------
    >>> week_of(datetime(2026, 11, 22, 23, 0, tzinfo=UTC))
    datetime.date(2026, 11, 16)
    """
    day = at.astimezone(UTC).date()
    return day - timedelta(days=day.weekday())
