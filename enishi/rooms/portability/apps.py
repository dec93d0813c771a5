"""The portability room."""

from django.apps import AppConfig

from enishi.ground.take_out import hand_out


class PortabilityConfig(AppConfig):
    """Bring it in, take it out."""

    name = "enishi.rooms.portability"

    def ready(self) -> None:
        """Listen for decisions and for who leaves; hand out to each member what is theirs."""
        # The tables may be imported only now.
        from enishi.rooms.portability import handlers, queries, tasks  # noqa: PLC0415

        tasks.listen_for_decisions()
        handlers.wire()
        hand_out("imports", queries.own_data)
