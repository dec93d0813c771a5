"""The standing room."""

from django.apps import AppConfig

from enishi.ground.take_out import hand_out


class StandingConfig(AppConfig):
    """What waits for an answer."""

    name = "enishi.rooms.standing"

    def ready(self) -> None:
        """Note what is to be followed; hand out to each member what is theirs."""
        from enishi.rooms.standing import handlers  # noqa: PLC0415 - needs the models
        from enishi.rooms.standing.own_data import own_data  # noqa: PLC0415

        handlers.wire()
        hand_out("standing", own_data)
