"""The settings page: each form on its own, with what was typed when refused."""

import pytest

from tests.makers import make_member

NAMES = {
    "family_kanji": "藤田",
    "given_kanji": "直樹",
    "kanji_order": "family",
    "kana_order": "family",
    "romaji_order": "given",
}


def test_a_name_is_kept(member_client):
    assert member_client.post("/settings/name/", NAMES).status_code == 302

    member_client.viewer.refresh_from_db()
    assert member_client.viewer.name.written("ja") == "藤田 直樹"


def test_a_refused_name_comes_back_as_typed(member_client):
    page = member_client.post(
        "/settings/name/", NAMES | {"family_romaji": "藤田", "given_kanji": "尚樹"}
    )

    assert page.status_code == 422
    assert "family_romaji" in page.context["page"].names.errors
    assert "尚樹" in page.content.decode()
    member_client.viewer.refresh_from_db()
    assert member_client.viewer.family_kanji == "山田"


@pytest.mark.parametrize(
    ("order", "english"), [("given", "Naoki Fujita"), ("family", "Fujita Naoki")]
)
def test_the_preview_follows_what_is_typed(member_client, order, english):
    typed = NAMES | {"family_romaji": "Fujita", "given_romaji": "Naoki", "romaji_order": order}

    page = member_client.get("/settings/name/preview/", typed)

    assert english in page.content.decode()
    assert "<html" not in page.content.decode()
    member_client.viewer.refresh_from_db()
    assert member_client.viewer.family_romaji == "Yamada"


def test_the_preview_bears_half_typed_names(member_client):
    page = member_client.get("/settings/name/preview/", {"family_romaji": "藤"})

    assert page.status_code == 200
    assert "藤" not in page.content.decode()


def test_a_taken_handle_is_told_at_the_field(member_client):
    make_member("taken")

    page = member_client.post("/settings/handle/", {"handle": "taken"})

    assert page.status_code == 422
    assert "handle" in page.context["page"].handle.errors


def test_preferences_are_kept_and_the_answer_speaks_the_new_language(member_client):
    chosen = {"language": "en", "time_zone": "Europe/Berlin"}

    page = member_client.post("/settings/preferences/", chosen, follow=True)

    member_client.viewer.refresh_from_db()
    assert member_client.viewer.time_zone == "Europe/Berlin"
    assert not member_client.viewer.is_suggestable
    assert page["Content-Language"] == "en"
    assert "Your settings are saved." in page.content.decode()


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", ""])
def test_a_time_zone_is_one_there_is(member_client, zone):
    page = member_client.post("/settings/preferences/", {"language": "ja", "time_zone": zone})

    assert page.status_code == 422


def test_fields_nobody_asked_for_change_nothing(member_client):  # S-22
    member_client.post(
        "/settings/name/", NAMES | {"is_staff": "1", "status": "left", "email": "x@y.example"}
    )

    member_client.viewer.refresh_from_db()
    assert not member_client.viewer.is_staff
    assert member_client.viewer.status == "active"
    assert member_client.viewer.email != "x@y.example"


def test_the_page_is_cheap(member_client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        member_client.get("/settings/")
