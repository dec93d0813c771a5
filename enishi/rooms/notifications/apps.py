"""The notifications room."""

from django.apps import AppConfig

from enishi.ground.events import keep_with, listen
from enishi.ground.take_out import hand_out


class NotificationsConfig(AppConfig):
    """What a member is told."""

    name = "enishi.rooms.notifications"

    def ready(self) -> None:
        """Write what is told with the fact itself; send it once that is committed.

        And hand out to each member what is theirs.
        """
        from enishi.rooms.approaches.events import (  # noqa: PLC0415 - apps are loaded now
            ApproachAnswered,
            ApproachPassedOn,
            ApproachSent,
            ApproachTakenOver,
        )
        from enishi.rooms.connections.events import (  # noqa: PLC0415
            InvitationSent,
            MembersConnected,
        )
        from enishi.rooms.conversations.events import MessageSent  # noqa: PLC0415
        from enishi.rooms.introductions.events import (  # noqa: PLC0415
            IntroducerAsked,
            IntroductionOpened,
            RecipientAsked,
        )
        from enishi.rooms.notifications import handlers, queries, tasks  # noqa: PLC0415

        hand_out("notices", queries.own_data)
        keep_with(ApproachSent, handlers.tell_of_approach)
        keep_with(ApproachAnswered, handlers.tell_of_answer)
        keep_with(ApproachPassedOn, handlers.tell_of_passing)
        keep_with(ApproachTakenOver, handlers.tell_of_taking_over)
        keep_with(MessageSent, handlers.tell_of_message)
        keep_with(InvitationSent, handlers.tell_of_invitation)
        keep_with(MembersConnected, handlers.tell_of_connection)
        keep_with(IntroducerAsked, handlers.tell_introducer)
        keep_with(RecipientAsked, handlers.tell_recipient)
        keep_with(IntroductionOpened, handlers.tell_of_introduction)
        for event in (
            ApproachSent,
            ApproachAnswered,
            ApproachPassedOn,
            ApproachTakenOver,
            MessageSent,
            InvitationSent,
            MembersConnected,
            IntroducerAsked,
            RecipientAsked,
            IntroductionOpened,
        ):
            listen(event, tasks.send_soon)
