"""The portability room."""

from django.apps import AppConfig


class PortabilityConfig(AppConfig):
    """Bring it in, take it out."""

    name = "enishi.rooms.portability"
