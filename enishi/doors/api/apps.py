"""The API door."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """REST."""

    name = "enishi.doors.api"
