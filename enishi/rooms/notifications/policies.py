"""The planner: which mails leave now, within the budget. Pure: rows and a clock in, mails out.

A week is any seven days in a row by the member's clock, not Monday to Sunday: nobody gets a
whole budget on Sunday and another one on Monday. What is on its way counts until it has left,
and then from the moment it left. From that follow, for unchanged terms:

* No week holds more mails than the budget. A mail is planned only while fewer than that
  many were sent in the week before or are on their way; sending moves one from the second to
  the first, and time only takes away.
* Whatever waits leaves within a week of its coming, while mail leaves at all. The last mail
  of a budget leaves only on a day and at an hour of the digest, and carries everything that
  waits. So the same moment a week later is again one for a digest, and by then each mail of
  the week before has left the count.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from enishi.rooms.notifications.types import MailTerms, Waiting

    #: Ids of notices: those one mail tells of.
    Mail = tuple[int, ...]

WEEK = timedelta(days=7)
#: An act older than this was not told at once, whatever the reason: it waits for the digest.
#: So does one that came on a day without mail.
FRESH = timedelta(minutes=15)
#: No digest leaves later in the day, so that a week later there is time left for the next –
#: unless somebody has waited so long that the next day with mail would be too late.
LAST_CALL = time(23, 30)
LONG = timedelta(days=6)
#: When to look again while only mails on their way fill the budget.
PATIENCE = timedelta(minutes=10)


def plan_mails(
    waiting: Sequence[Waiting],
    *,
    sent: Sequence[datetime | None],
    terms: MailTerms,
    zone: ZoneInfo,
    at: datetime,
) -> list[Mail]:
    """The mails that leave at `at`: each tells of some of `waiting`, none of the same.

    Parameters
    ----------
    waiting
        In the order they came.
    sent
        When each mail to this member left, a week back at least; None: on its way.
    """
    left = terms.mails_a_week - count_in_week(sent, zone=zone, at=at)
    now = at.astimezone(zone)
    if not waiting or left <= 0 or now.weekday() not in terms.days:
        return []
    has_digest = is_digest_time(now, terms, waiting)
    if has_digest and is_digest_due(waiting, terms=terms, now=now):
        return [tuple(one.id for one in waiting)]
    fresh = [one for one in waiting if _is_fresh(one, terms, now)]
    mails: list[Mail] = [(one.id,) for one in fresh[: left - 1]]
    if has_digest and len(fresh) >= left:
        # The last mail of the budget: with it goes all that waits.
        told = {one.id for one in fresh[: left - 1]}
        mails.append(tuple(one.id for one in waiting if one.id not in told))
    return mails


def count_in_week(sent: Iterable[datetime | None], *, zone: ZoneInfo, at: datetime) -> int:
    """How many mails count: on their way, or sent in the seven days that end at `at`."""
    start = _moved(at, zone, -WEEK)
    return sum(one is None or one > start for one in sent)


def is_digest_time(now: datetime, terms: MailTerms, waiting: Iterable[Waiting]) -> bool:
    """Whether a digest may leave at `now`, the member's local time."""
    if now.weekday() not in terms.days or now.hour < terms.hour:
        return False
    return now.time() < LAST_CALL or any(
        one.is_act and now - one.since >= LONG for one in waiting
    )


def is_digest_due(waiting: Iterable[Waiting], *, terms: MailTerms, now: datetime) -> bool:
    """Whether something waits for more than its own mail.

    Acts that could not be told at once are; tidings are on the first day of the member's
    week that has mail, or whenever a digest leaves anyway. Asides never are.
    """
    opened = _last_opening_of_week(terms, now)
    return any(
        not _is_fresh(one, terms, now) if one.is_act else one.since < opened
        for one in waiting
        if not one.is_aside
    )


def next_look(
    waiting: Sequence[Waiting],
    *,
    sent: Sequence[datetime | None],
    terms: MailTerms,
    zone: ZoneInfo,
    at: datetime,
) -> datetime:
    """When, if nothing else happens, `plan_mails` may answer something new for `waiting`."""
    free = _free_at(sent, terms=terms, zone=zone, at=at)
    local = free.astimezone(zone)
    is_open = is_digest_time(local, terms, waiting)
    if free > at and (is_open or any(_is_fresh(one, terms, local) for one in waiting)):
        return free
    return _next_opening(terms, local)


def zone_of(name: str) -> ZoneInfo:
    """The time zone of this name; that of Japan if there is none any more."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("Asia/Tokyo")


def _is_fresh(one: Waiting, terms: MailTerms, now: datetime) -> bool:
    is_new = now - one.since < FRESH  # by absolute time: `since` is in UTC
    return one.is_act and is_new and one.since.astimezone(now.tzinfo).weekday() in terms.days


def _free_at(
    sent: Iterable[datetime | None], *, terms: MailTerms, zone: ZoneInfo, at: datetime
) -> datetime:
    """When the budget has room again: `at` if it has."""
    over = count_in_week(sent, zone=zone, at=at) - terms.mails_a_week + 1
    if over <= 0:
        return at
    start = _moved(at, zone, -WEEK)
    leaving = sorted(one for one in sent if one is not None and one > start)
    if over > len(leaving):
        return at + PATIENCE
    # An hour that is skipped or told twice may put both sums apart: never look at once again.
    return max(_moved(leaving[over - 1], zone, WEEK), at + timedelta(minutes=1))


def _moved(at: datetime, zone: ZoneInfo, days: timedelta) -> datetime:
    """The same time by the clock in `zone`, so many days away."""
    naive = at.astimezone(zone).replace(tzinfo=None)
    return (naive + days).replace(tzinfo=zone).astimezone(UTC)


def _last_opening_of_week(terms: MailTerms, now: datetime) -> datetime:
    """When the newest digest time of the week's first day with mail began, before `now`."""
    day = now.date() - timedelta(days=(now.weekday() - min(terms.days)) % 7)
    opening = datetime.combine(day, time(terms.hour), tzinfo=now.tzinfo)
    if opening > now:
        opening = datetime.combine(day - timedelta(days=7), time(terms.hour), tzinfo=now.tzinfo)
    return opening.astimezone(UTC)


def _next_opening(terms: MailTerms, now: datetime) -> datetime:
    """When the next digest time after `now` begins."""
    days = (now.date() + timedelta(days=ahead) for ahead in range(9))
    openings = (
        datetime.combine(day, time(terms.hour), tzinfo=now.tzinfo)
        for day in days
        if day.weekday() in terms.days
    )
    return next(one.astimezone(UTC) for one in openings if one > now)
