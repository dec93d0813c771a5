"""Everything written by hand under `data/`, read once."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from enishi.doors.jobs.demo.patterns import Pattern, parse_pattern, split_pairs
from enishi.doors.jobs.demo.types import Pair

_DATA = files("enishi.doors.jobs.demo") / "data"
RANKS = 4


@dataclass(frozen=True, slots=True)
class Track:
    """What somebody does: an industry and a function, with its titles and its sentences."""

    key: str
    kind: str
    weight: float
    licensed: bool
    homes: tuple[str, ...]
    near: tuple[str, ...]
    field: Pair
    departments: tuple[Pair, ...]
    titles: tuple[Pair, ...]
    faculties: tuple[Pair, ...]
    skills: tuple[Pair, ...]
    certificates: tuple[Pair, ...]
    patterns: tuple[tuple[Pattern, ...], ...]
    endings: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Industry:
    """Who employs people: how its houses are called and what they make."""

    key: str
    jsic: str
    form: str
    names: tuple[Pair, ...]
    things: tuple[Pair, ...]
    staff: int


@dataclass(frozen=True, slots=True)
class School:
    """A fictional school; `kinds` are the kinds of work it leads to, empty for all."""

    level: str
    name: Pair
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class City:
    """A real municipality, and how many of a thousand members live there."""

    name: Pair
    weight: int

    @property
    def short(self) -> Pair:
        """Its name without the prefecture."""
        ja = self.name.ja
        cut = next((ja.find(mark) for mark in "都道府県" if ja.find(mark) in (2, 3)), -1)
        return Pair(ja[cut + 1 :], self.name.en.partition(",")[0])


@dataclass(frozen=True, slots=True)
class GivenName:
    """A given name and about when it was popular."""

    kanji: str
    kana: str
    romaji: str
    gender: str
    era: int


def read_toml(name: str) -> dict[str, Any]:
    """A TOML file of the data folder."""
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))


def read_rows(name: str) -> Iterator[list[str]]:
    """The rows of a tab-separated file of the data folder."""
    text = (_DATA / name).read_text(encoding="utf-8")
    return csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


@cache
def tracks() -> tuple[Track, ...]:
    """All tracks, in the order of the file."""
    kinds = read_toml("kinds.toml")
    return tuple(_track(key, row, kinds) for key, row in read_toml("tracks.toml").items())


@cache
def industries() -> tuple[Industry, ...]:
    """All industries, in the order of the file."""
    return tuple(
        Industry(
            key=key,
            jsic=row["jsic"],
            form=row.get("form", "株式会社"),
            names=split_pairs(row["names"]),
            things=split_pairs(row["things"]),
            staff=row["staff"],
        )
        for key, row in read_toml("industries.toml").items()
    )


@cache
def schools() -> tuple[School, ...]:
    """All schools, in the order of the file."""
    return tuple(
        School(level, Pair(ja, en), frozenset(filter(None, kinds.split(","))))
        for level, ja, en, kinds in read_rows("schools.tsv")
    )


@cache
def cities() -> tuple[City, ...]:
    """All places, in the order of the file."""
    return tuple(City(Pair(ja, en), int(weight)) for ja, en, weight in read_rows("cities.tsv"))


@cache
def family_names() -> tuple[tuple[str, str, str, int], ...]:
    """Family names: kanji, kana, romaji, weight."""
    return tuple((a, b, c, int(weight)) for a, b, c, weight in read_rows("names_family.tsv"))


@cache
def given_names() -> tuple[GivenName, ...]:
    """Given names with the years in which they were common."""
    return tuple(
        GivenName(kanji, kana, romaji, gender, int(era))
        for kanji, kana, romaji, gender, era in read_rows("names_given.tsv")
    )


@cache
def world_names() -> tuple[tuple[str, str, str, str], ...]:
    """Names from elsewhere: family kana, family romaji, given kana, given romaji."""
    return tuple((a, b, c, d) for a, b, c, d in read_rows("names_world.tsv"))


@cache
def sentences(name: str) -> tuple[Pattern, ...]:
    """Headlines or summaries: pairs with words to fill in."""
    return tuple(parse_pattern(i, "", ja, en) for i, (ja, en) in enumerate(read_rows(name)))


def _track(key: str, row: dict[str, Any], kinds: dict[str, Any]) -> Track:
    kind = kinds[row["kind"]]
    lines = [
        parse_pattern(i, *columns) for i, columns in enumerate(read_rows(f"lines/{key}.tsv"))
    ]
    endings = split_pairs(kind["endings"])
    return Track(
        key=key,
        kind=row["kind"],
        weight=row.get("weight", 1.0),
        licensed=row.get("licensed", False),
        homes=tuple(row["homes"]),
        near=tuple(row["near"]),
        field=split_pairs([row["field"]])[0],
        departments=split_pairs(row["departments"]),
        titles=split_pairs(row.get("titles", kind["titles"])),
        faculties=split_pairs(kind["faculties"]),
        skills=split_pairs(row["skills"]),
        certificates=split_pairs(row["certificates"]),
        patterns=tuple(
            tuple(line for line in lines if rank in line.ranks) for rank in range(RANKS)
        ),
        endings=tuple(parse_pattern(i, "", *pair) for i, pair in enumerate(endings)),
    )
