"""What this room announces."""

from dataclasses import dataclass

from enishi.ground.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(Event):
    """Somebody is now in the house."""

    member_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRenamed(Event):
    """A member's name or handle is now another."""

    member_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberErased(Event):
    """Somebody left for good: what other rooms hold of them is to be forgotten."""

    member_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft(Event):
    """Somebody left the house or was suspended."""

    member_id: int
