"""The notifications room."""

from django.apps import AppConfig

from enishi.ground.events import keep_with, listen
from enishi.ground.take_out import hand_out
from enishi.rooms.members.events import MemberErased


class NotificationsConfig(AppConfig):
    """What a member is told."""

    name = "enishi.rooms.notifications"

    def ready(self) -> None:
        """Write what is told with the fact itself; see to its mail once that is committed.

        And hand out to each member what is theirs.
        """
        from enishi.rooms.notifications import (  # noqa: PLC0415 - needs the models
            handlers,
            own_data,
            tasks,
        )

        hand_out("notices", own_data.own_data)
        for event, listener in handlers.LISTENERS:
            keep_with(event, listener)
            listen(event, tasks.see_to_mail_soon)
        keep_with(MemberErased, handlers.member_erased)
