"""How a viewer is tied to the person whose page they read, and on what terms they may ask."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from enishi.rooms.network.queries import degrees_for

if TYPE_CHECKING:
    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.members.models import Member


def surroundings(viewer: Member, member: Member, card: PersonCard) -> dict[str, Any]:
    """What `profiles/person.html` shows beside the record."""
    degree = degrees_for(viewer, [member.pk])[member.pk]
    return {"person": replace(card, degree=degree.shown), "degree": degree.shown}
