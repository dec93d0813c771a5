"""What this room refuses, by name."""

from django.utils.translation import gettext_lazy as _

from enishi.ground.errors import DomainError


class EmptyMessage(DomainError):
    """A message without words."""

    code = "empty_message"
    message = _("Write a few words first.")
    status = 422


class MessageTooLong(DomainError):
    """More characters than a message may have."""

    code = "message_too_long"
    message = _("A message has 5,000 characters at most.")
    status = 422
