"""What this room does when others announce something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from enishi.rooms.insights.services import (
    erase_views,
    forget_glances,
    record_appearances,
    record_edits,
)

if TYPE_CHECKING:
    from enishi.rooms.discovery.events import PeopleFound
    from enishi.rooms.members.events import MemberErased, MemberLeft
    from enishi.rooms.profiles.events import EntriesChanged


def remember_who_was_found(event: PeopleFound) -> None:
    """Keep whom a search showed; losing one would hurt nobody."""
    record_appearances(
        viewer_id=event.viewer_id, query=event.query, hits=event.hits, at=timezone.now()
    )


def remember_edits(event: EntriesChanged) -> None:
    """Keep which entries a member changed."""
    record_edits(
        member_id=event.member_id, entry_ids=event.entry_ids, change=event.change, at=event.at
    )


def member_left(event: MemberLeft) -> None:
    """Forget whom they looked at privately: no later question could leave them out."""
    forget_glances(viewer_id=event.member_id)


def member_erased(event: MemberErased) -> None:
    """Forget who found them, and whom they looked at."""
    erase_views(member_id=event.member_id)
