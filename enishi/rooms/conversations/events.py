"""What this room announces."""

from dataclasses import dataclass

from enishi.ground.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent(Event):
    """Somebody wrote in a conversation."""

    message_id: int
    conversation_id: int
    author_id: int
