"""The profiles room."""

from django.apps import AppConfig

from enishi.ground.take_out import hand_out


class ProfilesConfig(AppConfig):
    """What a member shows of themself."""

    name = "enishi.rooms.profiles"

    def ready(self) -> None:
        """Listen to who joins; hand out to each member what is theirs."""
        from enishi.rooms.profiles import handlers, queries  # noqa: PLC0415 - need the models

        handlers.wire()
        hand_out("profile", queries.own_data)
