"""What can go wrong on the way in."""

from django.utils.translation import gettext_lazy as _

from enishi.ground.errors import DomainError


class MailNotSent(DomainError):
    """The mail server did not take a mail that had to go out now."""

    code = "mail_not_sent"
    message = _("We cannot send mail at the moment. Please try again in some minutes.")
    status = 503


class SecretUnreadable(DomainError):
    """A second factor was sealed with a secret the house does not have any more."""

    code = "secret_unreadable"
    message = _(
        "This second step cannot be read any more. Please use another one, "
        "or ask the people who run the house."
    )
    status = 503
