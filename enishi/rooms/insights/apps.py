"""The insights room."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Who found me, and why."""

    name = "enishi.rooms.insights"
