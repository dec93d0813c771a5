"""Keys for programs on their page."""

import pytest
from django.utils import timezone

from enishi.rooms.members import queries, services
from tests.doors.web.account.steps import prove, sign_in
from tests.makers import NOW, PASSWORD, make_member

PAGE = "/settings/programs/"


@pytest.fixture
def naoki(client, db):
    member = make_member("naoki", language="en", password=PASSWORD)
    sign_in(client, member)
    prove(client)
    return member


def make_key(client, **changes):
    asked = {"name": "Calendar", "scopes": ["me:read", "search:read"], "days": "90", **changes}
    return client.post(PAGE, asked)


def test_the_secret_is_shown_once(client, naoki):
    page = make_key(client)

    secret = page.context["page"].secret
    assert secret in page.content.decode()
    found = queries.find_token(secret, timezone.now())
    assert (found.member, found.name, found.scopes) == (
        naoki,
        "Calendar",
        ["me:read", "search:read"],
    )
    assert found.expires_at is not None
    assert secret not in client.get(PAGE).content.decode()
    assert "no-store" in page["Cache-Control"]


def test_a_key_may_have_no_end(client, naoki):
    page = make_key(client, days="")

    assert queries.find_token(page.context["page"].secret, NOW).expires_at is None


@pytest.mark.parametrize("changes", [{"scopes": []}, {"scopes": ["house:write"]}, {"name": ""}])
def test_a_key_needs_a_name_and_known_scopes(client, naoki, changes):
    page = make_key(client, **changes)

    assert page.status_code == 422
    assert not queries.access_tokens_of(naoki).exists()


def test_a_key_is_ended(client, naoki):
    token, secret = services.create_access_token(by=naoki, name="x", scopes=[], at=NOW)

    client.post(f"{PAGE}{token.pk}/end/")

    assert queries.find_token(secret, NOW) is None


def test_the_key_of_another_does_not_exist(client, naoki):  # S-21
    token, secret = services.create_access_token(by=make_member(), name="x", scopes=[], at=NOW)

    assert client.post(f"{PAGE}{token.pk}/end/").status_code == 404
    assert queries.find_token(secret, NOW)


def test_the_page_is_cheap_however_many_keys(client, naoki, django_assert_max_num_queries):
    for number in range(20):
        services.create_access_token(by=naoki, name=str(number), scopes=[], at=NOW)

    with django_assert_max_num_queries(12):
        client.get(PAGE)
