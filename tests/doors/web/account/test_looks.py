"""Language and brightness: two small forms on every page."""

import pytest


@pytest.mark.parametrize("route", ["/language/", "/theme/"])
@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/people/naoki/?q=1", "/people/naoki/?q=1"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
        ("people/", "/"),
    ],
)
def test_one_comes_back_to_a_page_of_this_house(client, db, route, wanted, led_to):  # S-59
    assert client.post(route, {"next": wanted})["Location"] == led_to


def test_a_guest_keeps_a_language_in_a_cookie(client, db):
    client.post("/language/", {"language": "en"})
    assert client.get("/about/")["Content-Language"] == "en"

    client.post("/language/", {"language": "ja"})
    assert client.get("/about/")["Content-Language"] == "ja"


def test_a_member_keeps_a_language_in_the_house(member_client):
    member_client.post("/language/", {"language": "en"})

    member_client.viewer.refresh_from_db()
    assert member_client.viewer.language == "en"
    assert member_client.get("/settings/")["Content-Language"] == "en"


@pytest.mark.parametrize(("theme", "drawn"), [("dark", "dark"), ("pink", "device")])
def test_brightness_is_drawn_by_the_server(client, db, theme, drawn):
    client.post("/theme/", {"theme": theme})

    assert f'data-theme="{drawn}"' in client.get("/about/").content.decode()


def test_an_unknown_language_changes_nothing(client, db):
    response = client.post("/language/", {"language": "xx"})

    assert "django_language" not in response.cookies


@pytest.mark.parametrize("route", ["/language/", "/theme/"])
def test_links_from_elsewhere_change_nothing(client, db, route):
    assert client.get(route).status_code == 405
