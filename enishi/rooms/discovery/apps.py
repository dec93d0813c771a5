"""The discovery room."""

from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    """Who knows this?"""

    name = "enishi.rooms.discovery"
