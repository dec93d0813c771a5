"""One line a request, and nothing in it that a member wrote or is known by (S-49)."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from enishi.rooms.members.services import create_access_token
from enishi.rooms.members.types import Scope
from enishi.rooms.notifications.queries import stop_token
from enishi.rooms.notifications.services import plan_mail, send_outgoing_mail
from tests.makers import NOW, make_entry, make_member

pytestmark = pytest.mark.django_db

SECRET = "せんちねる"
HANDLE = "sentinel-handle"
MAIL = "sentinel-mail@people.example"
PASSWORD = "sentinel password of nobody"


def busy_day(client, writer, recipient, entry):
    """Requests of every kind, also those that fail; answers how many there were."""
    _token, secret = create_access_token(by=writer, name=SECRET, scopes=Scope, at=NOW)
    program = {"Authorization": f"Bearer {secret}"}
    message = f"{SECRET}。求人広告の営業について、お話を伺えませんでしょうか。"
    letter = {
        "to": HANDLE,
        "purpose": "chat",
        "subject": SECRET,
        "message": message,
        "line": f"{entry.pk}:ja:0",
        "lines": f"{entry.pk}:ja:0",
    }
    gets = [
        f"/people/{HANDLE}/?q={SECRET}",
        f"/people/{HANDLE}-absent/",
        f"/search/?q={SECRET}",
        f"/mail/stop/{stop_token(recipient.pk)}/",
        f"/mail/stop/{SECRET}/",
        f"/join/{HANDLE}/",
        f"/api/v1/members/{HANDLE}",
    ]
    posts = [
        (f"/people/{HANDLE}/invite/", {"note": SECRET}),
        ("/approaches/new/", letter),
        ("/approaches/new/", {**letter, "message": SECRET}),
        ("/settings/handle/", {"handle": f"{HANDLE}-two"}),
        ("/settings/name/", {"family_romaji": SECRET}),
        ("/me/entries/new/position/", {"title_ja": SECRET, "starts": SECRET}),
    ]
    guest = Client()
    for path in gets:
        client.get(path)
    for path, data in posts:
        client.post(path, data)
    guest.post("/account/login/", {"login": MAIL, "password": PASSWORD})
    guest.post("/account/signup/", {"email": MAIL, "password1": PASSWORD})
    guest.post("/account/password/reset/", {"email": MAIL})
    guest.get(f"/api/v1/search?q={SECRET}", headers=program)
    guest.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}x"})
    plan_mail(at=timezone.now())
    send_outgoing_mail(at=timezone.now())
    return len(gets) + len(posts) + 5, secret


def test_a_busy_day_leaves_one_plain_line_a_request(client, capsys):
    writer, recipient = make_member("writer"), make_member(HANDLE, email=MAIL)
    entry = make_entry(recipient, title_ja="営業", text_ja="求人広告の営業")
    client.force_login(writer)
    capsys.readouterr()

    requests, secret = busy_day(client, writer, recipient, entry)

    said = capsys.readouterr().err
    lines = [json.loads(line) for line in said.splitlines()]
    assert len([line for line in lines if line["event"] == "request"]) == requests
    for word in (SECRET, HANDLE, "sentinel", secret, stop_token(recipient.pk), "127.0.0.1"):
        assert word not in said


@pytest.mark.parametrize("path", ["/people/", "/api/v1/members/"])
def test_what_breaks_is_told_without_the_words(client, capsys, monkeypatch, path):
    def broken(*_arguments, **_named):
        raise RuntimeError(SECRET)

    client.raise_request_exception = False
    client.force_login(make_member("viewer"))
    monkeypatch.setattr("enishi.rooms.profiles.queries.get_person_for", broken)
    monkeypatch.setattr("enishi.doors.api.members.get_person_for", broken)
    capsys.readouterr()

    response = client.get(f"{path}{HANDLE}/" if path == "/people/" else f"{path}{HANDLE}")

    said = capsys.readouterr().err
    assert response.status_code == 500
    assert SECRET not in response.content.decode()
    failed = [json.loads(line) for line in said.splitlines() if "failed" in line]
    assert failed[0]["error"] == "builtins.RuntimeError"
    assert SECRET not in said
    assert HANDLE not in said
