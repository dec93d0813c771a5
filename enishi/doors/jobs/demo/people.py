"""From the plan of a career to a person with a record, in two languages."""

from collections.abc import Iterator
from random import Random

from enishi.doors.jobs.demo import bank
from enishi.doors.jobs.demo.names import name_for
from enishi.doors.jobs.demo.plan import BLOCK, NOW, Plan, plan_block
from enishi.doors.jobs.demo.positions import Stint, positions_for
from enishi.doors.jobs.demo.record import Person, extras_for, opening_entries, school_entry
from enishi.doors.jobs.demo.types import FictionalMember
from enishi.doors.jobs.demo.voice import Voice
from enishi.doors.jobs.demo.welcome import welcome_for


def members_of_block(seed: int, block: int, first: int, last: int) -> Iterator[FictionalMember]:
    """Members number `first` to `last - 1` of the house; all must lie in `block`."""
    plan = plan_block(seed, block)
    for index in range(first, last):
        yield _member(seed, index, plan, index - block * BLOCK)


def _member(seed: int, index: int, plan: Plan, row: int) -> FictionalMember:
    # One stream a member, so that nobody's career depends on who came before.
    rng = Random(seed * 1_000_003 + index)  # noqa: S311 – invented, not secret
    voice = Voice.drawn(rng)
    name = name_for(rng, plan, row, voice)
    stints = _stints(plan, row)
    person = Person(
        rng=rng,
        voice=voice,
        stints=stints,
        positions=positions_for(rng, stints, voice),
        school=bank.schools()[plan.school[row]],
        level=int(plan.level[row]),
        left_school=int(plan.left_school[row]),
    )
    entries = (
        *opening_entries(person),
        *reversed(person.positions),
        school_entry(person),
        *extras_for(person),
    )
    romaji = "".join(
        c for c in f"{name.given_romaji}-{name.family_romaji}" if c.isalnum() or c == "-"
    )
    return FictionalMember(
        index=index,
        handle=f"{romaji.lower()}-{index:x}",
        name=name,
        language="en" if voice.only_english else "ja",
        entries=entries,
        welcome=welcome_for(rng, len(stints), int(plan.rank[row].max())),
    )


def _stints(plan: Plan, row: int) -> list[Stint]:
    return [
        Stint(
            company=int(plan.company[row, nth]),
            track=bank.tracks()[plan.track[row, nth]],
            rank=int(plan.rank[row, nth]),
            stayed=int(plan.move[row, nth]) == 1,
            starts=int(plan.starts[row, nth]),
            ends=int(plan.ends[row, nth]) if plan.ends[row, nth] <= NOW else None,
        )
        for nth in range(plan.company.shape[1])
        if plan.company[row, nth] >= 0
    ]
