"""The connections room."""

from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    """Who knows whom."""

    name = "enishi.rooms.connections"

    def ready(self) -> None:
        """Listen to who leaves."""
        from enishi.rooms.connections import handlers  # noqa: PLC0415 - needs the models

        handlers.wire()
