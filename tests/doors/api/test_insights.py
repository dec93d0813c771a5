"""Programs are told of offers what pages tell."""

from datetime import timedelta

import pytest
from django.utils import timezone

from enishi.rooms.members.types import Scope
from tests.doors.api.program import Program, error_of
from tests.makers import make_entry, make_member
from tests.rooms.insights.makers import edit, look, search, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer():
    return make_member("viewer")


@pytest.fixture
def call(client, viewer):
    return Program(client, viewer)


def test_how_one_looks_at_others(call):
    assert call("GET", "me/looking").json() == {"manner": "named", "aim": "around"}

    said = {"manner": "private", "aim": "hiring"}
    assert call("PUT", "me/looking", said).json() == said
    assert call("GET", "me/looking").json() == said

    response = call("PUT", "me/looking", {"manner": "invisible"})
    assert (response.status_code, set(error_of(response)["fields"])) == (422, {"new.manner"})


def test_what_came_and_why(call, viewer):
    now = timezone.now()
    entry = make_entry(viewer, title_ja="営業", text_ja="料金改定")
    tamaki = make_member("tamaki")
    edit(entry, now - timedelta(hours=5))
    for person in (tamaki, *(make_member() for _ in range(3))):
        search(person, entry, "求人", now - timedelta(hours=4))
    look(tamaki, viewer, now - timedelta(hours=3), "求人", entry)
    approach = write(tamaki, entry, now - timedelta(hours=2))

    board = call("GET", "me/offers").json()
    (chain,) = call("GET", "me/offers/why-now").json()["items"]
    (visit,) = call("GET", "me/found").json()["items"]
    counted = call("GET", "me/found/counted").json()

    assert len(board["weeks"]) == 13
    assert [sum(week[stage] for week in board["weeks"]) for stage in ("found", "viewed")] == [
        4,
        1,
    ]
    assert board["brought"][0]["entry_id"] == entry.pk
    assert (chain["approach_id"], chain["person"]["handle"]) == (approach.pk, "tamaki")
    assert (chain["edit"]["entry_id"], chain["searches"]["people"]) == (entry.pk, 3)
    assert chain["query"] == "求人"
    assert (visit["person"]["handle"], visit["query"]) == ("tamaki", "求人")
    assert (counted["searchers"], counted["unnamed_viewers"]) == (4, 0)


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        ("me/looking", Scope.ME_READ),
        ("me/found", Scope.ME_READ),
        ("me/found/counted", Scope.ME_READ),
        ("me/offers", Scope.ME_READ),
        ("me/offers/why-now", Scope.APPROACHES_READ),
    ],
)
def test_each_needs_its_scope(client, viewer, path, scope):
    others = [one for one in Scope if one is not scope]

    assert Program(client, viewer, scope)("GET", path).status_code == 200
    assert Program(client, viewer, *others)("GET", path).status_code == 401
