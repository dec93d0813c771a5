"""Name, handle, settings, page and portrait, as a program changes them."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from enishi.rooms.members.types import Scope
from tests.doors.api.program import Program, error_of
from tests.makers import make_entry, make_member

pytestmark = pytest.mark.django_db


def test_a_name_is_kept_in_every_script_and_tidied(call, viewer):
    names = {"family_kanji": " 高梨 ", "given_kanji": "環", "family_kana": "ﾀｶﾅｼ"}

    renamed = call("PUT", "me/name", names | {"kanji_order": "given"}).json()

    assert renamed["name"]["kanji"] == ["高梨", "環"]
    assert renamed["name"]["kana"] == ["タカナシ", ""]
    assert renamed["name"]["romaji"] == ["", ""]
    assert renamed["name"]["written"] == "環 高梨"
    assert call("GET", "me").json() == renamed


@pytest.mark.parametrize(
    ("names", "status", "field"),
    [
        ({}, 422, ""),
        ({"family_kanji": "  "}, 422, ""),
        ({"family_kanji": "高\u202e梨"}, 422, "family_kanji"),
        ({"family_romaji": "高梨"}, 422, "family_romaji"),
    ],
)
def test_what_is_no_name_changes_nothing(call, names, status, field):
    before = call("GET", "me").json()

    refused = call("PUT", "me/name", names)

    assert refused.status_code == status
    assert (field in error_of(refused)["fields"]) is bool(field)
    assert call("GET", "me").json() == before


def test_a_handle_is_another_or_refused(call):
    make_member("taken")

    assert call("PUT", "me/handle", {"handle": "tamaki"}).json()["handle"] == "tamaki"
    assert error_of(call("PUT", "me/handle", {"handle": "taken"}))["code"] == "handle_taken"
    assert call("PUT", "me/handle", {"handle": "No Handle"}).status_code == 422
    assert call("GET", "me").json()["handle"] == "tamaki"


def test_settings_are_kept(call):
    said = {
        "language": "en",
        "time_zone": "Europe/Rome",
        "show_in_threads": False,
        "is_suggestable": False,
    }
    kept = call("PUT", "me/preferences", said).json()
    assert {name: kept[name] for name in said} == said

    for zone in ("Mars/Olympus", "../../etc/passwd", ""):
        refused = call("PUT", "me/preferences", said | {"time_zone": zone})
        assert error_of(refused)["code"] == "time_zone_unknown"
    assert call("GET", "me").json() == kept


def test_the_page_is_opened_and_closed(call, client):
    page = call("GET", "me/page").json()
    assert page["has_public_page"] is False

    opened = call("PUT", "me/page", page | {"has_public_page": True}).json()
    assert opened == call("GET", "me/page").json() == page | {"has_public_page": True}
    assert client.get("/people/viewer/").status_code == 200


def test_a_portrait_is_drawn_anew_and_taken_away(call, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = BytesIO()
    Image.new("RGB", (300, 200), "navy").save(picture, "PNG")

    def give(content):
        return call.send("me/portrait", portrait=SimpleUploadedFile("me.png", content))

    assert call("GET", "members/viewer/portrait/128").status_code == 404
    assert give(picture.getvalue()).status_code == 204
    shown = call("GET", "members/viewer/portrait/128")
    assert shown["Content-Type"] == "image/webp"
    assert Image.open(BytesIO(shown.getvalue())).size == (128, 128)
    assert call("GET", "members/viewer/portrait/129").status_code == 404
    assert error_of(give(b"no picture"))["message"]
    assert error_of(give(b""))["code"]
    assert call("DELETE", "me/portrait").status_code == 204
    assert call("GET", "members/viewer/portrait/128").status_code == 404


def test_the_record_is_taken_out_for_other_programs(call, viewer):
    make_entry(viewer, title_ja="営業", title_en="Sales", starts="2015")

    def file(form):
        return call("GET", f"me/record/as/{form}")

    assert json.loads(file("json-resume-en").getvalue())["work"][0]["position"] == "Sales"
    assert file("vcard-ja").getvalue().startswith(b"BEGIN:VCARD")
    assert "営業" in file("csv").getvalue().decode()
    assert file("everything").status_code == 422  # that is `me/export`, with its own scope


@pytest.mark.parametrize("path", ["me/name", "me/handle", "me/preferences", "me/page"])
def test_a_program_that_may_change_the_record_may_not_change_who_one_is(client, viewer, path):
    assert (
        Program(client, viewer, Scope.ME_READ, Scope.ME_WRITE)("PUT", path, {}).status_code
        == 401
    )
