"""The discovery room."""

from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    """Find who knows."""

    name = "enishi.rooms.discovery"

    def ready(self) -> None:
        """Note every change the index must follow."""
        from enishi.rooms.discovery import handlers  # noqa: PLC0415 - needs the models

        handlers.wire()
