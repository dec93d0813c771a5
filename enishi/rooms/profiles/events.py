"""What this room announces."""

from dataclasses import dataclass

from enishi.ground.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChanged(Event):
    """Something in a member's record, or who may see it, is now another."""

    member_id: int
