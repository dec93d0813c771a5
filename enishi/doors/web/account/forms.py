"""Forms of sign-in, in the words of the house; what they check is allauth's."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as app
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.utils.translation import gettext_lazy as _


class InOurWords(forms.BaseForm):
    """Gives fields our labels and hints, and takes allauth's placeholders away.

    A placeholder vanishes when one starts to type; a label and a hint stay.
    """

    labels: ClassVar[dict[str, Any]] = {}
    hints: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


MAIL = _("Mail address")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
AGAIN = _("New password, once more")
CODE = _("Code")
PASSWORD_HINT = _("At least 10 characters. Several words are easy to remember.")


class SignInForm(InOurWords, account.LoginForm):  # type: ignore[misc]
    """Mail address and password."""

    labels = {"login": MAIL, "password": PASSWORD}


class MailCodeForm(InOurWords, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code we sent by mail."""

    labels = {"code": CODE}
    hints = {"code": _("It holds for 15 minutes.")}


class AskPasswordForm(InOurWords, account.ReauthenticateForm):  # type: ignore[misc]
    """The password, before something weighty."""

    labels = {"password": PASSWORD}


class ForgottenPasswordForm(InOurWords, account.ResetPasswordForm):  # type: ignore[misc]
    """Where to send the link."""

    labels = {"email": MAIL}


class ReplacePasswordForm(InOurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password instead of a forgotten one."""

    labels = {"password1": NEW_PASSWORD, "password2": AGAIN}
    hints = {"password1": PASSWORD_HINT}


class NewPasswordForm(InOurWords, account.ChangePasswordForm):  # type: ignore[misc]
    """A new password instead of one that is known."""

    labels = {
        "oldpassword": _("The password you have now"),
        "password1": NEW_PASSWORD,
        "password2": AGAIN,
    }
    hints = {"password1": PASSWORD_HINT}


class NewMailForm(InOurWords, account.AddEmailForm):  # type: ignore[misc]
    """Another mail address."""

    labels = {"email": _("New mail address")}
    hints = {"email": _("We send a code there. Until it is entered, the old address holds.")}


class AppCodeForm(InOurWords, app.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator app."""

    labels = {"code": _("Code in the app")}
    hints = {"code": _("Six digits; they change every 30 seconds.")}


class SecondStepForm(InOurWords, factors.AuthenticateForm):  # type: ignore[misc]
    """A code of the app, or a recovery code."""

    labels = {"code": CODE}
    hints = {"code": _("From your authenticator app, or one of your recovery codes.")}


class AskCodeForm(InOurWords, factors.ReauthenticateForm):  # type: ignore[misc]
    """A code of the app, before something weighty."""

    labels = {"code": CODE}
    hints = {"code": _("From your authenticator app, or one of your recovery codes.")}


class PasskeyForm(InOurWords, passkeys.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey, and what to call it."""

    labels = {"name": _("Name of this passkey"), "passwordless": _("Sign in with it alone")}
    hints = {
        "name": _("So that you know it again, for example the name of the device."),
        "passwordless": _("Without the password. The device asks for a finger, face or PIN."),
    }


class PasskeyNameForm(InOurWords, passkeys.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    labels = {"name": _("Name of this passkey")}
