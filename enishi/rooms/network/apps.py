"""The network room."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """How people are tied."""

    name = "enishi.rooms.network"
