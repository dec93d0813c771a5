"""The connections room."""

from django.apps import AppConfig

from enishi.ground.take_out import hand_out


class ConnectionsConfig(AppConfig):
    """Who knows whom."""

    name = "enishi.rooms.connections"

    def ready(self) -> None:
        """Listen to who leaves; hand out to each member what is theirs."""
        from enishi.rooms.connections import handlers, queries  # noqa: PLC0415 - need the models

        handlers.wire()
        hand_out("connections", queries.own_data)
