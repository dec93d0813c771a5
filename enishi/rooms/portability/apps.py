"""The portability room."""

from django.apps import AppConfig


class PortabilityConfig(AppConfig):
    """Bring it in, take it out."""

    name = "enishi.rooms.portability"

    def ready(self) -> None:
        """Listen for decisions."""
        # The tables may be imported only now.
        from enishi.rooms.portability.tasks import listen_for_decisions  # noqa: PLC0415

        listen_for_decisions()
