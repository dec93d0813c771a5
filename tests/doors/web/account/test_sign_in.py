"""Signing in and out, forgotten passwords, sessions and new browsers."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from django.utils import timezone

from enishi.rooms.members import services
from tests.doors.web.account.steps import SIGN_IN, is_signed_in, sign_in
from tests.makers import PASSWORD, make_member

NEW_PASSWORD = "another horse, another battery"
RESET = "/account/password/reset/"


@pytest.fixture
def naoki(db):
    return make_member("naoki", language="en", password=PASSWORD)


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is hashed: what an answer's time is made of."""

    hashed = 0

    def encode(self, password, salt):
        type(self).hashed += 1
        return super().encode(password, salt)


def try_in(client, login, password="wrong"):
    return client.post(SIGN_IN, {"login": login, "password": password})


def test_known_and_unknown_are_refused_alike(client, naoki, settings):  # S-3
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    naoki.set_password(PASSWORD)
    naoki.save()
    answers = []
    for login in (naoki.email, "nobody@people.example"):
        CountingHasher.hashed = 0
        page = try_in(client, login)
        answers.append(
            (page.status_code, page.context["form"].non_field_errors(), CountingHasher.hashed)
        )

    assert answers[0] == answers[1]
    assert answers[0][2] > 0


def test_a_forgotten_password_is_asked_for_alike(client, naoki):  # S-2
    answers = []
    for email in (naoki.email, "nobody@people.example"):
        posted = client.post(RESET, {"email": email})
        page = client.get(posted["Location"])
        answers.append((posted.status_code, posted["Location"], len(page.content)))

    assert answers[0] == answers[1]
    assert [letter.to for letter in mail.outbox] == [[naoki.email], ["nobody@people.example"]]


def follow_reset_link(client):
    link = re.search(
        r"http://localhost:8000(/account/password/reset/key/\S+)", mail.outbox[-1].body
    )
    return client.get(link.group(1))


def choose_new_password(client):
    form = follow_reset_link(client)["Location"]
    return client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})


def test_a_forgotten_password_is_replaced_by_mail(client, naoki):
    client.post(RESET, {"email": naoki.email})

    assert choose_new_password(client).status_code == 302

    naoki.refresh_from_db()
    assert naoki.check_password(NEW_PASSWORD)
    assert mail.outbox[-1].subject == "Your password was changed"


def test_the_link_works_once_and_names_the_house_not_the_host(client, naoki, settings):  # S-60
    settings.ALLOWED_HOSTS = ["*"]
    client.post(RESET, {"email": naoki.email}, headers={"host": "evil.example"})
    letter = mail.outbox[-1]
    assert "evil.example" not in letter.body + letter.subject
    choose_new_password(client)
    mail.outbox[:] = [letter]

    assert follow_reset_link(client).status_code == 200  # the page that says it is too old


def test_a_reset_password_signs_out_everywhere(client, naoki):
    elsewhere = Client()
    sign_in(elsewhere, naoki)
    assert is_signed_in(elsewhere)
    client.post(RESET, {"email": naoki.email})

    choose_new_password(client)

    assert not is_signed_in(elsewhere)


def test_the_session_is_another_after_signing_in(client, naoki):  # S-9
    client.get(SIGN_IN)
    client.session["of a guest"] = True
    client.get("/join/none/")
    session = client.session
    session.save()
    client.cookies["session"] = before = session.session_key

    sign_in(client, naoki)

    assert client.session.session_key != before


def test_signing_out_ends_the_session_on_the_server(client, naoki):  # S-10
    sign_in(client, naoki)
    stolen = Client()
    stolen.cookies["session"] = client.cookies["session"].value
    assert is_signed_in(stolen)

    client.post("/account/logout/")

    assert not is_signed_in(stolen)


def test_a_new_password_signs_out_the_others_and_is_told_by_mail(client, naoki):  # S-10
    elsewhere = Client()
    sign_in(elsewhere, naoki)
    sign_in(client, naoki)

    client.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    assert mail.outbox[-1].subject == "Your password was changed"


