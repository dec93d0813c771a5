"""Words of this room that others use."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What somebody writes for."""

    CONSULTATION = "consultation", _("Consultation")
    CHAT = "chat", _("Chat")


class Terms(models.TextChoices):
    """How welcome an approach is."""

    OPEN = "open", _("Open")
    ASK_FIRST = "ask_first", _("Ask first")
    PRICED = "priced", _("For a fee")
    CLOSED = "closed", _("Closed")


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
