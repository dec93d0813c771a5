"""The trust room."""

from django.apps import AppConfig

from enishi.ground.take_out import hand_out


class TrustConfig(AppConfig):
    """What is reported, and what is decided."""

    name = "enishi.rooms.trust"

    def ready(self) -> None:
        """Listen to who leaves; hand out to each member what is theirs."""
        from enishi.rooms.trust import handlers, queries  # noqa: PLC0415 - needs the models

        handlers.wire()
        hand_out("trust", queries.own_data)
