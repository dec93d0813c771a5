"""Positions: a title, an employer, years, and lines that say what was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from enishi.doors.jobs.demo import bank
from enishi.doors.jobs.demo.companies import Company, companies
from enishi.doors.jobs.demo.patterns import Pattern
from enishi.doors.jobs.demo.plan import NOW
from enishi.doors.jobs.demo.types import FictionalEntry, Pair
from enishi.doors.jobs.demo.voice import Voice

_ENDING_ODDS = 0.35
_OPENER_ODDS = 0.6
_LONG_STINT = 40
_AWAY_FROM_SEAT = 0.3


@dataclass(frozen=True, slots=True)
class Stint:
    """One post as planned; `ends` is None while it goes on. Months count from year 0."""

    company: int
    track: bank.Track
    rank: int
    stayed: bool
    starts: int
    ends: int | None

    @property
    def months(self) -> int:
        """How long it lasted, or has lasted so far."""
        return (self.ends or NOW) - self.starts + 1

    @property
    def employer(self) -> Company:
        """Who employed them."""
        return companies()[self.company]


@dataclass(slots=True)
class _Said:
    """What a member has already used, so that no sentence comes twice."""

    lines: set[tuple[str, int]]
    endings: set[tuple[str, int]]
    department: int = -1


def positions_for(rng: Random, stints: list[Stint], voice: Voice) -> list[FictionalEntry]:
    """The positions of a career, oldest first."""
    said = _Said(lines=set(), endings=set())
    return [_position(rng, stint, voice, said) for stint in stints]


def month(at: int) -> str:
    """`YYYY-MM` of a month counted from year 0."""
    return f"{at // 12:04d}-{at % 12 + 1:02d}"


def _position(rng: Random, stint: Stint, voice: Voice, said: _Said) -> FictionalEntry:
    city = _city(rng, stint)
    visibility = voice.shown_to(rng)
    return FictionalEntry(
        kind="position",
        title=voice.named(_title(rng, stint, said)),
        organization=voice.named(stint.employer.name),
        place=voice.named(city.name),
        text=_lines(rng, stint, voice, said, city),
        starts=month(stint.starts),
        ends="" if stint.ends is None else month(stint.ends),
        is_current=stint.ends is None,
        visibility=visibility,
        text_visibility=visibility,
        confirmed_on=_confirmed(rng, stint),
    )


def _city(rng: Random, stint: Stint) -> bank.City:
    seat, *branches = stint.employer.cities
    away = branches and rng.random() < _AWAY_FROM_SEAT
    return bank.cities()[rng.choice(branches) if away else seat]


def _title(rng: Random, stint: Stint, said: _Said) -> Pair:
    departments = stint.track.departments
    choices = [n for n in range(len(departments)) if n != said.department or not stint.stayed]
    said.department = rng.choice(choices)
    department, rank = departments[said.department], stint.track.titles[stint.rank]
    return Pair(f"{department.ja} {rank.ja}", f"{rank.en}, {department.en}")


def _lines(rng: Random, stint: Stint, voice: Voice, said: _Said, city: bank.City) -> Pair:
    wanted = rng.choice((2, 2, 3, 3) if stint.months >= _LONG_STINT else (1, 1, 2, 2))
    fresh = [
        pattern
        for pattern in stint.track.patterns[stint.rank]
        if (stint.track.key, pattern.key) not in said.lines
    ]
    chosen = rng.sample(fresh, min(wanted, len(fresh)))
    said.lines.update((stint.track.key, pattern.key) for pattern in chosen)
    words = _words(rng, stint, city)
    pairs = [pattern.fill(rng, words) for pattern in chosen]
    for nth, pattern in enumerate(chosen):
        # A sentence without a number needs something of its own.
        if not pattern.draws or rng.random() < _OPENER_ODDS:
            pairs[nth] = _set_in(rng, pattern, pairs[nth], words)
    _extend(rng, stint, said, chosen, pairs)
    spoken = [voice.said(pair, rng) for pair in pairs]
    return Pair(
        "\n".join(pair.ja for pair in spoken if pair.ja),
        "\n".join(pair.en for pair in spoken if pair.en),
    )


def _set_in(rng: Random, pattern: Pattern, pair: Pair, words: Mapping[str, Pair]) -> Pair:
    """The sentence with a year, a place or a team to it; never a second year or place."""
    said = pattern.needs | ({"y"} if pattern.names_year else set())
    openers = [o for o in bank.sentences("openers.tsv") if not o.needs & said]
    opener = rng.choice(openers).fill(rng, words)
    return Pair(opener.ja + pair.ja, pair.en + opener.en)


def _extend(
    rng: Random, stint: Stint, said: _Said, chosen: list[Pattern], pairs: list[Pair]
) -> None:
    """Let one of the lines run on into what came of it."""
    able = [n for n, pattern in enumerate(chosen) if pattern.takes_ending]
    kind = stint.track.kind
    endings = [e for e in stint.track.endings if (kind, e.key) not in said.endings]
    if not able or not endings or rng.random() > _ENDING_ODDS:
        return
    nth, ending = rng.choice(able), rng.choice(endings)
    said.endings.add((kind, ending.key))
    clause = ending.fill(rng, {})
    en = clause.en[:1].lower() + clause.en[1:]
    pairs[nth] = Pair(f"{pairs[nth].ja}し、{clause.ja}", f"{pairs[nth].en}, {en}")


def _words(rng: Random, stint: Stint, city: bank.City) -> Mapping[str, Pair]:
    first, last = stint.starts // 12, (stint.ends or NOW) // 12
    year = str(rng.randint(first, last))
    return {
        "y": Pair(year, year),
        "city": city.short,
        "thing": rng.choice(stint.employer.things),
    }


def _confirmed(rng: Random, stint: Stint) -> str:
    """When the member last said that it is still true; some never did."""
    since = rng.randint(0, 40)
    if stint.ends is not None or since > min(24, stint.months - 1):
        return ""
    at = NOW - since
    return f"{month(at)}-{rng.randint(1, 20):02d}"
