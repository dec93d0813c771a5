"""The shape of every career, as arrays: school, employers, years and ranks, no words yet.

A block of members depends on the seed and on its own number only, so a house of a million
is planned block by block, and the ties can be drawn from arrays alone.
"""

from dataclasses import dataclass, fields
from functools import cache

import numpy as np
from numpy.typing import NDArray

from enishi.doors.jobs.demo import bank
from enishi.doors.jobs.demo.companies import companies, weights

BLOCK = 4_096
STINTS = 5
#: The month in which the demo's members live, counted from year 0.
NOW = 2026 * 12 + 10
_APRIL = 3
_YOUNGEST, _OLDEST = 23, 66
#: Age at the spring of leaving school, plus one as birthdays fall before it.
_LEAVES_AT = np.array([19, 21, 23, 25])
_STUDIES_FOR = np.array([3, 2, 4, 6])
_HIGH, _VOCATIONAL, _UNIVERSITY, _MASTER = range(4)
_GRADUATE_KINDS = ("research", "teach")

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plan:
    """Careers of `n` members in a row; all int32. Shapes: `(n,)`, or `(n, STINTS)` for stints.

    Months count from year 0. A stint that never was has company −1; one that goes on ends
    at `NOW + 1`. `move` is 0 for a first post, 1 stayed with the employer, 2 changed
    employer, 3 changed field as well.
    """

    born: Ints
    gender: Ints
    level: Ints
    school: Ints
    left_school: Ints
    company: Ints
    track: Ints
    rank: Ints
    move: Ints
    starts: Ints
    ends: Ints

    def __len__(self) -> int:
        return len(self.born)


def plan_block(seed: int, block: int, size: int = BLOCK) -> Plan:
    """The first `size` careers of block number `block`. O(size)."""
    rng = np.random.default_rng([seed, block])
    born, gender, level, track, left = _origins(rng)
    starts, ends = _periods(rng, (left * 12 + _APRIL).astype(np.int32))
    company, tracks, move = _posts(rng, track, ends > 0)
    plan = Plan(
        born=born,
        gender=gender,
        level=level,
        school=_schools(rng, level, track),
        left_school=left,
        company=company,
        track=tracks,
        rank=_ranks(rng, starts, move),
        move=move,
        starts=starts,
        ends=ends,
    )
    return Plan(**{each.name: getattr(plan, each.name)[:size] for each in fields(Plan)})


def _origins(rng: np.random.Generator) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    age = np.floor(_YOUNGEST + (_OLDEST - _YOUNGEST) * rng.beta(1.6, 2.2, BLOCK))
    born = (2026 - age).astype(np.int32)
    gender = rng.integers(0, 2, BLOCK, dtype=np.int32)
    track = _drawn(rng, np.array([track.weight for track in bank.tracks()]), BLOCK)
    level = _drawn(rng, np.array([0.16, 0.17, 0.58, 0.09]), BLOCK)
    graduate = np.array([t.kind in _GRADUATE_KINDS for t in bank.tracks()])[track]
    level = np.where(graduate, np.maximum(level, _UNIVERSITY), level)
    # Whoever would still be at school has left it with an earlier degree.
    too_young = born + _LEAVES_AT[level] > 2026  # noqa: PLR2004
    level = np.where(too_young, _UNIVERSITY, level).astype(np.int32)
    return born, gender, level, track, (born + _LEAVES_AT[level]).astype(np.int32)


def _periods(rng: np.random.Generator, first: Ints) -> tuple[Ints, Ints]:
    """Start and end of each stint; no two overlap, gaps are short."""
    working = NOW - first
    scale = np.clip(working / 3.6, 26, 105)
    lengths = np.maximum(14, rng.gamma(2.2, 1.0, (BLOCK, STINTS)) * scale[:, None] / 2.2)
    bounds = first[:, None] + np.cumsum(lengths, axis=1)
    # Half of all changes fall in April, when Japan moves desks.
    april = np.round((bounds - _APRIL) / 12) * 12 + _APRIL
    bounds = np.where(rng.random(bounds.shape) < 0.5, april, np.round(bounds))  # noqa: PLR2004
    starts = np.column_stack([first, bounds[:, :-1]])
    starts = np.maximum.accumulate(starts, axis=1)
    there = (starts < NOW - 2) & (np.diff(starts, axis=1, prepend=-99) > 3)  # noqa: PLR2004
    there[:, 0] = True
    there = np.logical_and.accumulate(there, axis=1)
    last = there & ~np.column_stack([there[:, 1:], np.zeros(BLOCK, dtype=bool)])
    following = np.column_stack([starts[:, 1:], np.full(BLOCK, NOW + 1)])
    ends = np.where(last, NOW + 1, following - 1)
    resting = last & (rng.random(BLOCK) < 0.04)[:, None] & (NOW - starts > 18)  # noqa: PLR2004
    ends = np.where(resting, NOW - rng.integers(1, 9, BLOCK)[:, None], ends)
    none = ~there
    starts[none], ends[none] = 0, 0
    return starts.astype(np.int32), ends.astype(np.int32)


