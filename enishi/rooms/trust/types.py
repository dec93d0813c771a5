"""Words of this room that others use."""

from __future__ import annotations

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
