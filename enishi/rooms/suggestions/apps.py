"""The suggestions room."""

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    """Whom one may know."""

    name = "enishi.rooms.suggestions"
