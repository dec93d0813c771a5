"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST_WORDS = 2000
#: So many of the other's newest messages an operator reads with a conversation.
MESSAGES_SHOWN = 20


class Subject(models.TextChoices):
    """What a report is about."""

    APPROACH = "approach", _("Approach")
    CONVERSATION = "conversation", _("Conversation")
    MESSAGE = "message", pgettext_lazy("what is reported", "Message")


class Why(models.TextChoices):
    """Why somebody reports."""

    ADVERTISING = "advertising", _("Advertising, or the same to many")
    RUDE = "rude", _("Rude, threatening or harassing")
    FALSE = "false", _("Not who or what they say")
    FRAUD = "fraud", _("An attempt to take money or secrets")
    OTHER = "other", pgettext_lazy("why somebody reports", "Something else")


class Decision(models.TextChoices):
    """What became of a report."""

    OPEN = "open", _("Waits for a decision")
    UPHELD = "upheld", _("Upheld")
    DISMISSED = "dismissed", _("Dismissed")


@dataclass(frozen=True, slots=True)
class Record:
    """What was decided within a year of reports of somebody, or by them; and what waits."""

    upheld: int = 0
    dismissed: int = 0
    open: int = 0