def test_a_new_password_needs_the_old_one(client, naoki):
    sign_in(client, naoki)

    page = client.post(
        "/account/password/change/",
        {"oldpassword": "a guess", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )

    assert "oldpassword" in page.context["form"].errors


def test_the_others_can_be_signed_out(client, naoki):
    elsewhere = Client()
    sign_in(elsewhere, naoki)
    sign_in(client, naoki)
    assert len(client.get("/account/sessions/").context["sessions"]) == 2

    client.post("/account/sessions/")

    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)


@pytest.mark.parametrize(("days", "stays"), [(13, True), (15, False)])
def test_an_unused_sign_in_ends(client, naoki, days, stays):  # S-12
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, naoki)
        is_signed_in(client)
        clock.shift(timedelta(days=days))

        assert is_signed_in(client) is stays


@pytest.mark.parametrize(("days", "stays"), [(29, True), (31, False)])
def test_a_sign_in_ends_in_any_case(client, naoki, days, stays):  # S-12
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, naoki)
        for _day in range(days):
            is_signed_in(client)
            clock.shift(timedelta(days=1))

        assert is_signed_in(client) is stays


def test_looking_at_pages_does_not_write_the_session_each_time(client, naoki):
    sign_in(client, naoki)
    is_signed_in(client)
    before = client.session.get("seen_at")
    is_signed_in(client)

    assert client.session.get("seen_at") == before


def test_guessing_is_slowed_down_and_nobody_locked_out_for_good(client, naoki):  # S-16
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(5):
            try_in(client, naoki.email)
        elsewhere = Client(REMOTE_ADDR="198.51.100.7")
        refused = sign_in(elsewhere, naoki)
        assert refused.status_code == 200
        assert not is_signed_in(elsewhere)

        clock.shift(timedelta(minutes=6))
        sign_in(elsewhere, naoki)

        assert is_signed_in(elsewhere)


def test_one_address_does_not_try_many_members(client, db):  # S-16
    members = [make_member(password=PASSWORD) for _ in range(11)]
    with time_machine.travel(timezone.now(), tick=False):
        for member in members[:10]:
            try_in(client, member.email)

        sign_in(client, members[10])
        assert not is_signed_in(client)
        elsewhere = Client(REMOTE_ADDR="198.51.100.7")
        sign_in(elsewhere, members[10])
        assert is_signed_in(elsewhere)


def test_a_new_browser_is_told_by_mail_and_known_the_next_time(client, naoki):  # S-18
    sign_in(client, naoki)
    assert [letter.subject for letter in mail.outbox] == ["You signed in with a new browser"]
    assert mail.outbox[0].to == [naoki.email]

    client.post("/account/logout/")
    sign_in(client, naoki)
    assert len(mail.outbox) == 1

    sign_in(Client(), naoki)
    assert len(mail.outbox) == 2


def test_a_forged_cookie_makes_no_browser_known(client, naoki):
    client.cookies["known"] = "WzFd:forged:signature"

    sign_in(client, naoki)

    assert len(mail.outbox) == 1


def test_suspended_members_are_out_at_once_and_stay_out(client, naoki):  # S-19
    sign_in(client, naoki)
    services.suspend_member(by=make_member(is_staff=True), member_id=naoki.pk)

    assert not is_signed_in(client)
    assert sign_in(client, naoki)["Location"] == "/account/inactive/"
    assert not is_signed_in(client)


def test_who_left_is_out_at_once_and_stays_out(client, naoki):  # S-19
    sign_in(client, naoki)
    elsewhere = Client()
    sign_in(elsewhere, naoki)
    email = naoki.email

    left = client.post("/settings/leave/", {"password": PASSWORD})

    assert left["Location"] == "/goodbye/"
    assert not is_signed_in(client)
    assert not is_signed_in(elsewhere)
    try_in(client, email, PASSWORD)
    assert not is_signed_in(client)


def test_nobody_leaves_by_a_guess(client, naoki):
    sign_in(client, naoki)

    page = client.post("/settings/leave/", {"password": "a guess"})

    assert page.status_code == 422
    assert is_signed_in(client)


def test_signing_in_leads_to_no_other_house(client, naoki):  # S-59
    response = client.post(
        f"{SIGN_IN}?next=https://evil.example/",
        {"login": naoki.email, "password": PASSWORD, "next": "https://evil.example/"},
    )

    assert response["Location"] == "/"
