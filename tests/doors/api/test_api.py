"""The API as a program meets it: tokens, scopes, the gate, pages, one shape of errors."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from enishi.rooms.discovery.services import rebuild_index
from enishi.rooms.members.models import AccessToken
from enishi.rooms.members.services import create_access_token
from enishi.rooms.members.types import Scope
from tests.doors.api.program import Program, error_of
from tests.makers import NOW, make_block, make_entry, make_member
from tests.rooms.portability.archives import unpacked

pytestmark = pytest.mark.django_db
MESSAGE = "求人広告の料金の決め方について、有料で一時間ほど伺えませんか。"


def test_me(call):
    body = call("GET", "me").json()

    assert body["handle"] == "viewer"
    assert body["name"]["written"] == "Hanako Yamada"


def test_without_a_token_nothing_is_said(client):
    response = client.get("/api/v1/me")

    assert response.status_code == 401
    assert error_of(response)["code"] == "unauthenticated"


@pytest.mark.parametrize(
    ("scope", "path", "status"),
    [
        (Scope.ME_READ, "me", 200),
        (Scope.MEMBERS_READ, "me", 401),
        (Scope.MEMBERS_READ, "members/other", 200),
        (Scope.ME_READ, "members/other", 401),
        (Scope.CONNECTIONS_READ, "connections", 200),
        (Scope.CONNECTIONS_WRITE, "connections", 401),
        (Scope.APPROACHES_READ, "approaches", 200),
        (Scope.CONNECTIONS_READ, "approaches", 401),
        (Scope.ME_READ, "me/export", 401),
        (Scope.ME_WRITE, "me/export", 401),
        (Scope.SETTINGS_WRITE, "me/page", 401),
    ],
)
def test_a_token_reaches_as_far_as_its_scope(client, viewer, scope, path, status):
    make_member("other")

    assert Program(client, viewer, scope)("GET", path).status_code == status


def test_everything_can_be_taken_out_with_a_scope_of_its_own(client, viewer):
    make_entry(viewer, title_ja="営業", visibility="only_me")

    response = Program(client, viewer, Scope.ME_EXPORT)("GET", "me/export")

    assert response.status_code == 200
    assert response["Content-Type"] == "application/zip"
    files = unpacked(response.getvalue())
    assert "営業" in files["profile/entries.json"].decode()


def test_the_token_of_a_suspended_member_is_dead_at_once(call, viewer):
    viewer.status = "suspended"
    viewer.save()

    assert call("GET", "me").status_code == 401


def test_absent_hidden_and_blocked_are_one_answer(call, viewer):
    blocked, left = make_member("blocked"), make_member("gone")
    make_block(blocked, viewer)
    left.status = "left"
    left.save()

    answers = [call("GET", f"members/{handle}") for handle in ("blocked", "gone", "nobody")]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert blocked.handle not in answers[0].content.decode()


def test_a_record_is_what_the_viewer_may_see(call):
    other = make_member("other")
    make_entry(other, title_ja="営業", text_ja="求人広告の営業")
    make_entry(other, title_ja="秘密", visibility="connections")

    body = call("GET", "members/other/record").json()

    assert [entry["title_ja"] for entry in body["entries"]] == ["営業"]


@pytest.mark.parametrize("path", ["me/record/entries", "conversations/1/messages"])
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=", b"broken"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data; boundary=x", b"--x--\r\n"),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(7_000))),
    ],
)
def test_a_form_that_cannot_be_read_is_told_in_the_one_shape(member_client, path, kind, body):
    answer = member_client.generic("POST", f"/api/v1/{path}", body, content_type=kind)

    assert 400 <= answer.status_code < 500
    assert set(answer.json()) == {"error"}


def test_the_description_is_worked_out_once(client, monkeypatch):
    client.get("/api/v1/openapi.json")
    monkeypatch.setattr("ninja.main.get_schema", lambda **_where: pytest.fail("once more"))

    assert client.get("/api/v1/openapi.json").status_code == 200


def test_the_description_is_openapi_31(client):
    description = client.get("/api/v1/openapi.json").json()

    assert description["openapi"].startswith("3.1")
    assert "/api/v1/approaches/{approach_id}/answer" in description["paths"]


def test_a_signed_in_page_needs_the_csrf_token(viewer):

    client = Client(enforce_csrf_checks=True)
    client.force_login(viewer)

    assert client.get("/api/v1/me").status_code == 200
    response = client.post("/api/v1/me/record/entries", "{}", content_type="application/json")
    assert response.status_code == 403


def test_an_expired_token_is_dead(client, viewer):
    _token, secret = create_access_token(
        by=viewer, name="old", scopes=[Scope.ME_READ], at=NOW - timedelta(days=900), days=100
    )  # fmt: skip

    response = client.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"})

    assert response.status_code == 401


def test_search_says_who_knows_and_points_at_the_line(call):
    other = make_member("other")
    entry = make_entry(other, title_ja="営業", text_ja="アルバイト求人広告の営業を統括")
    rebuild_index()

    body = call("GET", "search?q=アルバイト求人").json()

    (hit,) = body["items"]
    assert hit["person"]["handle"] == "other"
    assert hit["evidence"][0]["line"] == f"{entry.pk}:ja:0"
    (start, end) = hit["evidence"][0]["spans"][0]
    assert "求人" in hit["evidence"][0]["text"][start:end]
    assert body["next_cursor"] == ""


def test_search_finds_in_the_other_language(call):
    make_entry(make_member("other"), title_ja="営業", text_ja="アルバイト求人広告の営業を統括")
    rebuild_index()

    found = call("GET", "search?q=part-time job").json()["items"]

    assert [hit["person"]["handle"] for hit in found] == ["other"]


def test_what_is_wrong_with_a_field_is_a_sentence(call):
    error = error_of(call("POST", "me/record/entries", {"kind": "place"}))

    assert error["fields"] == {
        "text_ja": "Please write something here; without it the entry says nothing."
    }


def test_a_used_token_says_when(call, viewer):
    call("GET", "me")

    assert AccessToken.objects.get(member=viewer).last_used_on == timezone.now().date()


def test_too_many_calls_are_told_with_the_time_to_come_back(call):
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(60):
            call("GET", "search?q=x")
        response = call("GET", "search?q=x")

    assert response.status_code == 429
    assert int(response["Retry-After"]) == 1
    assert error_of(response)["code"] == "too_many"


def test_pages_and_programs_are_counted_together(call, client, viewer):
    client.force_login(viewer)
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(60):
            call("GET", "search?q=x")

        assert client.get("/search/").status_code == 429
