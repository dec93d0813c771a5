"""A record before and after a change, as each pair of eyes sees it. Pure.

A line belongs to the *circle* of those who may see it: everybody in the house (0), up to the
2nd degree (1), connections (2). Whoever stands nearer sees the lines of the farther circles
too. Of before only digests are kept: enough to tell which lines are new to whom, and no text
is kept twice.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from enishi.engines.search.percolation import Record, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enishi.engines.search import Passage
    from enishi.engines.search.percolation import StoredQueries
    from enishi.rooms.network.types import Degree
    from enishi.rooms.standing.types import Key

CIRCLES = {"everyone": 0, "members": 0, "second_degree": 1, "connections": 2}
NARROWEST = 2


def circle_of(degree: Degree) -> int:
    """The narrowest circle somebody at `degree` stands in.

    Examples
    --------
    >>> from enishi.rooms.network.types import Degree
    >>> [circle_of(one) for one in (Degree.FIRST, Degree.SECOND, Degree.BEYOND)]
    [2, 1, 0]
    """
    return max(0, 3 - int(degree))


class Eyes:
    """What a change of a record comes to, for each circle.

    Parameters
    ----------
    passages
        The lines of the record now; those for its owner alone count for nobody.
    before
        What `written` said of it when it was followed last.
    """

    def __init__(self, passages: Iterable[Passage], before: str) -> None:
        self._lines = [
            (CIRCLES[one.visibility], digest_of(one), one)
            for one in passages
            if one.visibility in CIRCLES and one.text.strip()
        ]
        self._before = {(int(mark[0]), mark[1:]) for mark in before.split()}
        self._now = {(circle, digest) for circle, digest, _line in self._lines}
        self._records: dict[tuple[int, bool], Record] = {}

    @cached_property
    def written(self) -> str:
        """What is kept of it until the next change."""
        return " ".join(f"{circle}{digest}" for circle, digest in sorted(self._now))

    def sees_change(self, circle: int) -> bool:
        """Whether somebody in `circle` could see that something is another."""
        return _within(self._now, circle) != _within(self._before, circle)

    def record(self, circle: int) -> Record:
        """The record as it is seen from `circle`."""
        return self._record(circle, is_old=False)

    def candidates(self, stored: StoredQueries[Key]) -> list[Key]:
        """Stored queries it may newly answer for somebody: every one that it does, and more.

        What the lines everybody sees answered before is new to nobody.
        """
        known = set(stored.possible(self._record(0, is_old=True)))
        possible = stored.possible(self.record(NARROWEST))
        return [key for key in possible if key not in known or stored.leaves_out(key)]

    def newly_answers(self, key: Key, stored: StoredQueries[Key], circle: int) -> bool:
        """Whether, seen from `circle`, it answers a stored query, and did not before.

        It did before if the lines that stood there already answer by themselves. Where a
        query leaves out words, a line that went may be what makes it answer.
        """
        if not self.sees_change(circle) or not stored.answers(key, self.record(circle)):
            return False
        if stored.leaves_out(key) and self._has_lost(circle):
            return True
        return not stored.answers(key, self._record(circle, is_old=True))

    def _has_lost(self, circle: int) -> bool:
        return not _within(self._before, circle) <= _within(self._now, circle)

    def _record(self, circle: int, *, is_old: bool) -> Record:
        known = _within(self._before, circle)
        record = self._records.get((circle, is_old))
        if record is None:
            record = self._records[circle, is_old] = Record(
                tuple(
                    line
                    for its, digest, line in self._lines
                    if its <= circle and (not is_old or digest in known)
                )
            )
        return record


def _within(lines: set[tuple[int, str]], circle: int) -> set[str]:
    return {digest for its, digest in lines if its <= circle}
