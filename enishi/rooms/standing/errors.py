"""What this room refuses, by name."""

from django.utils.translation import gettext_lazy as _

from enishi.ground.errors import DomainError
from enishi.rooms.approaches.errors import Refusal


class NothingToLookFor(Refusal):
    """A query without a word in it would wait for ever."""

    code = "nothing_to_look_for"
    message = _("Write what somebody’s record should tell: a field, a job, a place.")
    part = "query"


class TooManySaved(DomainError):
    """As many saved searches as one may have."""

    code = "too_many_saved_searches"
    message = _("You have thirty saved searches. Remove one first.")


class NameTooLong(Refusal):
    """More than a line."""

    code = "search_name_too_long"
    message = _("Keep the name within 80 characters.")
    part = "name"


class TooLateToRestore(DomainError):
    """The saved search is gone for good."""

    code = "too_late_to_restore"
    message = _("It is too late to take this back.")


class TooManyQuestions(Refusal):
    """As many open questions as one may have."""

    code = "too_many_questions"
    message = _("Five of your questions are open. Close one, or wait for one to end.")
    part = None
    status = 409


class QuestionTooShort(Refusal):
    """Too few words to decide by."""

    code = "question_too_short"
    message = _("Write at least 20 characters: what you would like to know, and what for.")
    part = "words"


class QuestionTooLong(Refusal):
    """More than anybody reads before saying yes."""

    code = "question_too_long"
    message = _("Keep the question within 600 characters.")
    part = "words"


class DeadlineRefused(Refusal):
    """Sooner than tomorrow, or later than in ninety days."""

    code = "deadline_refused"
    message = _("A question waits for one to ninety days.")
    part = "days"


class BudgetRefused(Refusal):
    """No amount of money anybody pays for an answer."""

    code = "budget_refused"
    message = _("Write a budget between 1 and 10,000,000 yen, or leave it empty.")
    part = "budget_yen"


class QuestionOver(DomainError):
    """It was answered, closed or withdrawn before, or its time is up; nothing has changed."""

    code = "question_over"
    message = _("This question is not open any more.")
