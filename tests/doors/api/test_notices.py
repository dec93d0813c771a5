import pytest

from enishi.rooms.members.types import Scope
from enishi.rooms.notifications.queries import mail_terms_of
from enishi.rooms.notifications.types import Weekday
from tests.doors.api.program import Program
from tests.makers import make_block, make_member
from tests.rooms.approaches.letters import make_approach, make_recipient

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer():
    return make_recipient("viewer")


@pytest.fixture
def call(client, viewer):
    return Program(client, viewer)


def test_notices_come_in_pages_and_are_marked_read(call, viewer, monkeypatch):
    monkeypatch.setattr("enishi.doors.api.notices.PAGE_SIZE", 2)
    approaches = [make_approach(make_member(f"sender{n}"), viewer) for n in range(3)]

    first = call("GET", "me/notices").json()
    second = call("GET", f"me/notices?cursor={first['next_cursor']}").json()
    told = first["items"] + second["items"]
    assert [one["subject_id"] for one in told] == [one.pk for one in reversed(approaches)]
    assert {(one["kind"], one["is_new"]) for one in told} == {("approach", True)}
    assert told[0]["person"]["handle"] == "sender2"
    assert second["next_cursor"] == ""

    assert call("POST", "me/notices/read").status_code == 204
    assert not any(one["is_new"] for one in call("GET", "me/notices").json()["items"])


def test_who_is_blocked_is_in_no_notice(call, viewer):
    make_approach(sender := make_member("sender"), viewer)
    make_block(sender, viewer)

    assert call("GET", "me/notices").json()["items"] == []


def test_mail_terms_are_read_and_set(call, viewer):
    assert call("GET", "me/mail").json() == {
        "mails_a_week": 3,
        "days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
        "hour": 8,
        "stopped": [],
    }
    said = {"mails_a_week": 9, "days": ["tue"], "hour": 6, "stopped": ["connection"]}
    assert call("PUT", "me/mail", said).json() == said
    assert mail_terms_of(viewer.pk).days == {Weekday.TUE}


@pytest.mark.parametrize(
    "wrong", [{"days": []}, {"mails_a_week": 51}, {"hour": 24}, {"days": ["noday"]}]
)
def test_terms_nobody_can_keep_are_refused(call, wrong):
    said = {"mails_a_week": 2, "days": ["tue"], "hour": 6}

    assert call("PUT", "me/mail", said | wrong).status_code == 422


def test_notices_need_their_own_scopes(client, viewer):
    reads = Program(client, viewer, Scope.NOTICES_READ)
    assert reads("GET", "me/notices").status_code == 200
    assert reads("POST", "me/notices/read").status_code == 401
    assert Program(client, viewer, Scope.ME_READ)("GET", "me/notices").status_code == 401
