"""The approaches room."""

from django.apps import AppConfig

from enishi.ground.take_out import hand_out


class ApproachesConfig(AppConfig):
    """How strangers begin."""

    name = "enishi.rooms.approaches"

    def ready(self) -> None:
        """Listen to who blocks whom and who leaves; hand out to each member what is theirs."""
        from enishi.rooms.approaches import handlers, queries  # noqa: PLC0415 - the models

        handlers.wire()
        hand_out("approaches", queries.own_data)
