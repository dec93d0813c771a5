"""The discovery room."""

from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    """Find who knows."""

    name = "enishi.rooms.discovery"
