"""Refusals of this room."""

from django.utils.translation import gettext_lazy as _

from enishi.ground.errors import DomainError


class MailTermsRefused(DomainError):
    """Terms nobody can keep: no day, an hour there is none of, a budget beyond the largest."""

    code = "mail_terms_refused"
    message = _("Choose at least one day, an hour of the day, and at most 50 mails a week.")
    status = 422
