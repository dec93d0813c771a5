"""What this room does when others announce something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from enishi.rooms.insights.services import erase_views, record_appearances

if TYPE_CHECKING:
    from enishi.rooms.discovery.events import PeopleFound
    from enishi.rooms.members.events import MemberErased


def remember_who_was_found(event: PeopleFound) -> None:
    """Keep whom a search showed; losing one would hurt nobody."""
    record_appearances(
        viewer_id=event.viewer_id, query=event.query, hits=event.hits, at=timezone.now()
    )


def member_erased(event: MemberErased) -> None:
    """Forget who found them, and whom they looked at."""
    erase_views(member_id=event.member_id)
