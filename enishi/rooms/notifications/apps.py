"""The notifications room."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """What a member is told."""

    name = "enishi.rooms.notifications"
