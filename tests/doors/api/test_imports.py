"""Bringing a career in by a program: it decides line by line, as a page does."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from enishi.rooms.profiles.models import Entry
from tests.doors.api.program import Program, error_of
from tests.fixtures.archives import fujita_archive
from tests.makers import make_member
from tests.rooms.portability.test_contacts import WRITTEN, connections, linked

pytestmark = pytest.mark.django_db


def give(call, content, name="file.zip"):
    return call.send("me/imports", file=SimpleUploadedFile(name, content))


def resume(*positions):
    work = [{"name": "あけぼの求人社", "position": one} for one in positions]
    return json.dumps({"work": work}).encode()


def test_an_archive_is_previewed_written_and_taken_back(call, viewer):
    given = give(call, fujita_archive())
    assert given.status_code == 201
    preview = given.json()
    assert preview["state"] == "preview"
    assert {line["change"] for line in preview["lines"]} >= {"new"}
    assert len({line["number"] for line in preview["lines"]}) == len(preview["lines"])
    assert preview["counts"]["chosen"] == preview["counts"]["new"]
    assert not Entry.objects.exists()
    path = f"me/imports/{preview['id']}"
    assert call("GET", path).json() == preview

    assert call("POST", f"{path}/apply", {"visibility": "connections"}).status_code == 202
    written = call("GET", path).json()
    assert written["state"] == "applied"
    assert written["counts"]["done"] == preview["counts"]["chosen"] == Entry.objects.count()
    assert set(Entry.objects.values_list("visibility", flat=True)) == {"connections"}
    assert [one["id"] for one in call("GET", "me/imports").json()] == [preview["id"]]

    again = give(call, fujita_archive()).json()
    assert (again["counts"]["new"], again["counts"]["changed"]) == (0, 0)

    assert call("POST", f"{path}/undo").status_code == 202
    assert call("GET", path).json()["state"] == "undone"
    assert not Entry.objects.exists()


def test_only_the_lines_that_are_named_are_written(call):
    preview = give(call, resume("営業", "企画", "経理"), "resume.json").json()
    numbers = {line["title"]: line["number"] for line in preview["lines"]}

    path = f"me/imports/{preview['id']}/apply"
    assert error_of(call("POST", path, {"lines": []}))["code"] == "nothing_chosen"
    assert call("POST", path, {"lines": [numbers["企画"]]}).status_code == 202

    assert list(Entry.objects.values_list("title_ja", flat=True)) == ["企画"]
    assert error_of(call("POST", path, {}))["code"] == "import_not_open"


def test_people_the_file_names_are_invited_if_one_says_so(client, call, viewer):
    other = linked("other")
    preview = give(call, connections(WRITTEN), "Connections.csv").json()
    assert [person["handle"] for person in preview["contacts"]] == ["other"]

    path = f"me/imports/{preview['id']}"
    assert call("POST", f"{path}/apply", {"invite": ["other"]}).status_code == 202
    (invitation,) = Program(client, other)("GET", "invitations").json()["items"]
    assert invitation["person"]["handle"] == "viewer"


def test_what_cannot_be_read_is_refused_with_the_reason(call):
    refused = give(call, b"\x00\x01 nothing anybody reads", "photo.bin")

    assert refused.status_code == 422
    assert error_of(refused)["code"] == "file_refused"
    assert error_of(refused)["message"]


def test_imports_of_others_are_not_there_and_one_can_be_forgotten(client, call):
    number = give(call, resume("営業"), "resume.json").json()["id"]
    theirs = Program(client, make_member("other"))

    assert theirs("GET", "me/imports").json() == []
    for method, path in (
        ("GET", f"me/imports/{number}"),
        ("POST", f"me/imports/{number}/undo"),
        ("DELETE", f"me/imports/{number}"),
    ):
        assert theirs(method, path).status_code == 404
    assert theirs("POST", f"me/imports/{number}/apply", {}).status_code == 404
    assert error_of(call("POST", f"me/imports/{number}/undo"))["code"] == "import_not_written"
    assert call("DELETE", f"me/imports/{number}").status_code == 204
    assert call("GET", "me/imports").json() == []
    assert not Entry.objects.exists()
