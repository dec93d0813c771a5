"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from enishi.rooms.members.types import PersonName

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.profiles.quotes import Quote
    from enishi.rooms.profiles.types import LineRef

#: Counted from the request, for the whole way: it ends without anybody doing anything.
LIFE = timedelta(days=14)
#: How long a decline can be taken back; nobody but who declined knows of either.
UNDO_WINDOW = timedelta(minutes=5)
WEEK = timedelta(days=7)
#: So many requests of one member may be under way at once.
MOST_OPEN = 3
#: So often within a week one member may ask the same introducer.
MOST_A_WEEK = 2
#: So many ways to somebody are offered, each through another first introducer.
MOST_WAYS = 5
MOST_INTRODUCERS = 2
SHORTEST_NOTE, LONGEST_NOTE = 20, 600
SHORTEST_MESSAGE, LONGEST_MESSAGE = 20, 1200
LONGEST_WORDS = 600
_PARTS = ("kanji", "kana", "romaji", "orders")


class State(models.TextChoices):
    """Where an introduction stands, as its requester may know."""

    ASKED = "asked", _("Asked")
    TOGETHER = "together", _("Together")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    OVER = "over", _("Ended")


class Stop(models.TextChoices):
    """Why nobody can take an introduction further: known to nobody but who declined."""

    DECLINED = "declined", "declined by who holds it"
    BROKEN = "broken", "a tie on the way is gone, or somebody is"


class Role(StrEnum):
    """Who somebody is in an introduction."""

    REQUESTER = "requester"
    INTRODUCER = "introducer"
    RECIPIENT = "recipient"


class Standing(StrEnum):
    """Where an introduction stands for one of its people.

    ASKED and WITHDRAWN are the requester's, PASSED_ON is an introducer's; WAITING is of
    whoever may now forward, accept or decline.
    """

    ASKED = "asked"
    WAITING = "waiting"
    PASSED_ON = "passed_on"
    DECLINED = "declined"
    TOGETHER = "together"
    WITHDRAWN = "withdrawn"
    OVER = "over"


class KindWords(models.TextChoices):
    """What a decline may leave for the requester to read at the end, unsigned.

    Any of the people on the way could have said it: the words must not tell who did.
    """

    THANKS = "thanks", _("Thank you for asking. It cannot be arranged this time.")
    TIME = "time", _("Thank you for asking. The time is not right at present.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody wants to ask: checked as a whole before anybody is asked.

    Attributes
    ----------
    way
        The introducers, by id, from the one the requester knows to the one the recipient knows.
    note
        To the introducers: why me, why now.
    message
        What the recipient would read.
    """

    recipient_id: int
    way: tuple[int, ...]
    note: str
    message: str
    lines: tuple[LineRef, ...]

    @property
    def picked(self) -> tuple[LineRef, ...]:
        """Its lines, each once."""
        return tuple(dict.fromkeys(self.lines))

    @property
    def others(self) -> tuple[int, ...]:
        """Everybody on the way but the requester."""
        return (*self.way, self.recipient_id)


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody as they were called on the day of the request."""

    handle: str
    name: PersonName

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Called:
        """From what the table keeps."""
        parts = {part: tuple(kept[part]) for part in _PARTS}  # JSON has no tuples
        return cls(kept["handle"], PersonName(**parts))

    def kept(self) -> dict[str, Any]:
        """For the table."""
        parts = {part: list(getattr(self.name, part)) for part in _PARTS}
        return {"handle": self.handle, **parts}


@dataclass(frozen=True, slots=True)
class Said:
    """What an introducer wrote as they passed it on; `place` is theirs among the people."""

    place: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenIntroduction:
    """An introduction as one of its people may know it: the rest is not in here.

    Attributes
    ----------
    member_ids
        Requester, introducers and recipient; None for whoever left the house.
    called
        The same people as on the day of the request. Its requester is shown these, and
        nothing of today: whatever becomes of the others changes nothing in what they see.
    place
        The viewer's own among the people.
    note
        Empty for the recipient, to whom it was not written.
    kind_words
        For the requester, once it is over; nobody has signed them.
    """

    id: int
    role: Role
    standing: Standing
    member_ids: tuple[int | None, ...]
    called: tuple[Called, ...]
    place: int
    asked_at: datetime
    ends_at: datetime
    note: str
    message: str
    reasons: tuple[Quote, ...] = ()
    said: tuple[Said, ...] = ()
    kind_words: KindWords | None = None
    conversation_id: int | None = None
    can_undo: bool = False

    @property
    def are_people_live(self) -> bool:
        """Whether the people are shown as they are today."""
        return self.role is not Role.REQUESTER or self.standing is Standing.TOGETHER

    @property
    def can_decide(self) -> bool:
        """Whether the viewer may forward or accept it, or decline."""
        return self.standing is Standing.WAITING

    @property
    def can_withdraw(self) -> bool:
        """Whether the viewer may take it back."""
        return self.standing is Standing.ASKED

    @property
    def present_ids(self) -> frozenset[int]:
        """The people, as far as they have ids."""
        return frozenset(pk for pk in self.member_ids if pk is not None)
