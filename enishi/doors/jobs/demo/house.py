"""All members of a fictional house, chunk by chunk."""

from collections.abc import Iterator
from itertools import islice

from enishi.doors.jobs.demo.cast import cast
from enishi.doors.jobs.demo.people import members_of_block
from enishi.doors.jobs.demo.plan import BLOCK
from enishi.doors.jobs.demo.types import FictionalMember

CHUNK = 500


def generate(members: int = 10_000, seed: int = 1) -> Iterator[list[FictionalMember]]:
    """Chunks of at most `CHUNK` members, the cast first; memory does not grow with `members`.

    Raises
    ------
    ValueError
        The house is too small for the cast.
    """
    if members < len(cast()):
        raise ValueError(f"A house needs at least {len(cast())} members, for its cast.")
    everybody = _everybody(members, seed)
    while chunk := list(islice(everybody, CHUNK)):
        yield chunk


def _everybody(members: int, seed: int) -> Iterator[FictionalMember]:
    yield from cast()
    for block in range(-(-members // BLOCK)):
        first = max(block * BLOCK, len(cast()))
        yield from members_of_block(seed, block, first, min(members, (block + 1) * BLOCK))
