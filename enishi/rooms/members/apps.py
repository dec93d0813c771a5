"""The members room."""

from django.apps import AppConfig

from enishi.ground.take_out import hand_out


class MembersConfig(AppConfig):
    """Who is in the house."""

    name = "enishi.rooms.members"

    def ready(self) -> None:
        """Hand out to each member what is theirs."""
        from enishi.rooms.members import queries  # noqa: PLC0415 - needs the models

        hand_out("account", queries.own_data)
