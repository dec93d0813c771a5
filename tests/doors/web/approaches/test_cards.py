from datetime import timedelta

import pytest
import time_machine

from enishi.rooms.approaches import services
from enishi.rooms.approaches.services import send_approach
from enishi.rooms.approaches.types import REST
from tests.makers import NOW, make_member
from tests.rooms.approaches.letters import letter_to, make_approach, make_recipient


@pytest.fixture
def sender(db):
    """Somebody who wrote ten letters before today, one a month; four were answered."""
    sender = make_member("sender")
    for number in range(10):
        at = NOW - (11 - number) * REST
        sent = send_approach(by=sender, draft=letter_to(make_recipient()), at=at)
        if number < 4:
            services.answer_approach(
                by=sent.recipient,
                approach_id=sent.pk,
                message="ええ。",
                at=at + timedelta(hours=5),
            )
    return sender


def test_the_card_stands_in_the_inbox_and_beside_the_message(client, sender):
    recipient = make_recipient("recipient")
    approach = make_approach(sender, recipient)
    client.force_login(recipient)

    for path in ("/inbox/", f"/approaches/{approach.pk}/"):
        page = client.get(path).content.decode()
        assert "10通のうち4通" in page
        assert "ふだん5時間" in page


def test_a_newcomer_has_no_numbers(client, db):
    recipient = make_recipient("recipient")
    approach = make_approach(make_member(), recipient)
    client.force_login(recipient)

    page = client.get(f"/approaches/{approach.pk}/").content.decode()

    assert "10通目から" in page
    assert "もらった返事" not in page


def test_ones_own_card_stands_with_ones_slots(client, sender):
    client.force_login(sender)

    assert "10通のうち4通" in client.get("/approaches/slots/").content.decode()


@pytest.mark.parametrize("shown", [True, False])
def test_a_pace_is_shown_to_who_writes_if_its_owner_lets_it(client, db, shown):
    recipient = make_recipient("recipient")
    for hours in range(1, 6):
        sent = send_approach(by=make_member(), draft=letter_to(recipient), at=NOW)
        at = NOW + timedelta(hours=hours)
        services.answer_approach(by=recipient, approach_id=sent.pk, message="ええ。", at=at)
    client.force_login(recipient)
    with time_machine.travel(NOW + timedelta(days=1)):
        client.post(
            "/settings/welcome/", {"opens_on": "", **({"shows_pace": "on"} if shown else {})}
        )
        client.force_login(make_member())

        page = client.get("/approaches/new/?to=recipient").content.decode()
        told = client.get("/api/v1/members/recipient/welcome").json()["usual_answer_minutes"]

    assert ("ふだん3時間ほどで" in page) is shown
    assert told == (180 if shown else None)
