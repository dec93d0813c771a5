"""The insights room."""

from django.apps import AppConfig

from enishi.ground.events import keep_with, listen
from enishi.ground.take_out import hand_out
from enishi.rooms.discovery.events import PeopleFound
from enishi.rooms.members.events import MemberErased


class InsightsConfig(AppConfig):
    """Who found me, and why."""

    name = "enishi.rooms.insights"

    def ready(self) -> None:
        """Listen to what the rooms below announce; hand out to each member what is theirs."""
        from enishi.rooms.insights import handlers, queries  # noqa: PLC0415 - need the models

        listen(PeopleFound, handlers.remember_who_was_found)
        keep_with(MemberErased, handlers.member_erased)
        hand_out("found", queries.own_data)
