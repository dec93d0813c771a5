"""The approaches room."""

from django.apps import AppConfig


class ApproachesConfig(AppConfig):
    """How strangers begin."""

    name = "enishi.rooms.approaches"
