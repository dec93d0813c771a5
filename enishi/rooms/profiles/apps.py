"""The profiles room."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """What a member shows of themself."""

    name = "enishi.rooms.profiles"

    def ready(self) -> None:
        """Listen to who joins."""
        from enishi.rooms.profiles import handlers  # noqa: PLC0415 - needs the models

        handlers.wire()
