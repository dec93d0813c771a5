"""Purposes, terms, states; and the numbers of the house."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MOST_REASONS = 3
SHORTEST_MESSAGE, LONGEST_MESSAGE = 20, 1200
#: About what is read to the end; the most where somebody wants to be asked first.
SHORT_MESSAGE = 400
LONGEST_SUBJECT = LONGEST_DETAIL = 120
MOST_FEE_YEN = 10_000_000
SHORTEST_MINUTES, MOST_MINUTES = 5, 480
USUAL_MINUTES = 30
MOST_A_WEEK = 100
#: Weeks are the last seven days, not calendar weeks: no rush on Mondays.
WEEK = timedelta(days=7)
MOST_DRAFTS = 50
LONGEST_PAUSE = timedelta(days=366)
#: How long a decline can be taken back; until then the sender does not learn of it.
UNDO_WINDOW = timedelta(minutes=5)
#: Within this an approach is answered, or it ends by itself.
LIFETIME = timedelta(days=14)
#: What nobody answered keeps its slot, and its recipient in peace, so long from the sending.
REST = timedelta(days=30)
#: How far back answers, reports and numbers of a sender count.
RECORD = timedelta(days=365)
SLOTS, MOST_SLOTS = 5, 10
#: A report that was upheld takes so many slots for so long.
SLOTS_A_REPORT = 2
REPORT_WEIGHS = timedelta(days=90)
#: From so many approaches within a year on a sender has a card; before, numbers say nothing.
CARD_FROM = 10
#: From so many answers on a member has a usual time to an answer.
PACE_FROM = 5
#: So many answers within a year give one slot more.
ANSWERS_A_SLOT = 5


class Purpose(models.TextChoices):
    """What somebody writes for."""

    CONSULTATION = "consultation", _("Consultation")
    CHAT = "chat", _("Chat")
    SCOUT = "scout", _("Scout")
    REFERRAL = "referral", pgettext_lazy("purpose of an approach", "Referral")
    PRESS = "press", _("Press")
    SALES = "sales", _("Sales")

    @property
    def has_fee(self) -> bool:
        """Whether money may be asked and offered for it.

        Not for a chat; and not for a referral, which the law lets few people be paid for.
        """
        return self not in {Purpose.CHAT, Purpose.REFERRAL}

    @property
    def needs_detail(self) -> bool:
        """Whether one more thing must be said: the position, the person sought, the outlet."""
        return self not in {Purpose.CHAT, Purpose.CONSULTATION}


class Terms(models.TextChoices):
    """How welcome an approach is."""

    OPEN = "open", pgettext_lazy("terms of welcome", "Open")
    ASK_FIRST = "ask_first", _("Ask first")
    PRICED = "priced", _("For a fee")
    CLOSED = "closed", pgettext_lazy("terms of welcome", "Closed")


#: What holds for members who never said: questions are welcome, offers are asked first,
#: nothing is sold.
UNSAID = {
    Purpose.CONSULTATION: Terms.OPEN,
    Purpose.CHAT: Terms.OPEN,
    Purpose.SCOUT: Terms.ASK_FIRST,
    Purpose.REFERRAL: Terms.ASK_FIRST,
    Purpose.PRESS: Terms.ASK_FIRST,
    Purpose.SALES: Terms.CLOSED,
}


class Barrier(StrEnum):
    """Why nobody may write for a purpose at present."""

    CLOSED = "closed"
    PAUSED = "paused"
    FULL = "full"


class State(models.TextChoices):
    """Where an approach stands."""

    SENT = "sent", _("Sent")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    PASSED_ON = "passed_on", _("Passed on")
    REPORTED = "reported", pgettext_lazy("state of an approach", "Reported")
    EXPIRED = "expired", _("Ended without an answer")


class Origin(models.TextChoices):
    """Where the sender met the recipient's record."""

    SEARCH = "search", _("Search")
    SUGGESTION = "suggestion", _("Suggestion")
    PAGE = "page", _("Page")
    INTRODUCTION = "introduction", _("Introduction")
    QUESTION = "standing_question", _("Standing question")
    IMPORT = "import", _("Import")

    @property
    def is_told_by_sender(self) -> bool:
        """Whether it is what the sender's own page said; the others the house knows itself."""
        return self in {Origin.SEARCH, Origin.SUGGESTION, Origin.PAGE}


class Consent(models.TextChoices):
    """What somebody says whom an approach was passed on to."""

    OPEN = "open", _("Not answered")
    GIVEN = "given", _("Agreed")
    REFUSED = "refused", _("Refused")


class KindWords(models.TextChoices):
    """The courteous sentence a decline carries, ready in both languages."""

    THANKS = "thanks", _("Thank you for thinking of me. I have to pass this time.")
    TIME = "time", _("Thank you for writing. I cannot make the time at present.")
    FIELD = "field", _("Thank you for writing. I am not the right person for this question.")
    TERMS = "terms", _("Thank you for writing. The terms do not suit me this time.")
