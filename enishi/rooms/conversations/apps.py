"""The conversations room."""

from django.apps import AppConfig

from enishi.ground.take_out import hand_out


class ConversationsConfig(AppConfig):
    """Who talks with whom."""

    name = "enishi.rooms.conversations"

    def ready(self) -> None:
        """Hand out to each member what is theirs."""
        from enishi.rooms.conversations import queries  # noqa: PLC0415 - needs the models

        hand_out("conversations", queries.own_data)
