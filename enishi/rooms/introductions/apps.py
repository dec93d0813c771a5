"""The introductions room."""

from django.apps import AppConfig


class IntroductionsConfig(AppConfig):
    """Who presents whom to whom."""

    name = "enishi.rooms.introductions"

    def ready(self) -> None:
        """Listen to who parts, blocks and leaves."""
        from enishi.rooms.introductions import handlers  # noqa: PLC0415 - needs the models

        handlers.wire()
