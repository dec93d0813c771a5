"""What this room announces."""

from dataclasses import dataclass

from enishi.ground.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproachSent(Event):
    """A first message was sent."""

    approach_id: int
    sender_id: int
    recipient_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproachAnswered(Event):
    """A first message was answered, and a conversation began."""

    approach_id: int
    sender_id: int
    recipient_id: int
    conversation_id: int
