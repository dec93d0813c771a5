"""Writes: noting changes for the index to follow."""

from __future__ import annotations

from enishi.rooms.discovery.models import IndexChange


def note_change(*, member_id: int) -> None:
    """Have a member's lines read again. Call it where the change itself is written."""
    IndexChange.objects.create(member_id=member_id)
