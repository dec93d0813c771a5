"""The suggestions room."""

from django.apps import AppConfig

from enishi.ground.events import keep_with
from enishi.ground.take_out import hand_out
from enishi.rooms.members.events import MemberErased
from enishi.rooms.profiles.events import RecordChanged


class SuggestionsConfig(AppConfig):
    """Whom one may know."""

    name = "enishi.rooms.suggestions"

    def ready(self) -> None:
        """Listen to what the rooms below announce; hand out to each member what is theirs."""
        from enishi.rooms.suggestions import handlers, queries  # noqa: PLC0415 - need the models

        keep_with(MemberErased, handlers.member_erased)
        keep_with(RecordChanged, handlers.record_changed)
        hand_out("suggestions", queries.own_data)
