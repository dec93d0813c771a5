"""The cast of the story: twenty people written by hand, the first members of every house."""

from functools import cache
from typing import Any

from enishi.doors.jobs.demo import bank
from enishi.doors.jobs.demo.types import (
    FictionalEntry,
    FictionalMember,
    FictionalName,
    Pair,
    Welcome,
)


@cache
def cast() -> tuple[FictionalMember, ...]:
    """The cast, numbered from 0."""
    return tuple(_member(index, row) for index, row in enumerate(_rows()))


@cache
def cast_ties() -> tuple[tuple[int, int], ...]:
    """Who of the cast knows whom, by number; the analyst is three steps from the recruiter."""
    numbers = {member.handle: member.index for member in cast()}
    return tuple(
        (numbers[row["handle"]], numbers[other])
        for row in _rows()
        for other in row.get("ties", ())
    )


@cache
def strangers_known() -> tuple[int, ...]:
    """How many generated members each of the cast knows, by number."""
    return tuple(row.get("strangers", 0) for row in _rows())


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(bank.read_toml("cast.toml")["member"])


def _member(index: int, row: dict[str, Any]) -> FictionalMember:
    return FictionalMember(
        index=index,
        handle=row["handle"],
        name=FictionalName(*row["name"]),
        language=row.get("language", "ja"),
        entries=(
            FictionalEntry("headline", text=Pair(*row["headline"])),
            FictionalEntry("place", text=Pair(*row["place"])),
            *(_dated("position", each) for each in row["position"]),
            *(_dated("education", each) for each in row.get("education", ())),
            *(FictionalEntry("skill", title=Pair(*each)) for each in row["skills"]),
            *(
                FictionalEntry("language", title=Pair(ja, en), details={"proficiency": level})
                for ja, en, level in row["languages"]
            ),
        ),
        welcome=tuple(
            Welcome(purpose, stance, fee, minutes)
            for purpose in ("consultation", "chat")
            for stance, fee, minutes in [row[purpose]]
        ),
        is_cast=True,
    )


def _dated(kind: str, row: dict[str, Any]) -> FictionalEntry:
    lines = row.get("lines", ())
    return FictionalEntry(
        kind=kind,
        title=Pair(*row["title"]),
        organization=Pair(*row["organization"]),
        place=Pair(*row.get("place", ("", ""))),
        text=Pair(
            "\n".join(ja for ja, _ in lines if ja), "\n".join(en for _, en in lines if en)
        ),
        starts=row["starts"],
        ends=row.get("ends", ""),
        is_current="ends" not in row,
        confirmed_on=row.get("confirmed_on", ""),
    )
