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


class TooLateToTakeBack(DomainError):
    """The message has been delivered."""

    code = "message_delivered"
    message = _("It is too late to take this back: the message has been delivered.")


class NobodyLeft(DomainError):
    """Everybody else has left the conversation."""

    code = "nobody_left"
    message = _("Nobody is left in this conversation to write to.")


class TooManyFiles(DomainError):
    """More files than a message carries."""

    code = "too_many_files"
    message = _("A message carries up to three files.")
    status = 422


class FileTooHeavy(DomainError):
    """A file is larger than any that is kept."""

    code = "file_too_heavy"
    message = _("A file may have up to 5 MB.")
    status = 422


class FileNotTaken(DomainError):
    """A file of a kind that is not kept, or a damaged one."""

    code = "file_not_taken"
    message = _(
        "Only PDF, JPEG, PNG and WebP pictures, plain text and office documents without"
        " macros can be sent."
    )
    status = 422
