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


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproachPassedOn(Event):
    """The recipient of an approach named somebody better, who is asked."""

    passing_id: int
    passed_by_id: int
    to_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproachTakenOver(Event):
    """Whom the recipient named agreed: the approach goes on with them."""

    approach_id: int
    sender_id: int
    taken_over_by_id: int
