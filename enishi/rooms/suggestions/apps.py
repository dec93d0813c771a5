"""The suggestions room."""

from django.apps import AppConfig

from enishi.ground.take_out import hand_out


class SuggestionsConfig(AppConfig):
    """Whom one may know."""

    name = "enishi.rooms.suggestions"

    def ready(self) -> None:
        """Hand out to each member what is theirs."""
        from enishi.rooms.suggestions import queries  # noqa: PLC0415 - needs the models

        hand_out("suggestions", queries.own_data)
