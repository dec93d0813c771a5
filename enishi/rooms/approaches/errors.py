"""What this room refuses, by name.

A `Refusal` says which part of a draft it is about, so that a form can say it there.
"""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enishi.ground.errors import DomainError


class Refusal(DomainError):
    """A draft cannot be sent as it is; `part` names the field of `Draft` to look at."""

    part: ClassVar[str | None] = None
    status = 422


class ToSelf(Refusal):
    """The recipient is the sender."""

    code = "approach_to_self"
    message = _("This is your own record. An approach goes to somebody else.")


class NotWelcome(Refusal):
    """The recipient is closed for this purpose."""

    code = "not_welcome"
    message = _("This member does not take approaches for this purpose at present.")
    part = "purpose"


class AlreadyWaiting(Refusal):
    """An approach to the same person is still open."""

    code = "already_waiting"
    message = _("An approach from you already waits for their answer.")
    status = 409


class NoReason(Refusal):
    """No line of the recipient's record was picked."""

    code = "no_reason"
    message = _("Pick the line of their record that made you write.")
    part = "lines"


class TooManyReasons(Refusal):
    """More lines than anybody reads."""

    code = "too_many_reasons"
    message = _("Pick three lines at most: those that weigh most.")
    part = "lines"


class HiddenLine(Refusal):
    """A picked line is not theirs, is gone, or is not shown to the sender."""

    code = "hidden_line"
    message = _("A line you picked is no longer shown to you. Please pick again.")
    part = "lines"


class NoSubject(Refusal):
    """The question in one line is missing."""

    code = "no_subject"
    message = _("Say in one line what you would like to ask.")
    part = "subject"


class SubjectTooLong(Refusal):
    """The question does not fit in a line."""

    code = "subject_too_long"
    message = _("Keep the question within 120 characters.")
    part = "subject"


class MessageTooShort(Refusal):
    """Too few words to answer to."""

    code = "approach_too_short"
    message = _("Write at least 20 characters: who you are, and what you would like to know.")
    part = "message"


class MessageTooLong(Refusal):
    """More words than a stranger reads."""

    code = "approach_too_long"
    message = _("Keep the message within 1,200 characters.")
    part = "message"


class FeeTooSmall(Refusal):
    """Less than the recipient asks for."""

    code = "fee_too_small"
    message = _("The fee is smaller than what this member asks for.")
    part = "fee_yen"

    def __init__(self, smallest_yen: int, minutes: int | None) -> None:
        super().__init__(smallest_yen, minutes)
        self.smallest_yen, self.minutes = smallest_yen, minutes

    def __str__(self) -> str:
        if not self.smallest_yen:
            return gettext("A fee cannot be less than nothing.")
        amount = f"{self.smallest_yen:,}"
        if self.minutes is None:
            return gettext("Their terms begin at ¥%(fee)s.") % {"fee": amount}
        said = {"fee": amount, "minutes": self.minutes}
        return gettext("By their terms, %(minutes)s minutes begin at ¥%(fee)s.") % said


class FeeTooLarge(Refusal):
    """Most likely a slip of the finger."""

    code = "fee_too_large"
    message = _("Keep the fee within ¥10,000,000.")
    part = "fee_yen"


class MinutesOutOfRange(Refusal):
    """Not a length a talk can have."""

    code = "minutes_out_of_range"
    message = _("A talk takes between 5 minutes and 8 hours.")
    part = "minutes"


class FeeMissing(Refusal):
    """Terms "for a fee" that name none."""

    code = "fee_missing"
    message = _("Say the smallest fee, in yen.")
    part = "fee_yen"


class NoFeeForPurpose(Refusal):
    """Money is asked for something that has no fee."""

    code = "no_fee_for_purpose"
    message = _("A chat has no fee. For a fee, welcome consultations instead.")
    part = "terms"


class ApproachClosed(DomainError):
    """It was answered, declined or withdrawn before; nothing has changed."""

    code = "approach_closed"
    message = _("This approach was already answered, declined or withdrawn.")


class TooLateToUndo(DomainError):
    """The decline has been told to the sender."""

    code = "too_late_to_undo"
    message = _("It is too late to take this back: the sender has been told.")
