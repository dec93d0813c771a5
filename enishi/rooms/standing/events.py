"""What this room announces."""

from dataclasses import dataclass

from enishi.ground.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswered(Event):
    """A record newly answers the saved search of `member_id`."""

    answer_id: int
    member_id: int
    found_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpertAsked(Event):
    """A standing question was put to an expert; `asker_id` is None if they are anonymous."""

    asking_id: int
    expert_id: int
    asker_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(Event):
    """An expert said yes, and a conversation began."""

    asking_id: int
    asker_id: int
    expert_id: int
    conversation_id: int
