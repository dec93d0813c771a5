"""Names with readings that match, fitting the year of birth."""

from functools import cache
from itertools import accumulate
from random import Random

from enishi.doors.jobs.demo import bank
from enishi.doors.jobs.demo.plan import Plan
from enishi.doors.jobs.demo.types import FictionalName
from enishi.doors.jobs.demo.voice import Voice

_FROM_ELSEWHERE = 0.5


def name_for(rng: Random, plan: Plan, row: int, voice: Voice) -> FictionalName:
    """A name for the member in `row`; half of those who write only English come from abroad."""
    if voice.only_english and rng.random() < _FROM_ELSEWHERE:
        return _world_name(rng)
    family, kana, romaji, _ = rng.choices(bank.family_names(), cum_weights=_family_odds())[0]
    gender = "mf"[plan.gender[row]]
    given = rng.choice(_given_of(gender, _era(rng, int(plan.born[row]))))
    return FictionalName(family, given.kanji, kana, given.kana, romaji, given.romaji)


def _world_name(rng: Random) -> FictionalName:
    family_kana, family, _, _ = rng.choice(bank.world_names())
    _, _, given_kana, given = rng.choice(bank.world_names())
    return FictionalName(family_kana, given_kana, family_kana, given_kana, family, given)


def _era(rng: Random, born: int) -> int:
    """The wave of names a year of birth belongs to; waves overlap by some years."""
    at = born + rng.randint(-6, 6)
    return min(_eras(), key=lambda era: abs(era + 3 - at))


@cache
def _eras() -> tuple[int, ...]:
    return tuple(sorted({name.era for name in bank.given_names()}))


@cache
def _family_odds() -> list[int]:
    return list(accumulate(weight for *_, weight in bank.family_names()))


@cache
def _given_of(gender: str, era: int) -> tuple[bank.GivenName, ...]:
    return tuple(n for n in bank.given_names() if n.gender == gender and n.era == era)
