"""What programs send and are sent. Unknown fields are refused: a typo never passes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Query, Schema
from pydantic import ConfigDict, Field

from enishi.engines.search import Stance
from enishi.rooms.profiles.types import Kind, Visibility

#: Where a list goes on: what the page before said.
Cursor = Annotated[str, Query(max_length=500)]
#: A line of a record.
Line = Annotated[str, Field(pattern=r"^[0-9]{1,18}:(ja|en):(-1|[0-9]{1,4})$")]


class Sent(Schema):
    """What a program sends."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class ErrorBody(Schema):
    """What went wrong."""

    code: str = Field(description="Stable, for programs.")
    message: str = Field(description="For people, in the language of `Accept-Language`.")
    fields: dict[str, str] = Field(description="What is wrong with single fields.")


class Error(Schema):
    """The one shape of errors."""

    error: ErrorBody


#: Refusals any operation may answer with.
REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 404, 409, 422, 429), Error)


class Name(Schema):
    """A name in every script its owner gave: family name and given name."""

    kanji: tuple[str, str]
    kana: tuple[str, str]
    romaji: tuple[str, str]
    written: str = Field(description="As a page in the language of the request writes it.")


class Person(Schema):
    """A member, as another member sees them."""

    handle: str
    name: Name
    headline: str
    degree: int | None = Field(description="0 oneself, 1 to 3, null beyond.")


class Tie(Schema):
    """How two members are tied."""

    degree: int | None = Field(description="0 oneself, 1 to 3, null beyond.")
    paths: list[list[Person]] = Field(
        description="The shortest ways from one to the other, both among them, best first;"
        " empty where somebody between does not agree to be shown."
    )
    mutuals: list[Person] = Field(description="Whom both know, strongest ties first.")


class Named(Schema):
    """A member whose name begins like what somebody types."""

    handle: str
    name: Name
    degree: int | None = Field(description="1 to 3, null beyond.")


class Entry(Schema):
    """One entry of a record, as the token's member may see it."""

    id: int
    kind: str
    title_ja: str
    title_en: str
    organization_ja: str
    organization_en: str
    place_ja: str
    place_en: str
    text_ja: str
    text_en: str
    url: str
    starts: str = Field(description="2015, 2015-10 or 2015-10-01; empty if not known.")
    ends: str
    is_current: bool
    details: dict[str, Any]
    confirmed_on: date | None


class Record(Schema):
    """What one member may see of another's record."""

    handle: str
    entries: list[Entry]


class Posts(Schema):
    """A page of the posts of a member's blogs."""

    items: list[Entry]
    next_cursor: str


class Me(Schema):
    """The token's own member."""

    handle: str
    email: str
    name: Name
    language: str
    time_zone: str
    show_in_threads: bool = Field(description="May stand in the thread between two others.")
    is_suggestable: bool = Field(description="May be shown among people others may know.")
    joined_at: datetime


class Invitation(Schema):
    """A wish to connect."""

    id: int
    person: Person
    note: str
    sent_at: datetime


class Reason(Schema):
    """A line of the recipient's record, as it read on the day."""

    text: str
    language: str
    organization: str
    starts: str
    ends: str


class People(Schema):
    """A page of people."""

    items: list[Person]
    next_cursor: str


class Invitations(Schema):
    """A page of invitations."""

    items: list[Invitation]
    next_cursor: str


class Evidence(Schema):
    """A line of a record that answers the query."""

    line: str = Field(description="`entry:language:number`, to point at in an approach.")
    language: str
    text: str
    spans: list[tuple[int, int]] = Field(description="Characters of `text` that answer.")
    organization: str
    starts: str
    ends: str


class Parts(Schema):
    """Why a hit stands where it stands: (relevance + meaning) × (1 + the other shares)."""

    relevance: float = Field(description="How well the lines answer the words.")
    meaning: float = Field(description="What the meaning of a line adds; 0 without the extra.")
    depth: float
    recency: float
    nearness: float
    stance: Stance = Field(description="What the best line says: they did it, bought it …")
    years: float = Field(description="In how many years they did it.")


class Hit(Schema):
    """Somebody who knows, and why we think so."""

    person: Person
    evidence: list[Evidence]
    is_related: bool = Field(description="No word brought them here, only what a line means.")
    parts: Parts


class Hits(Schema):
    """A page of people who know, best first."""

    items: list[Hit]
    total: int
    is_total_exact: bool
    is_loosened: bool = Field(
        description="Few answer most of the words: who answers some of them is listed, too."
    )
    organizations: dict[str, int | None] = Field(
        description="People an organization would leave; null: fewer than five."
    )
    places: dict[str, int | None] = Field(
        description="People a place would leave, by its key; null: fewer than five."
    )
    industries: dict[str, int | None] = Field(
        description="People an industry would leave, by the letter of its major division of "
        "JSIC, as read from the words of their positions; null: fewer than five."
    )
    next_cursor: str


class NewInvitation(Sent):
    """A wish to connect."""

    note: str = Field("", max_length=300)


class EntrySent(Sent):
    """What an entry of one's own record says."""

    title_ja: str = Field("", max_length=300)
    title_en: str = Field("", max_length=300)
    organization_ja: str = Field("", max_length=200)
    organization_en: str = Field("", max_length=200)
    place_ja: str = Field("", max_length=200)
    place_en: str = Field("", max_length=200)
    text_ja: str = Field("", max_length=10_000)
    text_en: str = Field("", max_length=10_000)
    url: str = Field("", max_length=2000)
    starts: str = Field("", description="2015, 2015-10 or 2015-10-01.", max_length=10)
    ends: str = Field("", max_length=10)
    is_current: bool = False
    details: dict[str, str | list[str]] = Field(default_factory=dict)
    visibility: Visibility | None = Field(None, description="Left out: as it is.")
    text_visibility: Visibility | None = None


class NewEntry(EntrySent):
    """A new entry of one's own record."""

    kind: Kind
