"""Sign-up: one page, a code by mail, in. Nobody learns whose address is known."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from enishi.rooms.members import services
from enishi.rooms.members.models import House, Member
from enishi.rooms.members.types import Joining, Status
from tests.access.table import ask, filled, rows
from tests.doors.web.account.steps import (
    CODE_PAGE,
    SIGN_IN,
    SIGN_UP,
    code_in_last_mail,
    enter_code,
    is_signed_in,
    sign_in,
    sign_up,
)
from tests.makers import PASSWORD, make_member

CHANGING = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


def without_tokens(response):
    return CHANGING.sub(b"", response.content)


@pytest.fixture
def house(db):
    return House.objects.create(pk=1)


def test_sign_up_code_in(client, db):
    assert sign_up(client)["Location"] == CODE_PAGE
    assert not is_signed_in(client)

    assert enter_code(client).status_code == 302

    assert is_signed_in(client)
    member = Member.objects.get()
    assert member.status == Status.ACTIVE
    assert (member.email, member.family_kanji) == ("naoki@people.example", "藤田")
    assert member.check_password(PASSWORD)
    assert re.fullmatch(r"[a-z0-9]{10}", member.handle)


def test_known_and_unknown_addresses_are_answered_alike(client, db):  # S-1
    make_member(email="known@people.example", password=PASSWORD)
    answers = {}
    for email in ("known@people.example", "fresh@people.example"):
        client.cookies.clear()
        posted = sign_up(client, email=email)
        page = client.get(posted["Location"])
        body = without_tokens(page).replace(email.encode(), b"")
        answers[email] = (posted.status_code, posted["Location"], page.status_code, body)

    known, fresh = answers.values()
    assert known == fresh
    assert [letter.to for letter in mail.outbox] == [
        ["known@people.example"],
        ["fresh@people.example"],
    ]
    assert Member.objects.filter(email="known@people.example").count() == 1


def test_the_letter_to_a_known_address_holds_no_code(client, db):
    make_member(email="known@people.example", language="en", password=PASSWORD)

    sign_up(client, email="known@people.example")

    assert "already" in mail.outbox[-1].body
    assert SIGN_IN in mail.outbox[-1].body


@pytest.mark.parametrize("name", [{"given_romaji": "Naoki"}, {"family_kana": "ふじた"}])
def test_a_name_in_one_script_is_enough(client, db, name):
    sign_up(client, family_kanji="", given_kanji="", **name)

    assert Member.objects.filter(**name).exists()


def test_without_a_name_the_page_comes_back_with_what_was_typed(client, db):
    page = sign_up(client, family_kanji="", given_kanji="", email="kept@people.example")

    assert "family_kanji" in page.context["form"].errors
    assert b'value="kept@people.example"' in page.content
    assert PASSWORD.encode() not in page.content
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    "password", ["short", "password123", "1234567890", "naoki@people.example"]
)
def test_weak_passwords_are_refused(client, db, password):  # S-15
    page = sign_up(client, password1=password)

    assert "password1" in page.context["form"].errors
    assert not Member.objects.exists()


def test_pages_and_mail_speak_the_language_chosen(client, db):
    sign_up(client, language="en", family_romaji="Fujita", given_romaji="Naoki")
    assert mail.outbox[-1].body.startswith("Dear Naoki Fujita,")
    assert "enishi@localhost" in mail.outbox[-1].from_email

    enter_code(client)

    assert client.get("/settings/")["Content-Language"] == "en"


def test_the_code_is_long_enough(client, db):  # S-5
    sign_up(client)

    assert len(code_in_last_mail().replace("-", "")) >= 6


def test_the_code_ends_after_a_quarter_of_an_hour(client, db):  # S-5
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_up(client)
        clock.shift(timedelta(minutes=15, seconds=1))
        enter_code(client)

    assert not is_signed_in(client)
    assert Member.objects.get().status == Status.NEW


def test_three_wrong_codes_end_it(client, db):  # S-5
    sign_up(client)
    for _ in range(3):
        enter_code(client, "AAAA-AAAA")

    enter_code(client)

    assert not is_signed_in(client)
    assert Member.objects.get().status == Status.NEW


def test_a_code_works_once(client, db):  # S-5
    sign_up(client)
    code = code_in_last_mail()
    enter_code(client)
    client.post("/account/logout/")

    enter_code(client, code)

    assert not is_signed_in(client)


def test_whoever_never_entered_the_code_gets_another_by_signing_in(client, db):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_up(client)
        client.cookies.clear()
        clock.shift(timedelta(minutes=1))
        response = sign_in(client, Member.objects.get())
        assert response["Location"] == CODE_PAGE
        enter_code(client)

    assert is_signed_in(client)


def members_pages():
    """Every address of ours that is not for guests, as the access table knows them."""
    for _area, route, row in rows():
        if row.get("guest", row.get("default")) == "sign-in":
            yield pytest.param(row, id=f"{route} {row.get('method', 'get')}")


OPEN_TO_THE_WAITING = {"/waiting/", "/settings/leave/"}


@pytest.mark.parametrize("status", [Status.NEW, Status.WAITING])
@pytest.mark.parametrize("row", list(members_pages()))
def test_nothing_is_open_before_the_address_is_confirmed(client, db, row, status):  # S-4
    client.force_login(make_member("newcomer", status=status, is_staff=True))
    row = filled(row)

    response = ask(client, row)

    if row["path"] in OPEN_TO_THE_WAITING:
        assert response.status_code == 200
    else:
        is_sent_away = response.status_code == 302 and response["Location"] == "/waiting/"
        assert is_sent_away or response.status_code == 404


def test_where_operators_approve_the_newcomer_waits(client, house):
    House.objects.update(joining=Joining.APPROVAL)
    sign_up(client)
    enter_code(client)

    assert client.get("/settings/")["Location"] == "/waiting/"
    assert client.get("/waiting/").status_code == 200

    operator = make_member(is_staff=True)
    member = Member.objects.get(email="naoki@people.example")
    services.approve_member(by=operator, member_id=member.pk, at=timezone.now())

    assert is_signed_in(client)
    assert client.get("/waiting/")["Location"] == "/"


def test_a_house_by_invitation_shows_no_form(client, house):
    House.objects.update(joining=Joining.INVITATION)

    assert b"password1" not in client.get(SIGN_UP).content
    sign_up(client)
    assert not Member.objects.exists()


def test_the_link_of_an_invitation_opens_the_form(client, house):
    House.objects.update(joining=Joining.INVITATION)
    operator = make_member(is_staff=True)
    invitation = services.invite_to_house(by=operator, at=timezone.now())

    assert client.get(f"/join/{invitation.code}/")["Location"] == SIGN_UP
    sign_up(client)
    enter_code(client)

    assert is_signed_in(client)
    invitation.refresh_from_db()
    assert invitation.used_by.email == "naoki@people.example"
    client.cookies.clear()
    assert client.get(f"/join/{invitation.code}/").status_code == 410


def test_an_invitation_to_another_address_is_told_at_the_field(client, house):
    House.objects.update(joining=Joining.INVITATION)
    operator = make_member(is_staff=True)
    invitation = services.invite_to_house(
        by=operator, email="other@people.example", at=timezone.now()
    )
    client.get(f"/join/{invitation.code}/")

    page = sign_up(client)

    assert "email" in page.context["form"].errors


class NoServer:
    """A mail server that does not answer."""

    def __init__(self, **_said):
        pass

    def send_messages(self, _letters):
        raise OSError("no answer")


def test_a_silent_mail_server_is_told_with_a_sentence(client, db, settings):  # S-75
    settings.EMAIL_BACKEND = f"{__name__}.NoServer"

    assert sign_up(client).status_code == 503


def test_a_silent_mail_server_keeps_nobody_from_signing_in(client, db, settings):  # S-75
    member = make_member(password=PASSWORD)
    settings.EMAIL_BACKEND = f"{__name__}.NoServer"

    sign_in(client, member)

    assert is_signed_in(client)
