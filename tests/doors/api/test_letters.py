"""Approaches, what becomes of them, and conversations, as a program writes and reads them."""

import pytest
import time_machine
from django.utils import timezone

from enishi.rooms.approaches.models import Approach
from enishi.rooms.approaches.types import LIFETIME
from enishi.rooms.conversations.services import deliver_messages
from tests.doors.api.program import Program, error_of
from tests.makers import NOW, make_entry, make_member
from tests.rooms.approaches.letters import make_approach, make_recipient

pytestmark = pytest.mark.django_db
MESSAGE = "求人広告の料金の決め方について、有料で一時間ほど伺えませんか。"


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
        (found,) = asked("GET", "conversations/found?words=願い よろしく").json()
        assert (found["author"], found["body"]) == ("asker", "よろしくお願いします")
        assert (
            Program(client, make_member("third"))(
                "GET", "conversations/found?words=よろしく"
            ).json()
            == []
        )

        asked("PUT", f"{path}/mute")
        asked("POST", f"{path}/read")
        (talk,) = asked("GET", "conversations").json()["items"]
        assert (talk["is_muted"], talk["unread"]) == (True, 0)
        assert asked("POST", f"{path}/leave").status_code == 204
        assert asked("GET", f"{path}/messages").status_code == 404
        assert asked("GET", "conversations/found?words=よろしく").json() == []
        refused = asker("POST", f"{path}/messages", {"body": "まだ"})
        assert error_of(refused)["code"] == "nobody_left"
