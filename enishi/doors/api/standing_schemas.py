"""What programs send and are sent about saved searches and standing questions."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema
from pydantic import Field

from enishi.doors.api.schemas import Person, Reason, Sent
from enishi.doors.api.search import Narrowing
from enishi.rooms.standing.types import (
    LONGEST_NAME,
    LONGEST_QUERY,
    LONGEST_WORDS,
    MOST_BUDGET_YEN,
    MOST_DAYS,
    SHORTEST_WORDS,
    Reply,
    State,
)


class Narrow(Narrowing, Sent):
    """What a search is narrowed down to."""


class SearchAnswer(Schema):
    """Somebody whose record newly answered."""

    person: Person
    lines: list[Reason] = Field(description="The lines that answer, as they read now.")
    found_at: datetime


class SavedSearch(Schema):
    """A search that was kept."""

    id: int
    name: str
    query: str
    narrowing: Narrowing
    is_told: bool = Field(description="Whether new answers are told.")
    told_at: datetime | None
    answers: list[SearchAnswer] = Field(description="The newest ones, five at most.")


class SavedSearches(Schema):
    """All saved searches, the newest first."""

    items: list[SavedSearch]


class NewSearch(Sent):
    """A search to keep."""

    query: str = Field(min_length=1, max_length=LONGEST_QUERY)
    name: str = Field("", max_length=LONGEST_NAME)
    narrowing: Narrow | None = None


class ChangedSearch(Sent):
    """Its name, and whether it tells."""

    name: str = Field(max_length=LONGEST_NAME)
    is_told: bool


class Yes(Schema):
    """An expert who said yes."""

    person: Person
    conversation_id: int | None


class Question(Schema):
    """A standing question, for its asker. Who was asked, or said no, is not told."""

    id: int
    query: str
    narrowing: Narrowing
    words: str
    is_anonymous: bool
    budget_yen: int | None
    state: State
    asked_at: datetime
    ends_at: datetime
    said_yes: list[Yes]


class Questions(Schema):
    """One's own standing questions, the newest first."""

    items: list[Question]


class QuestionSent(Sent):
    """A standing question to ask."""

    query: str = Field(
        min_length=1,
        max_length=LONGEST_QUERY,
        description="What somebody’s record must answer, word by word.",
    )
    words: str = Field(min_length=SHORTEST_WORDS, max_length=LONGEST_WORDS)
    days: int = Field(ge=1, le=MOST_DAYS, description="How long it waits.")
    narrowing: Narrow | None = None
    is_anonymous: bool = False
    budget_yen: int | None = Field(None, ge=1, le=MOST_BUDGET_YEN)


class Asking(Schema):
    """A standing question, for an expert it was put to."""

    id: int
    asker: Person | None = Field(description="Null while the asker is anonymous.")
    words: str
    query: str
    budget_yen: int | None
    reasons: list[Reason]
    reply: Reply
    is_put_off: bool
    asked_at: datetime
    ends_at: datetime
    conversation_id: int | None


class Askings(Schema):
    """Questions that were put to one, the newest first."""

    items: list[Asking]


class SaidYes(Sent):
    """A first word, or none."""

    message: str = Field("", max_length=5000)