def _posts(
    rng: np.random.Generator, first_track: Ints, there: NDArray[np.bool_]
) -> tuple[Ints, Ints, Ints]:
    """Employer, track and kind of move of each stint."""
    company = np.full((BLOCK, STINTS), -1, dtype=np.int32)
    track = np.repeat(first_track[:, None], STINTS, axis=1)
    move = np.zeros((BLOCK, STINTS), dtype=np.int32)
    company[:, 0] = _employers(rng, first_track)
    for nth in range(1, STINTS):
        luck = rng.random(BLOCK)
        kind = np.where(luck < 0.55, 1, np.where(luck < 0.82, 2, 3)).astype(np.int32)  # noqa: PLR2004
        before = track[:, nth - 1]
        track[:, nth] = np.where(kind == 3, _neighbours(rng, before), before)  # noqa: PLR2004
        fresh = _employers(rng, track[:, nth])
        company[:, nth] = np.where(kind == 1, company[:, nth - 1], fresh)
        # A draw may find the same house again: then the person has stayed.
        move[:, nth] = np.where(company[:, nth] == company[:, nth - 1], 1, kind)
    company[~there] = -1
    return company, track.astype(np.int32), move


def _ranks(rng: np.random.Generator, starts: Ints, move: Ints) -> Ints:
    """Seniority 0–3, by years at work; it never falls, and staying on is often a promotion."""
    years = np.maximum(0, starts - starts[:, :1]) / 12
    by_age = np.floor(years / 6.5 + rng.uniform(-0.5, 0.7, starts.shape))
    rank: Ints = np.clip(by_age, 0, bank.RANKS - 1).astype(np.int32)
    rank[:, 0] = 0
    for nth in range(1, STINTS):
        promoted = (move[:, nth] == 1) & (years[:, nth] > 4)  # noqa: PLR2004
        least = rank[:, nth - 1] + promoted.astype(np.int32)
        rank[:, nth] = np.clip(np.maximum(rank[:, nth], least), 0, bank.RANKS - 1)
    return rank


def _schools(rng: np.random.Generator, level: Ints, track: Ints) -> Ints:
    school = np.zeros(BLOCK, dtype=np.int32)
    for key in np.unique(level * len(bank.tracks()) + track):
        mine = level * len(bank.tracks()) + track == key
        choices, odds = _school_choices(
            int(key) // len(bank.tracks()), int(key) % len(bank.tracks())
        )
        school[mine] = choices[_drawn(rng, odds, int(mine.sum()))]
    return school


@cache
def _school_choices(level: int, track: int) -> tuple[Ints, Floats]:
    """Schools open to a level on the way to a track, with decreasing fame."""
    kind = bank.tracks()[track].kind
    wanted = {_HIGH: ("high",), _VOCATIONAL: ("vocational", "college")}.get(
        level, ("university",)
    )
    found = [
        nth
        for nth, school in enumerate(bank.schools())
        if school.level in wanted and (not school.kinds or kind in school.kinds)
    ]
    found = found or [n for n, school in enumerate(bank.schools()) if school.level == "high"]
    return np.array(found, dtype=np.int32), 1.0 / np.sqrt(np.arange(len(found)) + 2)


def _employers(rng: np.random.Generator, track: Ints) -> Ints:
    chosen = np.zeros(len(track), dtype=np.int32)
    for key in np.unique(track):
        mine = track == key
        houses, odds = _houses(int(key))
        chosen[mine] = houses[_drawn(rng, odds, int(mine.sum()))]
    return chosen


@cache
def _houses(track: int) -> tuple[Ints, Floats]:
    """Companies that employ a track, and their odds."""
    homes = bank.tracks()[track].homes
    found = np.array(
        [
            nth
            for nth, company in enumerate(companies())
            if "*" in homes or company.industry.key in homes
        ],
        dtype=np.int32,
    )
    return found, weights()[found]


def _neighbours(rng: np.random.Generator, track: Ints) -> Ints:
    """A neighbouring track for each; a profession with a licence is not entered sideways."""
    table = _near_table()
    nearby: Ints = table[track, rng.integers(0, table.shape[1], len(track))]
    return nearby


@cache
def _near_table() -> Ints:
    keys = [track.key for track in bank.tracks()]
    open_to_all = {track.key for track in bank.tracks() if not track.licensed}
    rows = []
    for track in bank.tracks():
        near = [keys.index(key) for key in track.near if key in open_to_all]
        rows.append((near * 12)[:12])
    return np.array(rows, dtype=np.int32)


def _drawn(rng: np.random.Generator, odds: Floats, size: int) -> Ints:
    bounds = np.cumsum(odds)
    at = np.searchsorted(bounds, rng.random(size) * bounds[-1], side="right")
    drawn: Ints = at.astype(np.int32)
    return drawn
