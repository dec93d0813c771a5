"""Ties to foresee: a part of a graph's at random, the latest of ties with times, a demo's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click
import numpy as np

from enishi.doors.jobs.demo import generate
from enishi.doors.jobs.demo import ties as ties_of_demo
from enishi.doors.jobs.graph import read_pairs, read_times
from enishi.engines.graph.links.trial import Written, distinct_pairs, written_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from enishi.doors.jobs.demo.types import FictionalMember

    Edges = NDArray[np.int64]

#: Of ties without times so many are held out; of ties with times the first so many are known.
HIDDEN: Final = 0.10
KNOWN_OF_TIMED: Final = 0.70
#: Whoever is signed in sees these.
_OPEN = frozenset({"everyone", "members"})


@dataclass(frozen=True, slots=True)
class Held:
    """Known ties, ties to foresee, and whether the known ones stand in the order of time."""

    train: Edges
    test: Edges
    is_in_order: bool = False


def ties_in_order(data: bytes) -> tuple[Edges, bool]:
    """The ties of a file, and whether every line has a time; then they stand in its order."""
    pairs = read_pairs(data)
    times = read_times(data)
    if times is None or len(times) != len(pairs):
        return pairs, False
    return pairs[np.argsort(times, kind="stable")], True


def held_out(pairs: Edges, *, is_in_order: bool, splits: int) -> Iterator[Held]:
    """Each split of the ties: the same for the same ties.

    Ties with times are split once, as there is one order of time.
    """
    ties = distinct_pairs(pairs)
    if is_in_order:
        known = int(len(ties) * KNOWN_OF_TIMED)
        yield Held(ties[:known], ties[known:], is_in_order=True)
        return
    for seed in range(splits):
        order = np.random.default_rng(seed).permutation(len(ties))
        hidden = int(len(ties) * HIDDEN)
        yield Held(ties[order[hidden:]], ties[order[:hidden]])


def ties_of_file(data: bytes, splits: int) -> list[Held]:
    """The splits of a file of ties.

    Raises
    ------
    click.ClickException
        There are too few ties to hold any out.
    """
    pairs, is_in_order = ties_in_order(data)
    found = list(held_out(pairs, is_in_order=is_in_order, splits=splits))
    if not len(found[0].test):
        raise click.ClickException("There are too few ties to hold any out.")
    return found


def demo_ties(members: int, seed: int, splits: int) -> list[Held]:
    """The splits of the ties of a fictional house, whose members are numbered."""
    pairs = ties_of_demo(members, seed).astype(np.int64)
    return list(held_out(pairs, is_in_order=False, splits=splits))


def demo_records(members: int, seed: int) -> list[Written]:
    """What every member of a fictional house may read of the others."""
    return [
        written_from(str(one.index), list(open_passages(one)))
        for chunk in generate(members, seed)
        for one in chunk
    ]


def open_passages(member: FictionalMember) -> Iterator[dict[str, str]]:
    """What every member may read of a fictional one, as `--members` takes it."""
    for entry in member.entries:
        if entry.visibility in _OPEN:
            texts = [entry.title, *([entry.text] if entry.text_visibility in _OPEN else [])]
            yield {
                "text": "\n".join(words for pair in texts for words in pair if words),
                "organization": entry.organization.ja or entry.organization.en,
                "from": entry.starts,
                "to": entry.ends,
            }
