"""The connections room."""

from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    """Who knows whom."""

    name = "enishi.rooms.connections"
