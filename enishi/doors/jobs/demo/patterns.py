"""Sentence patterns with slots, in Japanese and English at once.

A slot is `{a:10-40}` (a number between 10 and 40), `{a:10-90/5}` (in steps of 5), or a word
given by the caller: `{city}`, `{thing}`, `{y}`. The English half repeats the number as
`{a}`, scaled where the unit differs: `{a*10}`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from enishi.doors.jobs.demo.types import Pair

_SLOT = re.compile(r"\{([a-z]\w*)(?::(\d+)-(\d+)(?:/(\d+))?)?(?:\*([\d.]+))?\}")
_GROUPED_FROM = 1000


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to fill: a word by name, or a number already drawn, times `scale`."""

    name: str
    scale: float


@dataclass(frozen=True, slots=True)
class Draw:
    """A number to draw once and to use in both halves."""

    name: str
    low: int
    high: int
    step: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """One hand-written sentence, split once so that filling it is only joining.

    `ranks` are the ranks it suits; `takes_ending` says that a clause may follow.
    """

    key: int
    ranks: frozenset[int]
    takes_ending: bool
    draws: tuple[Draw, ...]
    ja: tuple[str | Slot, ...]
    en: tuple[str | Slot, ...]
    names_year: bool
    needs: frozenset[str]

    def fill(self, rng: Random, words: Mapping[str, Pair]) -> Pair:
        """The sentence with numbers from `rng` and words from `words`."""
        numbers = {d.name: rng.randrange(d.low, d.high + 1, d.step) for d in self.draws}
        ja = "".join([_filled(part, numbers, words, 0) for part in self.ja])
        en = "".join([_filled(part, numbers, words, 1) for part in self.en])
        return Pair(ja, en[:1].upper() + en[1:])


def parse_pattern(key: int, marks: str, ja: str, en: str) -> Pattern:
    """Read one line of a bank: `marks` is ranks, and `+` where an ending may follow."""
    draws = tuple(
        Draw(m[1], int(m[2]), int(m[3]), int(m[4] or 1)) for m in _SLOT.finditer(ja) if m[2]
    )
    return Pattern(
        key=key,
        ranks=frozenset(int(mark) for mark in marks if mark.isdigit()),
        takes_ending="+" in marks,
        draws=draws,
        ja=_split(ja),
        en=_split(en),
        names_year="{y}" in ja or "年" in ja,
        needs=frozenset(m[1] for m in _SLOT.finditer(ja)) - {draw.name for draw in draws},
    )


def split_pair(text: str) -> Pair:
    """`日本語=English` as a pair."""
    ja, _, en = text.partition("=")
    return Pair(ja, en or ja)


def split_pairs(texts: Sequence[str]) -> tuple[Pair, ...]:
    """Each `日本語=English` of `texts` as a pair."""
    return tuple(split_pair(text) for text in texts)


def _split(text: str) -> tuple[str | Slot, ...]:
    parts: list[str | Slot] = []
    at = 0
    for match in _SLOT.finditer(text):
        parts.append(text[at : match.start()])
        parts.append(Slot(match[1], float(match[5] or 1)))
        at = match.end()
    parts.append(text[at:])
    return tuple(part for part in parts if part != "")


def _filled(
    part: str | Slot, numbers: Mapping[str, int], words: Mapping[str, Pair], half: int
) -> str:
    if isinstance(part, str):
        return part
    if part.name not in numbers:
        return words[part.name][half]
    value = round(numbers[part.name] * part.scale, 2)
    return f"{value:,.0f}" if value >= _GROUPED_FROM else f"{value:g}"
