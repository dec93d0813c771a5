"""What every answer says to the browser, whichever page and whatever went wrong."""

import os
import re
import subprocess
import sys

import pytest
from django.test import Client

from tests.makers import make_member

pytestmark = pytest.mark.django_db
VISIT = """
import django
django.setup()
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.test import Client
settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
call_command("migrate", run_syncdb=True, verbosity=0)  # the tables as they are, at once
settings.ALLOWED_HOSTS = ["house.example"]
plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STORAGES["staticfiles"]["BACKEND"] = plain
response = Client(headers={"host": "house.example"}).get("/account/login/", secure=True)
from enishi.rooms.members.models import Member
member = Member.objects.create_user("a@people.example", None, handle="naoki")
client = Client(headers={"host": "house.example"})
client.force_login(member)
client.post("/language/", {"language": "en"}, secure=True)
for cookie in [*response.cookies.values(), *client.cookies.values()]:
    print(cookie.OutputString())
print(response["Strict-Transport-Security"])
"""


def answers(client):
    yield client.get("/")
    yield client.get("/account/login/")
    yield client.get("/people/nobody/")
    yield client.get("/no/such/page")
    yield client.get("/join/no-such-code/")
    yield client.post("/settings/handle/", {"handle": "x"})
    yield client.get("/api/v1/me")
    yield client.get("/api/v1/members/nobody")


@pytest.mark.parametrize("handle", ["", "member"])
def test_every_answer_is_guarded(client, handle):
    if handle:
        client.force_login(make_member(handle))

    for response in answers(client):
        policy = response["Content-Security-Policy"]
        assert "'unsafe-inline'" not in policy
        assert "'unsafe-eval'" not in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert not re.findall(r"https?:", policy)  # nobody else is asked for anything
        assert response["Referrer-Policy"] == "same-origin"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert "geolocation=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/", "/account/login/", "/people/nobody/", "/parts/"])
def test_no_page_has_a_script_or_style_without_the_nonce(client, path):
    response = client.get(path)
    html = response.content.decode()

    assert not re.findall(r"<(?:script|style)(?![^>]*(?:nonce=|src=))[^>]*>", html)
    assert not re.findall(r"<[^>]+\s(?:style|on[a-z]+)=", html)


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)"],
)
def test_nobody_is_sent_elsewhere(client, elsewhere):  # S-59
    response = client.post("/language/", {"language": "en", "next": elsewhere})
    assert response["Location"] == "/"

    client.force_login(make_member("member"))
    for path in (f"/account/login/?next={elsewhere}", f"/account/logout/?next={elsewhere}"):
        location = client.get(path).get("Location", "/")
        assert "evil" not in location
        assert not location.startswith("javascript:")


def test_a_body_that_is_too_large_is_refused(client):  # S-63
    client.force_login(make_member("member"))
    much = "x" * 3_000_000

    assert client.post("/settings/handle/", {"handle": much}).status_code == 400
    response = client.post(
        "/api/v1/me/record/entries",
        {"kind": "skill", "title_ja": much},
        content_type="application/json",
    )
    assert response.status_code == 400
    assert set(response.json()) == {"error"}


def test_a_form_without_its_token_is_refused():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_member("member"))

    assert client.post("/settings/handle/", {"handle": "x"}).status_code == 403
    answer = client.post(
        "/api/v1/me/record/entries", {"kind": "skill"}, content_type="application/json"
    )
    assert answer.status_code in {401, 403}


def test_behind_https_cookies_never_leave_it(tmp_path):  # S-11
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("ENISHI_")},
        "ENISHI_DATA": str(tmp_path),
        "ENISHI_ORIGIN": "https://house.example",
        "DJANGO_SETTINGS_MODULE": "enishi.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", VISIT],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    *cookies, transport = done.stdout.splitlines()

    named = {cookie.partition("=")[0]: cookie for cookie in cookies}
    assert {"__Host-session", "__Host-csrf"} <= set(named)
    for cookie in cookies:
        assert "Secure" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
    assert "HttpOnly" in named["__Host-session"]
    assert "max-age=31536000" in transport
