"""The insights room."""

from django.apps import AppConfig

from enishi.ground.events import listen
from enishi.rooms.discovery.events import PeopleFound


class InsightsConfig(AppConfig):
    """Who found me, and why."""

    name = "enishi.rooms.insights"

    def ready(self) -> None:
        """Listen to what the rooms below announce."""
        from enishi.rooms.insights.handlers import remember_who_was_found  # noqa: PLC0415

        listen(PeopleFound, remember_who_was_found)
