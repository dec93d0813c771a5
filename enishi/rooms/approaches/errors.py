"""What this room refuses, by name.

A `Refusal` says which part of a draft it is about, so that a form can say it there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from enishi.ground.errors import DomainError

if TYPE_CHECKING:
    from datetime import datetime


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


class WelcomePaused(Refusal):
    """The recipient rests from approaches, and says until when."""

    code = "welcome_paused"
    message = _("This member takes no approaches for a while.")
    part = "purpose"

    def __init__(self, opens_at: datetime) -> None:
        super().__init__(opens_at)
        self.opens_at = opens_at

    def __str__(self) -> str:
        day = date_format(timezone.localtime(self.opens_at), pgettext("date format", "j F Y"))
        return gettext("This member takes no approaches until %(day)s.") % {"day": day}


class WeekFull(Refusal):
    """As many came within seven days as the recipient takes."""

    code = "week_full"
    message = _(
        "This member takes only so many approaches for this purpose a week, and these have"
        " come. Please try again in some days."
    )
    part = "purpose"
    status = 409


class AlreadyWaiting(Refusal):
    """An approach to the same person is still open."""

    code = "already_waiting"
    message = _("An approach from you already waits for their answer.")
    status = 409


class WrittenLately(Refusal):
    """The last approach to the same person rests."""

    code = "written_lately"
    message = _("You may write to this person again thirty days after the last time.")
    status = 409

    def __init__(self, rests_until: datetime) -> None:
        super().__init__(rests_until)
        self.rests_until = rests_until

    def __str__(self) -> str:
        day = date_format(
            timezone.localtime(self.rests_until), pgettext("date format", "j F Y")
        )
        return gettext("You may write to this person again from %(day)s.") % {"day": day}


class NoFreeSlot(Refusal):
    """As many approaches wait as the sender may have open."""

    code = "no_free_slot"
    message = _("All your slots are taken. Any answer gives one back.")
    status = 409

    def __init__(self, limit: int = 0, alike: int = 0, upheld: int = 0) -> None:
        super().__init__(limit, alike, upheld)
        self.limit, self.alike, self.upheld = limit, alike, upheld

    def __str__(self) -> str:
        """Why, also where there are fewer slots than usual."""
        said = {"limit": self.limit, "alike": self.alike, "count": self.upheld}
        if self.upheld:
            return (
                ngettext(
                    "No slot is free. There are %(limit)s, because a report of you was upheld;"
                    " it takes two for ninety days.",
                    "No slot is free. There are %(limit)s, because %(count)s reports of you"
                    " were upheld; each takes two for ninety days.",
                    self.upheld,
                )
                % said
            )
        if not self.alike:
            return str(self.message)
        return (
            gettext(
                "All your slots are taken. There are %(limit)s, because %(alike)s of your"
                " letters read nearly the same. Any answer gives one back."
            )
            % said
        )


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


class TooLongToAskFirst(Refusal):
    """Where one asks first, one asks shortly."""

    code = "too_long_to_ask_first"
    message = _("This member asks for a short question first: up to 400 characters.")
    part = "message"


class NoDetail(Refusal):
    """What the purpose needs said is missing: the position, the person sought, the outlet."""

    code = "no_detail"
    message = _("Say the one thing more that this purpose needs.")
    part = "detail"

    def __init__(self, purpose: str) -> None:
        super().__init__(purpose)
        self.purpose = purpose

    def __str__(self) -> str:
        return {
            "scout": gettext("Say in a line which position it is."),
            "referral": gettext("Say in a line whom you look for, or whom you present."),
            "press": gettext("Say in a line where it would appear."),
            "sales": gettext("Say in a line what you offer."),
        }.get(self.purpose, str(self.message))


class DetailTooLong(Refusal):
    """More than a line."""

    code = "detail_too_long"
    message = _("Keep this line within 120 characters.")
    part = "detail"


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
    message = _("Chats and referrals have no fee. For a fee, welcome consultations instead.")
    part = "terms"


class WeekOutOfRange(Refusal):
    """A number a week that says nothing."""

    code = "week_out_of_range"
    message = _("Say a number between 1 and 100, or none for as many as come.")
    part = "per_week"


class PauseOutOfRange(Refusal):
    """A pause that is over before it begins, or longer than anybody remembers."""

    code = "pause_out_of_range"
    message = _("A pause ends after today, and within a year.")
    part = "until"


class NoDomainToShow(Refusal):
    """No address is confirmed, or one at a provider where anybody may have one."""

    code = "no_domain_to_show"
    message = _("Your address is not confirmed, or at a provider where anybody may have one.")
    part = "shows_domain"


class PassedBack(Refusal):
    """The one named is the sender, or whoever names them."""

    code = "passed_back"
    message = _("Name somebody else: neither yourself nor the sender.")
    part = "to"


class TooManyDrafts(DomainError):
    """More drafts than anybody finishes."""

    code = "too_many_drafts"
    message = _("You keep fifty drafts already. Please finish or discard one first.")


class ApproachClosed(DomainError):
    """It was answered, declined or withdrawn before, or its time is over; nothing changed."""

    code = "approach_closed"
    message = _("This approach has already ended.")


class TooLateToUndo(DomainError):
    """The decline has been told to the sender."""

    code = "too_late_to_undo"
    message = _("It is too late to take this back: the sender has been told.")
