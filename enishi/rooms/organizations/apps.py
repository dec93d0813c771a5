"""The organizations room."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    """Where people work and learn."""

    name = "enishi.rooms.organizations"
