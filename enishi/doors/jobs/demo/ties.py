"""Who knows whom: an edge array drawn from the plans alone.

People tie up where their years overlap: at work, at school, in a thin field; friends of
friends close triangles; a few know many. Everything is arrays, so a million members take
some hundred megabytes and no list of objects.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enishi.doors.jobs.demo.cast import cast, cast_ties, strangers_known
from enishi.doors.jobs.demo.plan import BLOCK, STINTS, plan_block

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Draws a member makes in each circle, and how far along a sorted circle they reach.
_AT_WORK, _WORK_REACH = 11.2, 9
_AT_SCHOOL, _SCHOOL_REACH = 3.4, 7
_IN_FIELD, _FIELD_REACH = 1.8, 12
_TRIANGLES = 0.34
#: Exponent of the few who know many, and the most anybody draws, as a multiple of the mean.
_SKEW, _MOST = 1.8, 60.0
_CLASSMATES_WITHIN = 2
#: Memberships that draw at once: what they draw, and not yet met, takes some 300 MB.
_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class _Circle:
    """Memberships sorted so that those near each other may have met. All shape (m,)."""

    member: Ints
    group: Ints
    first: Ints
    last: Ints


def ties(members: int, seed: int) -> Ints:
    """Connections of a house: int32, shape (edges, 2), low before high, sorted, each once.

    O(edges · log edges) time; about 50 bytes an edge at the peak.
    """
    rng = np.random.default_rng([seed, members, 7])
    keys = _distinct(_meetings(rng, members, seed), members)
    keys = _once(np.concatenate([keys, _triangles(rng, keys, members)]))
    keys = _once(np.concatenate([keys, _of_cast(rng, members)]))
    return np.column_stack([keys // members, keys % members]).astype(np.int32)


def _meetings(rng: np.random.Generator, members: int, seed: int) -> Ints:
    """Pairs that met in one of their circles, some of them more than once."""
    hidden = len(cast())
    fame = np.minimum(rng.pareto(_SKEW, members) + 1, _MOST)
    fame *= members / fame.sum()
    # The cast knows whom the story says, so they take no part in the draw.
    fame[:hidden] = 0
    work, school, field = _circles(rng, members, seed)
    return np.concatenate(
        [
            _meet(rng, work, fame, _AT_WORK / STINTS * 1.4, _WORK_REACH),
            _meet(rng, school, fame, _AT_SCHOOL, _SCHOOL_REACH),
            _meet(rng, field, fame, _IN_FIELD, _FIELD_REACH),
        ]
    )


def _circles(
    rng: np.random.Generator, members: int, seed: int
) -> tuple[_Circle, _Circle, _Circle]:
    """Colleagues, schoolmates, and people of one field."""
    work: list[tuple[Ints, ...]] = []
    school: list[tuple[Ints, ...]] = []
    field: list[tuple[Ints, ...]] = []
    for block in range(-(-members // BLOCK)):
        size = min(BLOCK, members - block * BLOCK)
        plan = plan_block(seed, block, size)
        ids = np.arange(block * BLOCK, block * BLOCK + size, dtype=np.int32)
        row, stint = np.nonzero(plan.company >= 0)
        at = plan.starts[row, stint], plan.ends[row, stint]
        work.append((ids[row], plan.company[row, stint], *at))
        year = plan.left_school
        school.append((ids, plan.school, year, year + _CLASSMATES_WITHIN))
        field.append((ids, plan.track[:, 0], np.zeros_like(year), np.zeros_like(year)))
    return (
        _sorted_circle(rng, work, jitter=18),
        _sorted_circle(rng, school, jitter=1),
        _sorted_circle(rng, field, jitter=1000),
    )


def _sorted_circle(
    rng: np.random.Generator, parts: list[tuple[Ints, ...]], *, jitter: int
) -> _Circle:
    member, group, first, last = (np.concatenate(column) for column in zip(*parts, strict=True))
    middle = (first + last) / 2 + rng.normal(0, jitter, len(member))
    order = np.lexsort((middle, group))
    return _Circle(member[order], group[order], first[order], last[order])


def _meet(
    rng: np.random.Generator, circle: _Circle, fame: Floats, draws: float, reach: int
) -> Ints:
    """Pairs that stand near each other in a circle and whose years overlap."""
    counts = rng.poisson(fame[circle.member] * draws)
    met = [
        _meet_some(rng, circle, fame, first, counts[first : first + _AT_ONCE], reach)
        for first in range(0, len(counts), _AT_ONCE)
    ]
    return np.concatenate(met)


def _meet_some(
    rng: np.random.Generator,
    circle: _Circle,
    fame: Floats,
    first: int,
    counts: Longs,
    reach: int,
) -> Ints:
    """The pairs that the memberships from `first` on draw, each as often as `counts` says."""
    here = np.repeat(np.arange(first, first + len(counts)), counts)
    there = here + rng.geometric(1 / reach, len(here)) * rng.choice([-1, 1], len(here))
    inside = (there >= 0) & (there < len(circle.member))
    here, there = here[inside], there[inside]
    met = (circle.group[here] == circle.group[there]) & (
        np.maximum(circle.first[here], circle.first[there])
        <= np.minimum(circle.last[here], circle.last[there])
    )
    met &= fame[circle.member[there]] > 0
    return np.column_stack([circle.member[here[met]], circle.member[there[met]]])


def _distinct(pairs: Ints, members: int) -> Longs:
    """Each pair once, as `low * members + high`, sorted; nobody knows themselves."""
    one, other = pairs[:, 0], pairs[:, 1]
    keys = np.minimum(one, other).astype(np.int64)
    keys *= members
    keys += np.maximum(one, other)
    return _once(keys[one != other])


def _once(keys: Longs) -> Longs:
    """Sort `keys` where they are, and answer each once: `np.unique` in half the memory."""
    keys.sort()
    is_new = np.ones(len(keys), dtype=np.bool_)
    is_new[1:] = keys[1:] != keys[:-1]
    return keys[is_new]


def _triangles(rng: np.random.Generator, keys: Longs, members: int) -> Longs:
    """New pairs that share a friend."""
    low, high = (keys // members).astype(np.int32), (keys % members).astype(np.int32)
    order = np.argsort(np.concatenate([low, high]), kind="stable")
    friends = np.concatenate([high, low])[order]
    both = np.concatenate([low, high])[order]
    del low, high, order
    starts = np.searchsorted(both, np.arange(members + 1))
    picked = rng.integers(0, len(friends), int(len(keys) * _TRIANGLES))
    one, middle = both[picked], friends[picked]
    width = starts[middle + 1] - starts[middle]
    third = friends[starts[middle] + (rng.random(len(middle)) * width).astype(np.int64)]
    return _distinct(np.column_stack([one, third]), members)


def _of_cast(rng: np.random.Generator, members: int) -> Longs:
    """The ties of the story, and those of its people to generated members."""
    hidden = len(cast())
    pairs = [np.array(cast_ties(), dtype=np.int32)]
    for number, wanted in enumerate(strangers_known()):
        count = min(wanted, max(0, members - hidden))
        known = hidden + rng.choice(members - hidden, count, replace=False)
        pairs.append(np.column_stack([np.full(count, number), known]).astype(np.int32))
    return _distinct(np.concatenate(pairs), members)
