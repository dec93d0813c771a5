"""The approaches room."""

from django.apps import AppConfig

from enishi.ground.take_out import hand_out


class ApproachesConfig(AppConfig):
    """How strangers begin."""

    name = "enishi.rooms.approaches"

    def ready(self) -> None:
        """Hand out to each member what is theirs."""
        from enishi.rooms.approaches import queries  # noqa: PLC0415 - needs the models

        hand_out("approaches", queries.own_data)
