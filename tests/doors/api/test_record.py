"""One's own record, as a program reads and writes it."""

import pytest

from enishi.rooms.profiles.models import Entry
from tests.doors.api.program import Program, error_of
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db


def test_write_read_and_remove_an_entry(call):
    made = call("POST", "me/record/entries", {"kind": "position", "title_ja": "営業"})
    assert made.status_code == 201
    path = f"me/record/entries/{made.json()['id']}"

    written = call("PUT", path, {"title_ja": "営業", "title_en": "Sales", "starts": "2015-10"})
    assert written.json()["title_en"] == "Sales"
    assert call("DELETE", path).status_code == 200
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


def test_a_removed_entry_comes_back_under_its_number(client, call, viewer):
    entry = make_entry(viewer, title_ja="営業", text_ja="求人広告", visibility="only_me")
    before = call("GET", "me/record").json()
    undo = call("DELETE", f"me/record/entries/{entry.pk}").json()
    assert not Entry.objects.exists()

    assert (
        Program(client, make_member("other"))("POST", "me/record/restore", undo).json()[
            "error"
        ]["code"]
        == error_of(call("POST", "me/record/restore", {"undo": "made up"}))["code"]
    )
    assert not Entry.objects.exists()
    assert call("POST", "me/record/restore", undo).json()["id"] == entry.pk
    assert call("POST", "me/record/restore", undo).status_code == 200
    assert call("GET", "me/record").json() == before


def test_who_sees_an_entry_is_said_without_a_word_of_it(call, viewer):
    entry = make_entry(viewer, title_ja="営業", text_ja="求人広告")
    path = f"me/record/entries/{entry.pk}/visibility"

    shown = call("PUT", path, {"visibility": "everyone", "text_visibility": "connections"})
    assert shown.json()["title_ja"] == "営業"
    (kept,) = call("GET", "me/record").json()["entries"]
    assert (kept["visibility"], kept["text_visibility"]) == ("everyone", "connections")
    assert call("PUT", path, {"visibility": "only_me"}).json()["text_visibility"] == "only_me"
    assert call("PUT", path, {"visibility": "nobody"}).status_code == 422


def test_entries_are_confirmed_and_change_places(call, viewer):
    first, second = (
        make_entry(viewer, title_ja=title, position=at) for at, title in enumerate("甲乙")
    )
    path = f"me/record/entries/{second.pk}"

    assert call("POST", f"{path}/confirm").json()["confirmed_on"]
    moved = call("POST", f"{path}/move", {"direction": "up"}).json()["entries"]
    assert [entry["id"] for entry in moved] == [second.pk, first.pk]
    again = call("POST", f"{path}/move", {"direction": "up"}).json()["entries"]
    assert again == moved


@pytest.mark.parametrize(
    ("method", "path", "said"),
    [
        ("DELETE", "", None),
        ("POST", "/confirm", None),
        ("POST", "/move", {"direction": "up"}),
        ("PUT", "/visibility", {"visibility": "everyone"}),
    ],
)
def test_entries_of_others_are_not_there(call, method, path, said):
    entry = make_entry(make_member("other"), title_ja="営業")

    assert call(method, f"me/record/entries/{entry.pk}{path}", said).status_code == 404
