"""The members room."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    """Who is in the house."""

    name = "enishi.rooms.members"
