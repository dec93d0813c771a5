"""What this room does when somebody leaves, or changes their record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.rooms.suggestions.services import erase_suggestions, note_record

if TYPE_CHECKING:
    from enishi.rooms.members.events import MemberErased
    from enishi.rooms.profiles.events import RecordChanged


def member_erased(event: MemberErased) -> None:
    """Forget whom they were shown, and who saw them."""
    erase_suggestions(member_id=event.member_id)


def record_changed(event: RecordChanged) -> None:
    """Their words are to be read again."""
    note_record(member_id=event.member_id)
