"""How allauth behaves in this house: who may sign up, what is kept, what is sent."""

from __future__ import annotations

import logging
from contextlib import suppress
from email.utils import formataddr, parseaddr
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enishi.doors.web.account import devices
from enishi.doors.web.account.errors import MailNotSent
from enishi.doors.web.account.invited import forget_invitation, invitation_code
from enishi.doors.web.account.sealing import seal, unseal
from enishi.doors.web.limits import visitor_address
from enishi.rooms.members import queries, services
from enishi.rooms.members.types import Joining

if TYPE_CHECKING:
    from allauth.account.models import EmailAddress
    from django.http import HttpRequest, HttpResponse

    from enishi.doors.web.account.signing_up import SignUpForm
    from enishi.rooms.members.models import Member

log = logging.getLogger(__name__)
SVG = "http://www.w3.org/2000/svg"


class HouseAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up, sign-in and their mail, by the rules of the house."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This sign-in is suspended."),
        "duplicate_email": _("This is your mail address already."),
        "email_password_mismatch": _("The mail address or the password is not right."),
        "enter_current_password": _("Type the password you have now."),
        "incorrect_code": _("This is not the code we sent. Please look at it once more."),
        "incorrect_password": _("This is not your password."),
        "invalid_password_reset": _("This link was used already, or is too old."),
        "same_as_current": _("This is the same as before."),
        "too_many_login_attempts": _(
            "That was tried too often. Please wait some minutes and try again."
        ),
        "rate_limited": _("That was too often in a short time. Please wait a little."),
    }

    # Who comes in.

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Anybody, unless one joins by invitation and has none."""
        if queries.get_house().joining != Joining.INVITATION:
            return True
        code = invitation_code(request)
        return bool(code and queries.find_usable_invitation(code, timezone.now()))

    def clean_email(self, email: str) -> str:
        """Free an address that somebody typed long ago and never confirmed."""
        services.forget_unconfirmed(email=email, at=timezone.now())
        return email

    def save_user(
        self,
        request: HttpRequest,
        user: Member,
        form: SignUpForm,
        commit: bool = True,  # noqa: ARG002, FBT001, FBT002 - allauth's signature
    ) -> Member:
        """Keep a new member, through the room."""
        form.fill(user)
        services.join_house(
            member=user, invitation_code=form.invitation_code, at=timezone.now()
        )
        forget_invitation(request)
        return user

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """The code was right: allauth keeps the address, the room lets the member in."""
        is_confirmed: bool = super().confirm_email(request, email_address)
        if is_confirmed:
            services.confirm_mail(member_id=email_address.user_id, at=timezone.now())
        return is_confirmed

    def post_login(self, request: HttpRequest, user: Member, **said: Any) -> HttpResponse:  # noqa: ANN401 - allauth's signature
        """Tell a member by mail of a sign-in with a browser that is new to them."""
        response: HttpResponse = super().post_login(request, user, **said)
        if not said["signup"] and not devices.is_known(request, user.pk):
            self.send_notification_mail("account/email/new_browser", user)
        devices.remember(request, response, user.pk)
        return response

    def get_signup_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """To the record first: whoever has none cannot be found."""
        return reverse("web:bring_in")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Back to the settings."""
        return reverse("web:settings")

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address our own limits count by."""
        return visitor_address(request)

    def add_message(self, request: HttpRequest, level: int, *said: Any, **more: Any) -> None:  # noqa: ANN401 - allauth's signature
        """Toasts carry an address to undo in their tags: allauth's own tags are left out."""
        more.pop("extra_tags", None)
        super().add_message(request, level, *said, **more)

    # Mail.

    def get_from_email(self) -> str:
        """The house's name before the operator's address."""
        _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
        house = queries.get_house()
        return formataddr((house.name_in(translation.get_language() or "ja"), address))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """A link to the address people type, whatever host the request named."""
        user_and_key = key.split("-", 1)
        path = reverse("account_reset_password_from_key", args=user_and_key)
        return settings.ORIGIN + path

    def send_notification_mail(self, *said: Any, **more: Any) -> None:  # noqa: ANN401 - allauth's signature
        """Tell of what is done; a mail server that is silent undoes nothing."""
        with suppress(MailNotSent):
            super().send_notification_mail(*said, **more)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the member's language, and say so plainly if no mail can be sent.

        Raises
        ------
        MailNotSent
            The mail server did not answer; the page says so instead of breaking.
        """
        member = context.get("user") or queries.find_member_by_mail(email)
        language = member.language if member else translation.get_language() or "ja"
        with translation.override(language):
            told = {
                "house": queries.get_house(),
                "origin": settings.ORIGIN,
                "name": member.name.written(language) if member else "",
                "email": email,
                "sign_up_url": settings.ORIGIN + reverse("account_signup"),
                "sign_in_url": settings.ORIGIN + reverse("account_login"),
                "reset_url": settings.ORIGIN + reverse("account_reset_password"),
                **context,
            }
            message = self.render_mail(template_prefix, email, told)
        try:
            message.send()
        except (OSError, SMTPException) as trouble:
            log.warning("mail was not sent: %s", type(trouble).__name__)
            raise MailNotSent from trouble


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors, in the words of the house."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_generate_recovery_codes": _(
            "Recovery codes need an authenticator app or a passkey first."
        ),
        "incorrect_code": _("This code is not right. Wait for the next one and try again."),
        "unverified_email": _("Please confirm your mail address first."),
    }

    def encrypt(self, text: str) -> str:
        """A secret as it is stored."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """A stored secret as it is used."""
        return unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        """The house's name, as the app lists it."""
        return str(queries.get_house())

    def build_totp_svg(self, url: str) -> str:
        """The key as a picture that can be read on a dark page too."""
        picture: str = segno.make(url).svg_inline(light="white", border=3)
        return picture.replace("<svg ", f'<svg xmlns="{SVG}" ', 1)  # an image stands alone

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The house, as the browser asks about it."""
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": str(queries.get_house())}

    def generate_authenticator_name(self, user: Member, type: str) -> str:  # noqa: A002, ARG002 - allauth's signature
        """What a passkey is called until its owner says otherwise."""
        return gettext("Passkey of %(date)s") % {"date": timezone.localdate().isoformat()}
