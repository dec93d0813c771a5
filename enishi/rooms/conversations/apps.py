"""The conversations room."""

from django.apps import AppConfig

from enishi.ground.take_out import hand_out


class ConversationsConfig(AppConfig):
    """Who talks with whom."""

    name = "enishi.rooms.conversations"

    def ready(self) -> None:
        """Listen to who leaves; hand out to each member what is theirs."""
        from enishi.rooms.conversations import handlers, queries  # noqa: PLC0415 - the models

        handlers.wire()
        hand_out("conversations", queries.own_data)
