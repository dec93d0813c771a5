"""The web door."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages."""

    name = "enishi.doors.web"
