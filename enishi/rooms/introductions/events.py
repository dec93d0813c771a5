"""What this room announces."""

from dataclasses import dataclass

from enishi.ground.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroducerAsked(Event):
    """A request reached an introducer, from its requester or from the introducer before."""

    introduction_id: int
    introducer_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientAsked(Event):
    """An introduction reached its recipient, from the last introducer."""

    introduction_id: int
    recipient_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionOpened(Event):
    """The recipient accepted: a conversation of all on the way began."""

    introduction_id: int
    recipient_id: int
    other_ids: tuple[int, ...]
    conversation_id: int
