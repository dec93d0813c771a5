import logging
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from enishi.rooms.approaches.services import (
    answer_approach,
    decline_approach,
    pass_on_approach,
    take_over_approach,
    withdraw_approach,
)
from enishi.rooms.connections.services import accept_invitation, invite
from enishi.rooms.conversations.services import mark_read, send_message
from enishi.rooms.members.types import Status
from enishi.rooms.notifications.models import GIVE_UP, Notice, OutgoingMail
from enishi.rooms.notifications.services import plan_mail, send_outgoing_mail
from enishi.rooms.notifications.services.mailing import LEASE
from tests.makers import NOW, make_block, make_member
from tests.rooms.approaches.letters import MESSAGE, make_approach, make_recipient
from tests.rooms.introductions import scenes


class Killed(BaseException):
    """The process ends here."""


class DiesAfterSending(EmailBackend):
    def send_messages(self, messages):
        super().send_messages(messages)
        raise Killed


class DiesBeforeSending(EmailBackend):
    def send_messages(self, _messages):
        raise Killed


class Unreachable(EmailBackend):
    def send_messages(self, _messages):
        raise ConnectionRefusedError


def by(backend):
    return f"{__name__}.{backend.__name__}"


@pytest.fixture(autouse=True)
def _noon():
    """Notices are dated by the clock: let it stand, at noon in Japan."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sender(db):
    return make_member("sender", family_kanji="高梨", given_kanji="環")


@pytest.fixture
def recipient(db):
    return make_recipient("recipient", family_kanji="藤田", given_kanji="直樹")


@pytest.fixture
def approach(sender, recipient):
    return make_approach(sender, recipient)


@pytest.fixture
def now(approach):
    plan_mail(at=NOW)
    return NOW


def deliver(at=NOW):
    plan_mail(at=at)
    while send_outgoing_mail(at=at):
        pass


def ids():
    return [message.extra_headers["Message-ID"] for message in mail.outbox]


def test_a_mail_is_sent_once(now):
    assert send_outgoing_mail(at=now) == 1
    assert send_outgoing_mail(at=now) == 0
    assert send_outgoing_mail(at=now + LEASE * 2) == 0

    assert len(mail.outbox) == 1


def test_a_process_killed_before_sending_loses_nothing(now, settings):
    settings.EMAIL_BACKEND = by(DiesBeforeSending)
    with pytest.raises(Killed):
        send_outgoing_mail(at=now)

    settings.EMAIL_BACKEND = by(EmailBackend)
    assert send_outgoing_mail(at=now + LEASE / 2) == 0  # somebody may still be at it
    assert send_outgoing_mail(at=now + LEASE * 2) == 1
    assert len(mail.outbox) == 1


def test_a_process_killed_between_sending_and_marking_sends_a_copy_known_as_one(now, settings):
    settings.EMAIL_BACKEND = by(DiesAfterSending)
    with pytest.raises(Killed):
        send_outgoing_mail(at=now)

    settings.EMAIL_BACKEND = by(EmailBackend)
    send_outgoing_mail(at=now + LEASE * 2)
    send_outgoing_mail(at=now + LEASE * 4)

    assert len(mail.outbox) == 2
    assert len(set(ids())) == 1  # one mail to every server that knows Message-IDs


def test_every_mail_has_an_id_of_its_own(now, recipient):
    make_approach(make_member(), recipient)
    deliver()

    assert len(set(ids())) == 2


def test_a_server_that_is_away_is_asked_again_until_the_news_are_old(now, settings, caplog):
    settings.EMAIL_BACKEND = by(Unreachable)
    with caplog.at_level(logging.WARNING):
        assert send_outgoing_mail(at=now) == 0
        assert send_outgoing_mail(at=now + LEASE * 2) == 0

    row = OutgoingMail.objects.get()
    assert (row.tries, row.error, row.sent_at) == (2, "ConnectionRefusedError", None)
    assert MESSAGE not in caplog.text
    assert "@people.example" not in caplog.text
    assert send_outgoing_mail(at=now + GIVE_UP * 2) == 0


def test_a_japanese_mail_names_both_and_the_reasons_but_not_the_message(now, recipient):
    send_outgoing_mail(at=now)

    (message,) = mail.outbox
    html = message.alternatives[0].content
    assert message.to == [recipient.email]
    for part in (message.body, html):
        assert "藤田 直樹" in part
        assert "高梨 環" in part
        assert "アルバイト求人広告の営業を統括" in part
        assert "http://localhost:8000/approaches/" in part
        assert MESSAGE not in part
        assert "求人広告の料金改定について" not in part
    assert "{{" not in message.body + html


def test_an_english_reader_gets_an_english_mail(now, recipient):
    recipient.language = "en"
    recipient.save()

    send_outgoing_mail(at=now)

    (message,) = mail.outbox
    assert message.subject == "Hanako Yamada would like to consult you"
    assert "Led part-time job advertising sales" in message.body


def test_a_name_cannot_break_the_mail_open(sender, recipient):
    sender.family_kanji = "高梨</p><script>\nBcc: x"
    sender.save()
    make_approach(sender, recipient)

    deliver()

    (message,) = mail.outbox
    assert "\n" not in message.subject
    assert "<script>" not in message.alternatives[0].content


def test_every_kind_of_mail_can_be_written(sender, recipient, approach):
    talk = answer_approach(by=recipient, approach_id=approach.pk, message="はい", at=NOW)
    invitation = invite(by=sender, invitee_id=recipient.pk, note="", at=NOW)
    deliver()
    accept_invitation(invitation_id=invitation.pk, by=recipient, at=NOW)
    mark_read(by=sender, conversation_id=talk, at=NOW)
    later = NOW + timedelta(minutes=1)
    send_message(by=recipient, conversation_id=talk, body="追って", at=later)
    deliver()
    deliver(NOW + timedelta(days=7))  # tidings come with the digest

    assert len(mail.outbox) == 4  # the approach was answered before its mail left
    paths = [reverse("web:conversation", args=[talk]), reverse("web:network")]
    for path in (*paths, "/people/recipient/"):
        assert any(f"http://localhost:8000{path}" in message.body for message in mail.outbox)


def withdrawn(sender, recipient, approach):
    withdraw_approach(by=sender, approach_id=approach.pk, at=NOW)


def declined(sender, recipient, approach):
    decline_approach(by=recipient, approach_id=approach.pk, at=NOW)


def blocked(sender, recipient, approach):
    make_block(recipient, sender)


def sender_left(sender, recipient, approach):
    sender.status = Status.LEFT
    sender.save()


def recipient_left(sender, recipient, approach):
    recipient.status = Status.LEFT
    recipient.save()


@pytest.mark.parametrize("since", [withdrawn, declined, blocked, sender_left, recipient_left])
def test_what_happened_since_is_kept_when_the_mail_leaves(
    sender, recipient, approach, now, since
):
    since(sender, recipient, approach)

    send_outgoing_mail(at=now)

    assert mail.outbox == []
    assert not OutgoingMail.objects.exists()


def test_the_mail_program_can_stop_them_without_a_sign_in(client, now, recipient):
    send_outgoing_mail(at=now)
    headers = mail.outbox[0].extra_headers
    path = headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    assert client.get(path).status_code == 200
    make_approach(make_member(), recipient)
    assert Notice.objects.for_mail().count() == 1  # looking stops nothing

    client.post(path, {"List-Unsubscribe": "One-Click"})
    assert not Notice.objects.for_mail().exists()

    client.post(path, {"act": "resume"})
    make_approach(make_member(), recipient)
    assert Notice.objects.for_mail().count() == 1


def test_an_address_not_made_here_stops_nobody(client, now, recipient):
    for token in ("x", f"{recipient.pk}:abc"):
        assert client.post(f"/mail/stop/{token}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_mail_leaves_once_the_fact_is_committed():
    make_approach(make_member(), make_recipient())

    assert len(mail.outbox) == 1


def test_who_is_asked_to_take_over_is_written_to_while_they_are_asked(approach, sender):
    better = make_recipient("better", language="en")
    pass_on_approach(by=approach.recipient, approach_id=approach.pk, to_id=better.pk, at=NOW)
    deliver()

    (message,) = mail.outbox  # who passed it on need not be told of it any more
    assert message.subject == "Hanako Yamada thinks you could answer better"
    assert reverse("web:passing", args=[approach.passing.pk]) in message.body
    assert MESSAGE not in message.body
    assert "高梨" not in message.body


def test_no_mail_asks_for_what_was_withdrawn(approach, sender):
    better = make_recipient("better")
    pass_on_approach(by=approach.recipient, approach_id=approach.pk, to_id=better.pk, at=NOW)
    withdraw_approach(by=sender, approach_id=approach.pk, at=NOW)
    deliver()

    assert mail.outbox == []


def test_the_sender_is_written_to_with_the_name_of_who_takes_it_up(approach, sender):
    better = make_recipient("better", family_kanji="大西", given_kanji="遥")
    pass_on_approach(by=approach.recipient, approach_id=approach.pk, to_id=better.pk, at=NOW)
    take_over_approach(by=better, passing_id=approach.passing.pk, at=NOW)
    deliver()

    (message,) = mail.outbox
    assert message.to == [sender.email]
    assert message.subject == "大西 遥が、あなたの声かけを引き受けました"
    assert reverse("web:approach", args=[approach.pk]) in message.body


def test_mail_about_introductions_says_who_asks_and_no_more(db):
    row = scenes.Row()
    at = NOW
    introduction = row.ask(at)
    deliver()
    scenes.forward(row.introducers[0], introduction, at=at)
    deliver()
    scenes.accept(row.recipient, introduction, at=at)
    deliver()

    to_introducer, to_recipient, *together = mail.outbox
    assert to_introducer.subject == "高梨 花子 様から、紹介のお願い"
    assert to_recipient.subject == "仲0 花子 様から、紹介したい方がいるとのお知らせ"
    path = reverse("web:introduction", args=[introduction.pk])
    assert path in to_introducer.body
    assert path in to_recipient.body
    assert {message.to[0].partition("@")[0] for message in together} == {
        "requester",
        "introducer0",
    }
    words = (scenes.MESSAGE, scenes.NOTE, scenes.WORDS)
    assert not any(said in message.body for message in mail.outbox for said in words)


def test_mail_about_an_introduction_that_was_taken_back_is_not_sent(db):
    row = scenes.Row()
    at = NOW
    scenes.withdraw(row.requester, row.ask(at), at)

    deliver()

    assert mail.outbox == []
