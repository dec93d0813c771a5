"""The jobs door."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The command line and scheduled work."""

    name = "enishi.doors.jobs"
