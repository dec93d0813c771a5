"""What programs are told of who found their member, why now, and whether offers come."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from enishi.doors.api.schemas import Person, Sent
from enishi.rooms.insights.types import Aim, Manner


class Look(Schema):
    """How the token's member looks at others."""

    manner: Manner
    aim: Aim


class NewLook(Sent):
    """How the token's member looks at others from now on."""

    manner: Manner
    aim: Aim = Aim.AROUND


class Visit(Schema):
    """Somebody opened the member's record by name."""

    person: Person
    at: datetime
    aim: Aim
    query: str = Field(description="What they had searched for; empty if nothing.")
    entry_id: int | None = Field(description="The entry by which they came.")


class Visits(Schema):
    """A page of visits, newest first."""

    items: list[Visit]
    next_cursor: str


class Asked(Schema):
    """Words that several people searched for."""

    query: str
    people: int


class Workplace(Schema):
    """Where several people work."""

    name_ja: str
    name_en: str
    people: int


class Counted(Schema):
    """People of whom a number is all that is told; 0 stands for fewer than three."""

    searchers: int
    queries: list[Asked]
    workplaces: list[Workplace]
    unnamed_viewers: int = Field(description="Up to the end of last week.")


class Week(Schema):
    """What came in one week."""

    starts_on: date
    found: int = Field(description="0 where fewer than three people searched.")
    is_few: bool = Field(description="One or two people searched.")
    viewed: int
    approached: int
    answered: int


class Brought(Schema):
    """What one entry of the record brought."""

    entry_id: int
    queries: list[str]
    found: int = Field(description="People; 0 for fewer than three.")
    viewed: int
    approached: int
    answered: int


class Advice(Schema):
    """One thing that would bring more, and the numbers it rests on."""

    rule: str
    searchers: int
    viewers: int
    asking: int
    count: int
    of: int
    months: int | None
    entry_id: int | None
    language: str
    query: str
    purpose: str | None


class Board(Schema):
    """Do offers come? Thirteen weeks."""

    weeks: list[Week]
    brought: list[Brought]
    advice: list[Advice]
    approached_before: int


class Edit(Schema):
    """A change of an entry of one's own record."""

    entry_id: int
    change: str
    at: datetime


class Crowd(Schema):
    """How many people: exact from three on, below that only that some did."""

    people: int
    is_few: bool


class Chain(Schema):
    """Why an approach came now."""

    approach_id: int
    person: Person
    received_at: datetime
    edit: Edit | None
    searches: Crowd
    visited_at: datetime | None
    query: str


class Chains(Schema):
    """A page of them, newest first."""

    items: list[Chain]
    next_cursor: str
