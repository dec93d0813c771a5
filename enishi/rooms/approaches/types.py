"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from enishi.rooms.profiles.types import LineRef

MOST_REASONS = 3
SHORTEST_MESSAGE, LONGEST_MESSAGE = 20, 1200
LONGEST_SUBJECT = 120
MOST_FEE_YEN = 10_000_000
SHORTEST_MINUTES, MOST_MINUTES = 5, 480
USUAL_MINUTES = 30
#: How long a decline can be taken back; until then the sender does not learn of it.
UNDO_WINDOW = timedelta(minutes=5)


class Purpose(models.TextChoices):
    """What somebody writes for."""

    CONSULTATION = "consultation", _("Consultation")
    CHAT = "chat", _("Chat")

    @property
    def has_fee(self) -> bool:
        """Whether money may be offered for it."""
        return self is Purpose.CONSULTATION


class Terms(models.TextChoices):
    """How welcome an approach is."""

    OPEN = "open", pgettext_lazy("terms of welcome", "Open")
    ASK_FIRST = "ask_first", _("Ask first")
    PRICED = "priced", _("For a fee")
    CLOSED = "closed", pgettext_lazy("terms of welcome", "Closed")


class State(models.TextChoices):
    """Where an approach stands."""

    SENT = "sent", _("Sent")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Origin(models.TextChoices):
    """Where the sender met the recipient's record."""

    SEARCH = "search", _("Search")
    SUGGESTION = "suggestion", _("Suggestion")
    PAGE = "page", _("Page")


class KindWords(models.TextChoices):
    """The courteous sentence a decline carries, ready in both languages."""

    THANKS = "thanks", _("Thank you for thinking of me. I have to pass this time.")
    TIME = "time", _("Thank you for writing. I cannot make the time at present.")
    FIELD = "field", _("Thank you for writing. I am not the right person for this question.")
    TERMS = "terms", _("Thank you for writing. The terms do not suit me this time.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeTerms:
    """What a member says about one purpose.

    Attributes
    ----------
    fee_yen, minutes
        With `Terms.PRICED`: the smallest fee, without tax, and for how long.
    """

    purpose: Purpose
    terms: Terms = Terms.OPEN
    fee_yen: int | None = None
    minutes: int | None = None

    @property
    def is_closed(self) -> bool:
        """Whether nobody may write for this purpose."""
        return self.terms is Terms.CLOSED

    def smallest_fee_yen(self, minutes: int | None) -> int:
        """The least to offer for so many minutes, in proportion, rounded up to a yen.

        Examples
        --------
        >>> asked = WelcomeTerms(
        ...     purpose=Purpose.CONSULTATION, terms=Terms.PRICED, fee_yen=15000, minutes=30
        ... )
        >>> asked.smallest_fee_yen(60)
        30000
        >>> asked.smallest_fee_yen(15)
        15000
        """
        if self.terms is not Terms.PRICED or self.fee_yen is None:
            return 0
        usual = self.minutes or USUAL_MINUTES
        return -(-self.fee_yen * max(minutes or usual, usual) // usual)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody wants to send: checked as a whole before a word goes out."""

    recipient_id: int
    purpose: Purpose
    subject: str
    message: str
    lines: tuple[LineRef, ...]
    fee_yen: int | None = None
    minutes: int | None = None
    origin: Origin = Origin.PAGE
    origin_query: str = ""

    @property
    def picked(self) -> tuple[LineRef, ...]:
        """Its lines, each once."""
        return tuple(dict.fromkeys(self.lines))
