import pytest

from enishi.rooms.suggestions.models import Dismissal, Showing, Silence
from tests.makers import make_connection, make_member

pytestmark = pytest.mark.django_db
LIST = "/api/v1/suggestions"


@pytest.fixture
def near(member_client):
    between, near = make_member(family_romaji="Aizawa"), make_member("near")
    make_connection(member_client.viewer, between)
    make_connection(between, near)
    return near


def read(client):
    return client.get(LIST, headers={"Accept-Language": "en"}).json()


def change(client, method, path, body=None):
    send = getattr(client, method)
    return send(path, body, content_type="application/json").status_code


def test_everybody_comes_with_parts_and_reasons(member_client, near):
    found = read(member_client)

    (one,) = found["items"]
    assert one["person"]["handle"] == "near"
    assert one["person"]["degree"] == 2
    assert one["score"] == pytest.approx(sum(one["parts"].values()), abs=1e-3)
    assert "Hanako Aizawa is a connection of you both" in one["reasons"]
    assert (found["is_thin"], found["is_silent"]) == (True, False)


def test_reading_counts_as_having_seen_once_a_day(member_client, near):
    assert read(member_client) == read(member_client)

    assert Showing.objects.filter(suggested=near).count() == 1


@pytest.mark.parametrize(("time", "for_good"), [("thirty_days", False), ("for_good", True)])
def test_somebody_is_set_aside_and_suggested_again(member_client, near, time, for_good):
    rest = f"{LIST}/near/rest"
    assert change(member_client, "put", rest, {"time": time}) == 204
    assert (Dismissal.objects.get().until is None) is for_good
    assert read(member_client)["items"] == []

    assert change(member_client, "delete", rest) == 204
    assert len(read(member_client)["items"]) == 1


def test_nobody_is_suggested_to_who_says_so(member_client, near):
    assert change(member_client, "put", f"{LIST}/silence") == 204
    assert read(member_client) == {"items": [], "is_thin": False, "is_silent": True}

    assert change(member_client, "delete", f"{LIST}/silence") == 204
    assert not Silence.objects.exists()


@pytest.mark.parametrize("body", [{"time": "a while"}, {"time": "for_good", "mood": 1}])
def test_what_is_no_time_is_refused(member_client, near, body):
    assert change(member_client, "put", f"{LIST}/near/rest", body) == 422
