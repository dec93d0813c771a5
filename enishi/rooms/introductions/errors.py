"""What this room refuses, by name."""

from django.utils.translation import gettext_lazy as _

from enishi.ground.errors import DomainError
from enishi.rooms.approaches.errors import Refusal


class IntroductionToSelf(Refusal):
    """The recipient is the requester."""

    code = "introduction_to_self"
    message = _("Nobody is introduced to themselves.")


class KnownAlready(Refusal):
    """The two are connected."""

    code = "known_already"
    message = _("You are connected already, and need no introduction.")


class AlreadyAsked(Refusal):
    """A request to be introduced to the same person is under way."""

    code = "introduction_already_asked"
    message = _("You have asked to be introduced to this person already.")
    status = 409


class TooManyRequests(Refusal):
    """As many requests are under way as one may have."""

    code = "too_many_introductions"
    message = _("Three of your requests are under way. Wait for one to end, or withdraw one.")
    status = 409


class NoWay(Refusal):
    """No path that everybody agrees to show, or somebody on it is not to be asked."""

    code = "no_way"
    message = _("This way is not open any more. Please choose another.")
    part = "way"


class AskedEnough(Refusal):
    """Somebody on the way was asked by the same member as often as a week allows."""

    code = "introducer_asked_enough"
    message = _(
        "You have asked somebody on this way twice within a week. Let them rest a little."
    )
    part = "way"
    status = 409


class NoteTooShort(Refusal):
    """Too few words to help somebody decide."""

    code = "introduction_note_too_short"
    message = _("Write at least 20 characters: why you, and why now.")
    part = "note"


class NoteTooLong(Refusal):
    """More words than a favour should need."""

    code = "introduction_note_too_long"
    message = _("Keep what you write to those who introduce you within 600 characters.")
    part = "note"


class NoWords(DomainError):
    """An introducer who passes it on says something of their own."""

    code = "introduction_without_words"
    message = _("Write a few words of your own first.")
    status = 422


class WordsTooLong(DomainError):
    """More words than anybody reads between two messages."""

    code = "introduction_words_too_long"
    message = _("Keep your words within 600 characters.")
    status = 422


class IntroductionClosed(DomainError):
    """It is not the viewer's to decide (any more); nothing has changed."""

    code = "introduction_closed"
    message = _("This introduction was already passed on, declined, or has ended.")


class TooLateToReopen(DomainError):
    """The decline stands."""

    code = "too_late_to_reopen"
    message = _("It is too late to take this back.")
