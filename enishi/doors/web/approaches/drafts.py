"""What the list of drafts receives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from enishi.doors.web.approaches import words
from enishi.doors.web.people import cards_for
from enishi.rooms.approaches.queries import drafts_of

if TYPE_CHECKING:
    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.members.models import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRow:
    """What the viewer has begun to write to somebody."""

    person: PersonCard
    subject: str
    day: str


def draft_rows(viewer: Member) -> list[DraftRow]:
    """The drafts of `viewer`, newest first."""
    drafts = list(drafts_of(viewer))
    cards = cards_for(viewer, [one.recipient_id for one in drafts])
    return [
        DraftRow(
            person=cards[one.recipient_id],
            subject=one.said.subject or one.said.message[:90] or _("Not a word yet"),
            day=words.day_label(one.saved_at),
        )
        for one in drafts
        if one.recipient_id in cards
    ]
