"""The API as a program meets it: tokens, scopes, the gate, pages, one shape of errors."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from enishi.rooms.approaches.models import Approach
from enishi.rooms.approaches.types import LIFETIME
from enishi.rooms.conversations.services import deliver_messages
from enishi.rooms.discovery.services import rebuild_index
from enishi.rooms.members.models import AccessToken
from enishi.rooms.members.services import create_access_token
from enishi.rooms.members.types import Scope
from tests.makers import NOW, make_block, make_connection, make_entry, make_member
from tests.rooms.approaches.letters import make_approach, make_recipient
from tests.rooms.portability.archives import unpacked

pytestmark = pytest.mark.django_db
MESSAGE = "求人広告の料金の決め方について、有料で一時間ほど伺えませんか。"


class Program:
    """Calls the API with a token of `member`."""

    def __init__(self, client, member, *scopes):
        self.client = client
        _token, secret = create_access_token(
            by=member, name="test", scopes=list(scopes or Scope), at=NOW
        )
        self.headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}

    def __call__(self, method, path, body=None):
        return self.client.generic(
            method,
            f"/api/v1/{path}",
            json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers=self.headers,
        )


@pytest.fixture
def viewer():
    return make_member("viewer")


@pytest.fixture
def call(client, viewer):
    return Program(client, viewer)


def error_of(response):
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "fields"}
    return body["error"]


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


def test_write_read_and_remove_an_entry(call):
    made = call("POST", "me/record/entries", {"kind": "position", "title_ja": "営業"})
    assert made.status_code == 201
    path = f"me/record/entries/{made.json()['id']}"

    written = call("PUT", path, {"title_ja": "営業", "title_en": "Sales", "starts": "2015-10"})
    assert written.json()["title_en"] == "Sales"
    assert call("DELETE", path).status_code == 204
    assert call("GET", "me/record").json()["entries"] == []


def test_a_field_that_does_not_exist_is_refused(call):
    response = call("POST", "me/record/entries", {"kind": "position", "titel_ja": "営業"})

    assert response.status_code == 422
    assert "titel_ja" in str(error_of(response)["fields"])


def test_a_date_that_is_none_is_refused_at_its_field(call):
    response = call(
        "POST", "me/record/entries", {"kind": "position", "title_ja": "営業", "starts": "昨日"}
    )

    assert response.status_code == 422
    assert error_of(response)["fields"]


def test_connections_come_in_pages(call, viewer, monkeypatch):
    monkeypatch.setattr("enishi.doors.api.connections.PAGE_SIZE", 2)
    for number in range(5):
        make_connection(viewer, make_member(f"friend{number}"))

    handles, cursor = [], ""
    while True:
        body = call("GET", f"connections?cursor={cursor}").json()
        handles += [item["handle"] for item in body["items"]]
        cursor = body["next_cursor"]
        if not cursor:
            break

    assert sorted(handles) == [f"friend{number}" for number in range(5)]


def test_a_made_up_cursor_is_refused(call):
    response = call("GET", "connections?cursor=abc")

    assert response.status_code == 400
    assert error_of(response)["code"] == "paging.unreadable_cursor"


def test_invite_accept_and_part(client, call, viewer):
    other = make_member("other")
    assert (
        call("POST", "members/other/invitation", {"note": "同じ会社でした"}).status_code == 204
    )
    theirs = Program(client, other)
    (invitation,) = theirs("GET", "invitations").json()["items"]
    assert invitation["person"]["handle"] == "viewer"

    assert theirs("POST", f"invitations/{invitation['id']}/accept").status_code == 204
    assert call("GET", "members/other").json()["degree"] == 1
    assert call("DELETE", "connections/other").status_code == 204
    assert call("GET", "members/other").json()["degree"] is None


def test_somebody_elses_invitation_is_not_there(client, call, viewer):
    other = make_member("other")
    call("POST", "members/other/invitation", {})
    (invitation,) = Program(client, other)("GET", "invitations").json()["items"]
    third = Program(client, make_member("third"))

    assert third("POST", f"invitations/{invitation['id']}/accept").status_code == 404


def approach(call, entry, **changes):
    body = {
        "to": "other",
        "purpose": "consultation",
        "subject": "求人広告の料金について",
        "message": MESSAGE,
        "lines": [f"{entry.pk}:ja:0"],
        "fee_yen": 30000,
        "minutes": 60,
    }
    return call("POST", "approaches", body | changes)


def test_approach_read_and_answer(client, call):
    other = make_member("other")
    entry = make_entry(other, title_ja="営業", text_ja="求人広告の営業を統括")

    sent = approach(call, entry)
    assert sent.status_code == 201, sent.content
    theirs = Program(client, other)
    (received,) = theirs("GET", "approaches").json()["items"]
    assert received["reasons"][0]["text"] == "求人広告の営業を統括"
    assert received["person"]["handle"] == "viewer"

    answered = theirs("POST", f"approaches/{received['id']}/answer", {"message": "喜んで。"})
    assert answered.json()["state"] == "answered"
    again = theirs("POST", f"approaches/{received['id']}/decline")
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"lines": []}, 422),
        ({"lines": ["nonsense"]}, 422),
        ({"lines": ["999999:ja:0"]}, 422),
        ({"message": "短い"}, 422),
        ({"purpose": "sales"}, 422),
        ({"to": "nobody"}, 404),
        ({"to": "viewer"}, 422),
    ],
)
def test_an_approach_is_refused_by_name(call, changes, status):
    entry = make_entry(make_member("other"), title_ja="営業", text_ja="求人広告の営業を統括")

    response = approach(call, entry, **changes)

    assert response.status_code == status, response.content
    assert error_of(response)["code"]
    assert Approach.objects.count() == 0


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


def test_slots_and_a_silent_decline(call, client, viewer):
    with time_machine.travel(NOW, tick=False) as clock:
        sender = make_member("asker")
        approach = make_approach(sender, make_recipient("asked"))
        asker, asked = Program(client, sender), Program(client, approach.recipient)
        slots = asker("GET", "approaches/slots").json()
        assert slots == {
            "limit": 5,
            "held": 1,
            "free": 4,
            "answers": 0,
            "alike": 0,
            "upheld": 0,
            "returns_at": "2026-12-23T03:00:00Z",
            "domain": "",
            "card": None,
        }

        path = f"approaches/{approach.pk}"
        declined = asked("POST", f"{path}/decline", {"silently": True}).json()
        assert declined["state"] == "declined"
        assert asked("POST", f"{path}/undo").json()["state"] == "sent"
        asked("POST", f"{path}/decline", {"silently": True})
        assert asker("GET", path).json()["state"] == "sent"

        clock.move_to(NOW + LIFETIME, tick=False)
        assert asker("GET", path).json()["state"] == "expired"
        assert error_of(asker("POST", f"{path}/withdraw"))["code"] == "approach_closed"


def test_passing_on_and_taking_over(client):
    with time_machine.travel(NOW, tick=False):
        approach = make_approach(make_member("asker"), make_recipient("asked"))
        better = make_recipient("better")
        asker, asked, named = (
            Program(client, one) for one in (approach.sender, approach.recipient, better)
        )
        path = f"approaches/{approach.pk}"
        assert asked("POST", f"{path}/pass-on", {"to": "better"}).status_code == 204
        assert asked("GET", path).json()["state"] == "passed_on"
        assert asker("GET", path).json()["state"] == "sent"
        assert asker("GET", path).json()["passed_on"] is None

        (passing,) = named("GET", "passings").json()["items"]
        assert passing["sender"]["handle"] == "asker"
        assert passing["passed_by"]["handle"] == "asked"
        named("POST", f"passings/{passing['id']}/take-over")

        told = asker("GET", path).json()
        assert told["state"] == "passed_on"
        assert told["passed_on"]["person"]["handle"] == "better"
        (received,) = named("GET", "approaches").json()["items"]
        assert received["id"] == told["passed_on"]["approach_id"]
        assert received["origin"] == "introduction"


def test_drafts_are_kept_and_discarded(call):
    make_member("other")
    draft = {"purpose": "press", "message": "途中まで", "lines": ["1:ja:0"], "fee_yen": "三万"}
    assert call("PUT", "drafts/other", draft).status_code == 204

    (kept,) = call("GET", "drafts").json()["items"]
    assert {**kept, **draft} == kept
    assert kept["to"]["handle"] == "other"

    assert call("DELETE", "drafts/other").status_code == 204
    assert call("GET", "drafts").json()["items"] == []


def test_conversations_are_read_written_muted_and_left(client):
    with time_machine.travel(NOW, tick=False) as clock:
        approach = make_approach(make_member("asker"), make_recipient("asked"))
        asker, asked = (Program(client, one) for one in (approach.sender, approach.recipient))
        asked("POST", f"approaches/{approach.pk}/answer", {"message": "ええ。"})
        (talk,) = asker("GET", "conversations").json()["items"]
        assert [one["handle"] for one in talk["people"]] == ["asked"]
        path = f"conversations/{talk['id']}"

        unsent = asker("POST", f"{path}/messages", {"body": "よろしく"}).json()
        assert asker("DELETE", f"{path}/unsent/{unsent['id']}").status_code == 204
        asker("POST", f"{path}/messages", {"body": "よろしくお願いします"})
        clock.shift(11)
        deliver_messages(at=timezone.now())
        said = asked("GET", f"{path}/messages").json()["items"]
        assert [one["body"] for one in said][1:] == ["ええ。", "よろしくお願いします"]
        assert said[-1]["author"] == "asker"
        earlier = asked("GET", f"{path}/messages?before={said[-1]['id']}").json()["items"]
        assert len(earlier) == 2

        asked("PUT", f"{path}/mute")
        asked("POST", f"{path}/read")
        (talk,) = asked("GET", "conversations").json()["items"]
        assert (talk["is_muted"], talk["unread"]) == (True, 0)
        assert asked("POST", f"{path}/leave").status_code == 204
        assert asked("GET", f"{path}/messages").status_code == 404
        refused = asker("POST", f"{path}/messages", {"body": "まだ"})
        assert error_of(refused)["code"] == "nobody_left"
