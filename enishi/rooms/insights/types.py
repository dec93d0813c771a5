"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from datetime import date, datetime

    from enishi.rooms.approaches.queries import PickedLine, ReceivedApproach
    from enishi.rooms.approaches.types import Purpose
    from enishi.rooms.profiles.events import EntryChange

#: So long it is remembered who found whom, and which entry changed when.
KEPT = timedelta(days=90)
#: From how many people on a count is shown: fewer could be guessed.
CROWD = 3


class Manner(models.TextChoices):
    """Whether somebody gives their name when they look at others."""

    NAMED = "named", _("By name")
    PRIVATE = "private", _("Privately")


class Aim(models.TextChoices):
    """What somebody looks for when they open a record."""

    AROUND = "around", pgettext_lazy("aim of a visit", "looking around")
    ASKING = "asking", pgettext_lazy("aim of a visit", "to ask about something")
    HIRING = "hiring", pgettext_lazy("aim of a visit", "to hire somebody")
    RESEARCH = "research", pgettext_lazy("aim of a visit", "for research")


@dataclass(frozen=True, slots=True)
class Look:
    """How somebody looks at others."""

    manner: Manner = Manner.NAMED
    aim: Aim = Aim.AROUND

    @property
    def is_private(self) -> bool:
        """Whether they are only counted, and see nobody's name in turn."""
        return self.manner is Manner.PRIVATE


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """What is known when somebody opens a member's page.

    Attributes
    ----------
    look, their_look
        How the one who opens it, and the member, look at others.
    aim
        What today's visit by name is for; None where there is none yet.
    has_glanced
        Whether a private look is remembered this week.
    """

    look: Look
    their_look: Look
    aim: Aim | None = None
    has_glanced: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Somebody opened a member's page; with the search and the entry that led there, if any."""

    viewer_id: int
    at: datetime
    query: str = ""
    entry_id: int | None = None
    aim: Aim = Aim.AROUND


@dataclass(frozen=True, slots=True)
class Searchers:
    """How many people met a member in their searches, and what several of them asked for."""

    people: int = 0
    queries: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where several of those work whose searches showed a member."""

    organization_id: int
    name_ja: str
    name_en: str
    people: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """A search of somebody showed the member by an entry. Never leaves the room as such."""

    viewer_id: int
    at: datetime
    query: str
    entry_id: int | None


@dataclass(frozen=True, slots=True)
class Edited:
    """A change the member made to an entry of their record."""

    entry_id: int
    change: EntryChange
    at: datetime


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people did something: exact from three on, below that only that some did."""

    people: int = 0
    is_few: bool = False

    def __bool__(self) -> bool:
        return self.people > 0 or self.is_few


@dataclass(frozen=True, slots=True)
class Chain:
    """Why an approach came now: the edit before it, whom it reached, when its sender looked.

    Attributes
    ----------
    edit
        The newest change of a line the approach points at, made before its sender looked.
    searches
        Others whose searches met the edited entry since, by words that did not before.
    visit
        The sender's last visit before they wrote, where it was by name.
    """

    approach: ReceivedApproach
    edit: Edited | None = None
    searches: Crowd = Crowd()
    visit: Finding | None = None

    @property
    def query(self) -> str:
        """What the sender searched for, by their own word or their visit by name."""
        return self.approach.origin_query or (self.visit.query if self.visit else "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came after a change of an entry."""

    edit: Edited
    searches: Crowd
    viewed: int
    approached: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """Approaches with what led to them, and edits with what came after; each newest first."""

    chains: tuple[Chain, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """What came in one week.

    Attributes
    ----------
    starts_on
        Its Monday, in the member's time zone.
    found
        In how many searches the member was shown, the same person once a day; 0 where fewer
        than three people searched, and then `is_few` says whether anybody did.
    """

    starts_on: date
    found: int = 0
    is_few: bool = False
    viewed: int = 0
    approached: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class Brought:
    """What one entry brought: whose searches, visits by name, approaches that point at it.

    Attributes
    ----------
    line
        The line of it that approaches point at most; None when none does.
    queries
        Words that led to it: of approaches, of visits by name, or of three people.
    """

    entry_id: int
    line: PickedLine | None
    queries: tuple[str, ...]
    found: int
    viewed: int
    approached: int
    answered: int


class Rule(StrEnum):
    """What would bring more. Each rule stands in docs/architecture/insights.md."""

    TRANSLATE = "translate"
    OPEN = "open"
    HEADLINE = "headline"
    WRITE = "write"
    SHOW = "show"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One thing that would bring more, with the numbers it rests on.

    Attributes
    ----------
    searchers, viewers, asking
        People within thirty days: whose searches met the member (0 below three), who opened
        their record by name, and how many of these came to ask.
    count, of
        How many entries it is about, of how many.
    months
        How long ago something was confirmed; None: never.
    """

    rule: Rule
    searchers: int = 0
    viewers: int = 0
    asking: int = 0
    count: int = 0
    of: int = 0
    months: int | None = None
    entry_id: int | None = None
    language: str = ""
    query: str = ""
    purpose: Purpose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Do offers come? Thirteen weeks, what brought what came, what would bring more."""

    weeks: tuple[Week, ...]
    approaches: tuple[ReceivedApproach, ...] = ()
    edits: tuple[Edited, ...] = ()
    brought: tuple[Brought, ...] = ()
    advice: tuple[Advice, ...] = ()
    approached_before: int = 0

    @property
    def found(self) -> int:
        """How often the member was shown, in weeks in which at least three people searched."""
        return sum(week.found for week in self.weeks)

    @property
    def has_few(self) -> bool:
        """Whether there were weeks in which only one or two people searched."""
        return any(week.is_few for week in self.weeks)

    @property
    def viewed(self) -> int:
        """How often the record was opened by name."""
        return sum(week.viewed for week in self.weeks)

    @property
    def approached(self) -> int:
        """How many approaches came."""
        return sum(week.approached for week in self.weeks)

    @property
    def answered(self) -> int:
        """How many answers were given."""
        return sum(week.answered for week in self.weeks)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has come, then or before."""
        came = self.found or self.has_few or self.viewed or self.approached or self.answered
        return not came and not self.approached_before
