"""What this room refuses, by name."""

from django.utils.translation import gettext_lazy as _

from enishi.ground.errors import DomainError


class NotWithYourself(DomainError):
    """The verb needs two people."""

    code = "not_with_yourself"
    message = _("You cannot do this with yourself.")
    status = 422


class AlreadyConnected(DomainError):
    """The two are connected."""

    code = "already_connected"
    message = _("You are connected already.")


class NotConnected(DomainError):
    """The two are not connected (any more)."""

    code = "not_connected"
    message = _("You are not connected.")


class InvitationAlreadySent(DomainError):
    """An invitation of the same member stands; also when it was declined, which it hides."""

    code = "invitation_already_sent"
    message = _("You have invited this person already.")


class InvitationTooSoon(DomainError):
    """The last invitation was withdrawn, and is less than thirty days old."""

    code = "invitation_too_soon"
    message = _("You may invite this person again thirty days after the last time.")


class InvitationAlreadyAnswered(DomainError):
    """Somebody was quicker: it is accepted, declined or withdrawn."""

    code = "invitation_already_answered"
    message = _("This invitation has been answered already.")


class NoteTooLong(DomainError):
    """The words sent along are longer than a note."""

    code = "note_too_long"
    message = _("A note has at most 300 characters.")
    status = 422
