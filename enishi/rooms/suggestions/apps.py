"""The suggestions room."""

from django.apps import AppConfig

from enishi.ground.events import keep_with
from enishi.rooms.members.events import MemberErased


class SuggestionsConfig(AppConfig):
    """Whom one may know."""

    name = "enishi.rooms.suggestions"

    def ready(self) -> None:
        """Listen to what the rooms below announce."""
        from enishi.rooms.suggestions import handlers  # noqa: PLC0415 - needs the models

        keep_with(MemberErased, handlers.member_erased)
