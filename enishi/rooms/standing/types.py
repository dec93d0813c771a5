"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enishi.rooms.approaches.types import Purpose
from enishi.rooms.discovery.types import Narrowed

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.profiles.quotes import Quote

LONGEST_QUERY, LONGEST_NAME = 400, 80
SHORTEST_WORDS, LONGEST_WORDS = 20, 600
MOST_BUDGET_YEN = 10_000_000
#: Saved searches and open questions one member may have.
MOST_SAVED, MOST_OPEN = 30, 5
MOST_DAYS = 90
#: So many questions are put to one expert in seven days in a row; the others wait.
MOST_ASKED = 3
WEEK = timedelta(days=7)
#: A question that was put off comes back after so long.
LATER = timedelta(days=7)
#: What could not be put to an expert now is looked at again after so long.
LOOK_AGAIN = timedelta(hours=6)
#: How long a saved search that was removed can be put back.
UNDO_WINDOW = timedelta(hours=1)


class Key(NamedTuple):
    """Names a stored query: `search` or `question`, and its id."""

    kind: str
    id: int


class State(models.TextChoices):
    """Where a standing question stands; that time is up is said by the clock."""

    OPEN = "open", pgettext_lazy("state of a question", "Open")
    CLOSED = "closed", pgettext_lazy("state of a question", "Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", pgettext_lazy("state of a question", "Its time is over")


class Reply(models.TextChoices):
    """What an expert says to a question that was put to them."""

    WAITING = "waiting", pgettext_lazy("reply to a question", "Not answered yet")
    YES = "yes", pgettext_lazy("reply to a question", "Yes")
    NO = "no", pgettext_lazy("reply to a question", "No")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuestion:
    """A standing question before it is checked.

    Attributes
    ----------
    query
        What somebody's record must answer, word by word.
    words
        The question itself, as the expert reads it.
    """

    query: str
    words: str
    days: int
    narrowed: Narrowed = field(default_factory=Narrowed)
    is_anonymous: bool = False
    budget_yen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenSearch:
    """A saved search, with the newest people whose records newly answered it."""

    id: int
    name: str
    query: str
    narrowed: Narrowed
    is_told: bool
    told_at: datetime | None
    answers: tuple[SeenAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenAnswer:
    """Somebody whose record newly answered a saved search, with the lines that do now."""

    id: int
    member_id: int
    found_at: datetime
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenQuestion:
    """A standing question as its asker sees it: nothing in it depends on a no, or on silence.

    Attributes
    ----------
    said_yes
        Experts, the newest last, and the conversation with each.
    """

    id: int
    query: str
    narrowed: Narrowed
    words: str
    is_anonymous: bool
    budget_yen: int | None
    state: State
    asked_at: datetime
    ends_at: datetime
    said_yes: tuple[tuple[int, int | None], ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it still waits for experts."""
        return self.state is State.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenAsking:
    """A standing question as the expert it was put to sees it.

    Attributes
    ----------
    asker_id
        None while the asker is anonymous.
    quotes
        The lines of the expert's own record that answer, as they read that day.
    is_put_off
        Whether the expert wants to be reminded later.
    """

    id: int
    asker_id: int | None
    words: str
    query: str
    budget_yen: int | None
    asked_at: datetime
    ends_at: datetime
    quotes: tuple[Quote, ...]
    reply: Reply
    conversation_id: int | None = None
    is_put_off: bool = False

    @property
    def waits(self) -> bool:
        """Whether it asks for a reply now."""
        return self.reply is Reply.WAITING and not self.is_put_off


@dataclass(frozen=True, slots=True)
class Told:
    """How what notices tell of stands with their reader; what is in none is not there.

    Attributes
    ----------
    waits
        Questions put to them, and whether each asks for a reply.
    talks
        Their own questions somebody said yes to, with the conversation.
    found
        Answers to their saved searches.
    """

    waits: dict[int, bool] = field(default_factory=dict)
    talks: dict[int, int] = field(default_factory=dict)
    found: set[int] = field(default_factory=set)


def kept(narrowed: Narrowed) -> dict[str, Any]:
    """What is written of a narrowing; `narrowed_from` reads it.

    Examples
    --------
    >>> kept(Narrowed(language="en", degrees=frozenset({2, 1})))
    {'degrees': [1, 2], 'language': 'en'}
    """
    said = {
        "degrees": sorted(narrowed.degrees),
        "organizations": sorted(narrowed.organization_ids),
        "places": sorted(narrowed.places),
        "industries": sorted(narrowed.industries),
        "language": narrowed.language,
        "first_year": narrowed.first_year,
        "last_year": narrowed.last_year,
        "open_to": sorted(one.value for one in narrowed.open_to),
    }
    return {name: value for name, value in said.items() if value}


def narrowed_from(said: dict[str, Any]) -> Narrowed:
    """What `kept` wrote."""
    return Narrowed(
        degrees=frozenset(said.get("degrees", ())),
        organization_ids=frozenset(said.get("organizations", ())),
        places=frozenset(said.get("places", ())),
        industries=frozenset(said.get("industries", ())),
        language=said.get("language", ""),
        first_year=said.get("first_year", 0),
        last_year=said.get("last_year", 0),
        open_to=frozenset(Purpose(one) for one in said.get("open_to", ())),
    )
