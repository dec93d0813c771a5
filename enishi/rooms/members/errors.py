"""Why this room may say no."""

from django.utils.translation import gettext_lazy as _

from enishi.ground.errors import DomainError


class HouseClosed(DomainError):
    """The house takes nobody in who was not invited."""

    code = "house_closed"
    message = _("One joins this house by invitation.")
    status = 403


class InvitationUsed(DomainError):
    """The invitation to the house was used, withdrawn, or is too old."""

    code = "invitation_used"
    message = _("This invitation can no longer be used. Ask whoever sent it for a new one.")
    status = 410


class HandleTaken(DomainError):
    """Another member has that handle."""

    code = "handle_taken"
    message = _("Another member has this handle.")


class NotWaiting(DomainError):
    """Somebody else was quicker to answer a person who wanted to join."""

    code = "not_waiting"
    message = _("This person is no longer waiting.")


class OwnStanding(DomainError):
    """Operators do not suspend themselves: the house might be left with nobody."""

    code = "own_standing"
    message = _("You cannot suspend yourself.")


class WrongPassword(DomainError):
    """The password given for a last step was not the member's."""

    code = "wrong_password"
    message = _("That is not your password. Nothing was changed.")
    status = 422


class TimeZoneUnknown(DomainError):
    """The tz database has no such time zone."""

    code = "time_zone_unknown"
    message = _("There is no time zone of this name.")
    status = 422


class NameMissing(DomainError):
    """A member needs a name in at least one script."""

    code = "name_missing"
    message = _("Write your name in at least one script.")
    status = 422
