"""Introductions as a program meets them."""

import pytest
import time_machine

from enishi.rooms.members.types import Scope
from tests.doors.api.program import Program, error_of
from tests.makers import NOW
from tests.rooms.introductions.scenes import MESSAGE, NOTE, WORDS, Row, decline

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def row():
    return Row(introducers=2)


@pytest.fixture
def calls(client, row):
    """A program of each of its people, in order."""
    return [Program(client, member) for member in row.everybody]


def asked(row, **changes):
    return {
        "to": "recipient",
        "way": [one.handle for one in row.introducers],
        "note": NOTE,
        "message": MESSAGE,
        "lines": [f"{row.recipient.entry.pk}:ja:0"],
        **changes,
    }


def test_the_whole_way(row, calls):
    requester, first, second, recipient = calls
    (way,) = requester("GET", "introductions/ways/recipient").json()["items"]
    assert [one["handle"] for one in way] == ["introducer0", "introducer1"]

    made = requester("POST", "introductions", asked(row))
    assert made.status_code == 201, made.content
    path = f"introductions/{made.json()['id']}"
    for call in (first, second):
        (brought,) = call("GET", "introductions").json()["items"]
        assert (brought["standing"], brought["note"]) == ("waiting", NOTE)
        passed = call("POST", f"{path}/forward", {"words": WORDS})
        assert passed.json()["standing"] == "passed_on"
    read = recipient("GET", path).json()
    assert (read["note"], read["reasons"][0]["text"]) == ("", "アルバイト求人広告の営業を統括")
    assert [said["handle"] for said in read["said"]] == ["introducer0", "introducer1"]

    assert recipient("POST", f"{path}/accept", {}).json()["standing"] == "together"

    assert [call("GET", path).json()["standing"] for call in calls] == ["together"] * 4


def test_its_requester_is_told_the_same_whatever_happened(row, calls):
    requester, first, *_others = calls
    path = f"introductions/{requester('POST', 'introductions', asked(row)).json()['id']}"
    before = requester("GET", path).content

    declined = first("POST", f"{path}/decline", {"kind_words": "time"}).json()
    assert declined["standing"] == "declined"

    assert requester("GET", path).content == before
    assert b'"reasons": []' in before
    assert first("POST", f"{path}/forward", {"words": WORDS}).status_code == 409
    assert requester("POST", f"{path}/withdraw").json()["standing"] == "withdrawn"
    assert first("GET", path).status_code == 404


def test_a_line_an_introducer_does_not_see_is_not_read_to_them(row, calls):
    _requester, first, *_others = calls
    introduction = row.ask()
    path = f"introductions/{introduction.pk}"
    assert len(first("GET", path).json()["reasons"]) == 1

    row.recipient.entry.visibility = "only_me"
    row.recipient.entry.save()

    assert first("GET", path).json()["reasons"] == []


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"way": ["introducer1"]}, 422, "no_way"),
        ({"way": []}, 422, "unreadable"),
        ({"lines": []}, 422, "unreadable"),
        ({"lines": ["999999:ja:0"]}, 422, "hidden_line"),
        ({"note": "短い"}, 422, "unreadable"),
        ({"to": "nobody"}, 404, "not_found"),
        ({"to": "requester"}, 422, "introduction_to_self"),
    ],
)
def test_a_request_is_refused_by_name(row, calls, changes, status, code):
    response = calls[0]("POST", "introductions", asked(row, **changes))

    assert (response.status_code, error_of(response)["code"]) == (status, code)


def test_it_is_asked_once(row, calls):
    decline(row.introducers[0], row.ask())

    response = calls[0]("POST", "introductions", asked(row))

    assert error_of(response)["code"] == "introduction_already_asked"


@pytest.mark.parametrize(
    ("scope", "method", "status"),
    [
        (Scope.INTRODUCTIONS_READ, "GET", 200),
        (Scope.INTRODUCTIONS_READ, "POST", 401),
        (Scope.INTRODUCTIONS_WRITE, "GET", 401),
        (Scope.INTRODUCTIONS_WRITE, "POST", 201),
        (Scope.APPROACHES_WRITE, "POST", 401),
    ],
)
def test_scopes(client, row, scope, method, status):
    call = Program(client, row.requester, scope)
    body = asked(row) if method == "POST" else None

    assert call(method, "introductions", body).status_code == status
