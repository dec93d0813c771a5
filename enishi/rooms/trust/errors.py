"""What this room refuses, by name."""

from django.utils.translation import gettext_lazy as _

from enishi.ground.errors import DomainError


class AlreadyDecided(DomainError):
    """Another operator was quicker; nothing has changed."""

    code = "already_decided"
    message = _("This report has been decided already.")


class OwnCase(DomainError):
    """An operator is the one who reports, or is reported."""

    code = "own_case"
    message = _("You are part of this. Another operator decides it.")


class WordsTooLong(DomainError):
    """More words than an operator reads."""

    code = "words_too_long"
    message = _("Keep it within 2,000 characters.")
    status = 422
