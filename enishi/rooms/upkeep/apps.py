"""The upkeep room."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    """The house keeps itself."""

    name = "enishi.rooms.upkeep"
