"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime


class NoticeKind(models.TextChoices):
    """What a member is told of."""

    APPROACH = "approach", _("An approach arrived")
    ANSWER = "answer", _("An approach was answered")
    PASSING = "passing", _("Somebody thinks you could answer better")
    TAKEN_OVER = "taken_over", _("An approach goes on with somebody else")
    MESSAGE = "message", _("A message arrived")
    INVITATION = "invitation", _("An invitation arrived")
    CONNECTION = "connection", _("An invitation was accepted")
    INTRODUCER = "introducer", _("Somebody asks to be introduced")
    INTRODUCTION = "introduction", _("Somebody is introduced to you")
    TOGETHER = "together", _("An introduction brought you together")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenNotice:
    """One thing a member is told.

    Attributes
    ----------
    about_id
        The member who acted.
    subject_id
        The approach, conversation, invitation or introduction it is about.
    """

    id: int
    kind: NoticeKind
    about_id: int | None
    subject_id: int | None
    created_at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail before it is laid out: which template, what stands in it."""

    template: str
    subject: str
    path: str
    facts: dict[str, object]
