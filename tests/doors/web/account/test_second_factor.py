"""Second factors, recovery codes, another mail address: each asks who one is."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.utils import timezone

from enishi.rooms.members.models import House
from tests.doors.web.account.steps import (
    app_code,
    enter_code,
    is_signed_in,
    prove,
    set_up_app,
    sign_in,
)
from tests.makers import PASSWORD, make_member, make_second_factor

SECOND_STEP = "/account/2fa/authenticate/"
ASK_AGAIN = "/account/reauthenticate/"
APP = "/account/2fa/totp/activate/"
NO_APP = "/account/2fa/totp/deactivate/"
CODES = "/account/2fa/recovery-codes/"


@pytest.fixture
def naoki(db):
    return make_member("naoki", language="en", password=PASSWORD)


@pytest.fixture
def later(client, naoki):
    """Naoki signed in an hour ago: long enough to be asked again."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, naoki)
        clock.shift(timedelta(hours=1))
        yield clock


def subjects():
    return [letter.subject for letter in mail.outbox]


def test_an_app_becomes_the_second_step(client, naoki, django_capture_on_commit_callbacks):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, naoki)
        with django_capture_on_commit_callbacks(execute=True):
            secret = set_up_app(client)
        assert "An authenticator app was set up" in subjects()
        client.post("/account/logout/")

        assert sign_in(client, naoki)["Location"] == SECOND_STEP
        assert not is_signed_in(client)
        assert client.get(SECOND_STEP).status_code == 200
        clock.shift(60)
        client.post(SECOND_STEP, {"code": app_code(secret)})

    assert is_signed_in(client)


def test_a_wrong_code_does_not_sign_in(client, naoki):
    make_second_factor(naoki)
    sign_in(client, naoki)

    page = client.post(SECOND_STEP, {"code": "000000"})

    assert page.context["form"].errors
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "path",
    [APP, "/account/2fa/webauthn/add/", "/settings/programs/"],
)
def test_weighty_pages_ask_for_the_password_again(client, later, path):  # S-7
    asked = client.get(path)
    assert asked["Location"].startswith(ASK_AGAIN)

    client.post(asked["Location"], {"password": PASSWORD})

    assert client.get(path).status_code == 200


def test_a_guess_does_not_open_them(client, later):
    asked = client.get(APP)

    page = client.post(asked["Location"], {"password": "a guess"})

    assert "password" in page.context["form"].errors
    assert client.get(APP)["Location"].startswith(ASK_AGAIN)


def test_taking_the_app_away_asks_again_and_is_told(client, naoki, later):  # S-7
    make_second_factor(naoki)
    asked = client.post(NO_APP)
    assert asked["Location"].startswith("/account/")
    assert Authenticator.objects.filter(user=naoki).exists()

    prove(client)
    client.post(NO_APP)

    assert not Authenticator.objects.filter(user=naoki, type="totp").exists()
    assert "The authenticator app was removed" in subjects()


def test_a_recovery_code_works_once(client, naoki):  # S-8
    sign_in(client, naoki)
    set_up_app(client)
    code = client.get(CODES).context["unused_codes"][0]
    client.post("/account/logout/")

    sign_in(client, naoki)
    client.post(SECOND_STEP, {"code": code})
    assert is_signed_in(client)
    client.post("/account/logout/")

    sign_in(client, naoki)
    client.post(SECOND_STEP, {"code": code})
    assert not is_signed_in(client)


def test_recovery_codes_are_shown_only_after_asking_again(client, naoki, later):
    make_second_factor(naoki)
    prove(client)
    client.post("/account/2fa/recovery-codes/generate/")
    later.shift(timedelta(hours=1))

    page = client.get(CODES)

    assert page.status_code == 302
    assert page["Location"].startswith("/account/")


def test_nobody_renames_or_removes_the_passkey_of_another(client, naoki):  # S-21
    other = Authenticator.objects.create(
        user=make_member(), type=Authenticator.Type.WEBAUTHN, data={"name": "theirs"}
    )
    sign_in(client, naoki)
    prove(client)

    assert client.get(f"/account/2fa/webauthn/keys/{other.pk}/edit/").status_code == 404
    assert client.post(f"/account/2fa/webauthn/keys/{other.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=other.pk).exists()


def change_mail(client, email="fresh@people.example"):
    return client.post("/account/email/", {"action_add": "", "email": email})


def test_another_address_asks_again_first(client, naoki, later):  # S-6
    assert change_mail(client)["Location"].startswith(ASK_AGAIN)
    assert mail.outbox[1:] == []  # only the new browser


def test_another_address_holds_once_its_code_is_entered_and_the_old_one_is_told(
    client, naoki
):  # S-6
    sign_in(client, naoki)
    prove(client)
    former = naoki.email
    change_mail(client)
    naoki.refresh_from_db()
    assert naoki.email == former
    assert mail.outbox[-1].to == ["fresh@people.example"]

    enter_code(client)

    naoki.refresh_from_db()
    assert naoki.email == "fresh@people.example"
    told = mail.outbox[-1]
    assert (told.to, told.subject) == ([former], "Your mail address was changed")
    assert "fresh@people.example" in told.body


def test_taking_the_address_of_another_tells_nobody_that_it_is_known(client, naoki):
    make_member(email="theirs@people.example", password=PASSWORD)
    sign_in(client, naoki)
    prove(client)

    known = change_mail(client, "theirs@people.example")
    naoki.refresh_from_db()

    assert known["Location"] == "/account/confirm-email/"
    assert naoki.email != "theirs@people.example"


def test_operators_need_a_second_factor_for_their_pages(client, db):  # S-17
    operator = make_member(is_staff=True)
    client.force_login(operator)
    assert client.get("/house/")["Location"] == "/house/second-factor/"
    assert client.post("/house/people/1/suspend/")["Location"] == "/house/second-factor/"

    make_second_factor(operator)

    assert client.get("/house/").status_code == 200


def test_a_house_may_do_without(client, db):
    House.objects.create(pk=1, operators_need_second_factor=False)
    client.force_login(make_member(is_staff=True))

    assert client.get("/house/").status_code == 200


PAGES = [
    "/account/2fa/",
    APP,
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/sessions/",
]
PAGES += ["/account/email/", "/account/password/change/", "/settings/", "/settings/programs/"]
INLINE = (b"<script>", b" style=", b" onclick=", b" onload=", b"javascript:")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_runs_scripts_of_its_own(client, naoki, path):  # S-52
    sign_in(client, naoki)
    prove(client)

    page = client.get(path)

    assert page.status_code == 200
    assert [word for word in INLINE if word in page.content] == []
