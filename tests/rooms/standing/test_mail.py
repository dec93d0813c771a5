"""What is mailed of it: acts at once, what the house found by itself only along with others."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from enishi.rooms.notifications.services import plan_mail, send_outgoing_mail
from enishi.rooms.standing import services
from enishi.rooms.standing.models import Asking
from tests.makers import NOW, make_member
from tests.rooms.standing.scenes import WORDS, ask, follow, save, write

pytestmark = pytest.mark.django_db


def post(at=NOW):
    """Send what is due, and answer the subjects of what left so far."""
    with time_machine.travel(at, tick=False):
        plan_mail(at=at)
        while send_outgoing_mail(at=at):
            pass
    return [one.subject for one in mail.outbox]


def test_a_question_and_a_yes_are_mailed_without_their_words(member):
    for is_anonymous in (False, True):
        ask(member, is_anonymous=is_anonymous, budget_yen=30000)
    write(expert := make_member("expert", family_kanji="藤田", given_kanji="直樹"))
    with time_machine.travel(NOW, tick=False):
        follow()
    assert len(post()) == 2
    named, unnamed = sorted(mail.outbox, key=lambda one: "山田" not in one.subject)
    assert "山田 花子" in named.subject
    assert "山田" not in unnamed.subject + unnamed.body
    for one in (named, unnamed):
        assert "求人広告の営業を担当" in one.body
        assert "30,000" in one.body
        assert WORDS not in one.body

    with time_machine.travel(NOW, tick=False):
        services.say_yes(by=expert, asking_id=Asking.objects.first().pk, at=NOW)
    assert post()[-1] == "藤田 直樹が質問に応じました"


def test_what_newly_answers_a_search_is_mailed_only_with_a_digest(member):
    save(member)
    write(make_member())
    with time_machine.travel(NOW, tick=False):
        follow()

    assert [post(NOW + timedelta(days=day, hours=6)) for day in range(9)] == [[]] * 9
