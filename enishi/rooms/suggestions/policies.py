"""The law of showings: never the same five. Pure functions over days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: How many people a day has; where few are left, at most half of them.
A_DAY = 5
#: The best this many take turns; who stands behind them waits until one of them rests.
POOL = 60
#: Shown so often without an answer, somebody rests for so long.
SHOWINGS = 3
REST = timedelta(days=30)


def times_shown(days: Iterable[date], on: date) -> int | None:
    """How often somebody was shown since they last rested; None: they rest on the day `on`.

    Parameters
    ----------
    days
        The days they were shown before `on`, in any order.
    """
    times = 0
    rested_until = date.min
    for day in sorted(days):
        times += 1
        if times == SHOWINGS:
            times, rested_until = 0, day + REST
    return None if on < rested_until else times


def people_of_the_day(
    ranked: Sequence[int], shown: Mapping[int, Sequence[date]], on: date
) -> list[int]:
    """Whom to show on the day `on`: who was shown least first, of equals the best.

    Who was shown today already stays, and nobody else comes: the people of a day are chosen
    once, whatever becomes of them during it.

    Parameters
    ----------
    ranked
        Everybody who may be shown, the best first.
    shown
        The days each was shown, as far as anybody remembers; today may be among them.

    Returns
    -------
    list of int
        In the order of `ranked`; at most `A_DAY`.
    """
    already = {one for one, days in shown.items() if on in days}
    if already:
        return [one for one in ranked if one in already]
    awake = awake_among(ranked, shown, on)
    few = min(A_DAY, (len(awake) + 1) // 2)
    chosen = set(sorted(awake, key=lambda one: awake[one])[:few])  # stable: the best stay first
    return [one for one in ranked if one in chosen]


def awake_among(
    ranked: Sequence[int], shown: Mapping[int, Sequence[date]], on: date
) -> dict[int, int]:
    """Who of `ranked` takes turns on the day `on`, best first, and how often each was shown."""
    awake: dict[int, int] = {}
    for one in ranked:
        times = times_shown((day for day in shown.get(one, ()) if day < on), on)
        if times is not None:
            awake[one] = times
            if len(awake) == POOL:
                break
    return awake
