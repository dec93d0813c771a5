"""The introductions room."""

from django.apps import AppConfig

from enishi.ground.take_out import hand_out


class IntroductionsConfig(AppConfig):
    """Who presents whom to whom."""

    name = "enishi.rooms.introductions"

    def ready(self) -> None:
        """Listen to who parts, blocks and leaves; hand out to each member what is theirs."""
        from enishi.rooms.introductions import handlers  # noqa: PLC0415 - needs the models
        from enishi.rooms.introductions.own_data import own_data  # noqa: PLC0415

        handlers.wire()
        hand_out("introductions", own_data)
