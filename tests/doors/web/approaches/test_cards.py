from datetime import timedelta

import pytest
import time_machine

from enishi.rooms.approaches import services
from enishi.rooms.approaches.services import send_approach
from enishi.rooms.approaches.types import REST
from tests.makers import NOW, confirm_mail_of, make_member
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


def test_the_card_stands_on_today_beside_what_waits(client, sender):
    recipient = make_recipient("recipient")
    make_approach(sender, recipient)
    client.force_login(recipient)

    page = client.get("/").content.decode()

    assert "10通のうち4通" in page


def test_a_domain_is_shown_wherever_the_card_is_also_without_numbers(client, db):
    newcomer = make_member(email="tamaki@akebono-denki.example")
    confirm_mail_of(newcomer)
    recipient = make_recipient("recipient")
    approach = make_approach(newcomer, recipient)
    paths = ("/", "/inbox/", f"/approaches/{approach.pk}/")

    for is_shown in (False, True):
        client.force_login(newcomer)
        if is_shown:
            client.post("/settings/welcome/", {"opens_on": "", "shows_domain": "on"})
        own = client.get("/approaches/slots/").content.decode()
        assert ("akebono-denki.example" in own) is is_shown
        client.force_login(recipient)
        for path in paths:
            page = client.get(path).content.decode()
            assert ("akebono-denki.example" in page) is is_shown, path
            assert newcomer.email not in page
        told = client.get(f"/api/v1/approaches/{approach.pk}").json()
        assert told["sender_domain"] == ("akebono-denki.example" if is_shown else "")
        assert told["sender_card"] is None


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("tamaki@akebono-denki.example", "akebono-denki.exampleの確認済みアドレス"),
        ("tamaki@gmail.com", "gmail.comは、どなたでもアドレスを持てる"),
        (None, "メールアドレスの確認がまだ"),
    ],
)
def test_before_choosing_one_reads_what_would_be_shown(client, db, address, words):
    member = make_member(**({"email": address} if address else {}))
    if address:
        confirm_mail_of(member)
    client.force_login(member)
    page = client.get("/settings/welcome/").content.decode()
    client.post("/settings/welcome/", {"opens_on": "", "shows_domain": "on"})
    chosen = client.get("/api/v1/me/welcome").json()["shows_domain"]
    answer = client.put(
        "/api/v1/me/domain", {"shown": True}, content_type="application/json"
    ).status_code

    assert words in page
    assert (chosen, answer) == ((True, 200) if "akebono" in str(address) else (False, 422))
