"""The conversations room."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """Who talks with whom."""

    name = "enishi.rooms.conversations"
