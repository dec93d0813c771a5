"""The profiles room."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """What a member shows of themself."""

    name = "enishi.rooms.profiles"
