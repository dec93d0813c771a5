"""Words of this room that others use."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime


class Outcome(models.TextChoices):
    """How an invitation ended."""

    OPEN = "", _("open")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Relation(StrEnum):
    """How a viewer stands with another member: what the button between them offers."""

    SELF = "self"
    NONE = "none"
    CONNECTED = "connected"
    INVITED = "invited"
    """The viewer asked, and as far as they can know there is no answer yet."""
    INVITING = "inviting"
    """The other asked, and the viewer may answer."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The relation, and the invitation to answer or withdraw if it is about one."""

    relation: Relation
    invitation_id: int | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """One connection as one of its two members sees it."""

    member_id: int
    since: datetime


@dataclass(frozen=True, slots=True)
class TieChangeSeen:
    """One line of the log of ties.

    A line whose two ends are the same says that many ties changed at once, and that whoever
    follows the log has to read all of them again.
    """

    id: int
    low_id: int
    high_id: int
    is_added: bool

    @property
    def is_everything(self) -> bool:
        """Whether this line stands for more changes than it names."""
        return self.low_id == self.high_id
