"""What people do on the way in, for the tests of this folder."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail

from tests.makers import PASSWORD

SIGN_UP = "/account/signup/"
SIGN_IN = "/account/login/"
CODE_PAGE = "/account/confirm-email/"
CODE = re.compile(r"^[0-9A-Z-]{6,}$", re.M)


def sign_up(client, email="naoki@people.example", **changes):
    data = {
        "email": email,
        "password1": PASSWORD,
        "family_kanji": "藤田",
        "given_kanji": "直樹",
        "language": "ja",
        **changes,
    }
    return client.post(SIGN_UP, data)


def code_in_last_mail():
    return CODE.search(mail.outbox[-1].body).group()


def enter_code(client, code=None):
    return client.post(CODE_PAGE, {"code": code or code_in_last_mail()})


def sign_in(client, member, password=PASSWORD):
    return client.post(SIGN_IN, {"login": member.email, "password": password})


def prove(client, password=PASSWORD):
    """Give the password once more, as weighty pages ask."""
    return client.post("/account/reauthenticate/", {"password": password})


def is_signed_in(client):
    return client.get("/account/sessions/").status_code == 200


def app_code(secret, at=None):
    """What an authenticator app shows."""
    counter = int((time.time() if at is None else at) // 30)
    return format_hotp_value(hotp_value(secret, counter))


def set_up_app(client):
    """Set up an authenticator app through the pages; returns its secret."""
    prove(client)
    page = client.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    client.post("/account/2fa/totp/activate/", {"code": app_code(secret)})
    return secret
