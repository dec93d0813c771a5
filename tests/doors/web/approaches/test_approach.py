from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from enishi.rooms.approaches.models import Approach
from enishi.rooms.approaches.services import answer_approach, decline_approach
from enishi.rooms.approaches.types import LIFETIME, UNDO_WINDOW, KindWords
from enishi.rooms.conversations.models import Message
from enishi.rooms.network.snapshot import current_graph
from tests.makers import NOW, make_block, make_connection, make_member
from tests.rooms.approaches.letters import MESSAGE, make_approach, make_recipient


@pytest.fixture
def recipient(client, db):
    recipient = make_recipient("recipient")
    client.force_login(recipient)
    return recipient


@pytest.fixture
def sender(db):
    return make_member("sender", family_kanji="高梨", given_kanji="環")


@pytest.fixture
def approach(sender, recipient):
    return make_approach(sender, recipient)


def url(approach, verb="approach"):
    return reverse(f"web:{verb}", args=[approach.pk])


def test_the_reasons_stand_above_the_message(client, approach):
    page = client.get(url(approach)).content.decode()

    mark = page.index('<mark class="ev">アルバイト求人広告の営業を統括</mark>')
    assert mark < page.index(MESSAGE)
    assert "株式会社あけぼの求人社" in page
    assert "¥30,000" in page
    assert "高梨 環さん" in page


def test_an_english_reader_sees_the_lines_in_english(client, recipient, approach):
    recipient.language = "en"
    recipient.save()

    page = client.get(url(approach)).content.decode()

    assert '<mark class="ev">Led part-time job advertising sales</mark>' in page
    assert "Akebono Kyujinsha" in page


def test_the_line_stays_as_it_read_that_day(client, recipient, approach):
    recipient.entry.text_ja = "書き直した行"
    recipient.entry.save()

    page = client.get(url(approach)).content.decode()

    assert "アルバイト求人広告の営業を統括" in page
    assert "書き直した行" not in page


def test_the_way_to_the_sender_is_drawn_with_who_is_between(
    client, sender, recipient, approach
):
    between = make_member("between", family_kanji="相沢", given_kanji="みどり")
    make_connection(recipient, between)
    make_connection(between, sender)

    page = client.get(url(approach)).content.decode()

    assert page.index("thread-line") < page.index("相沢さん")
    between.show_in_threads = False
    between.save()
    assert "相沢" not in client.get(url(approach)).content.decode()


def test_an_answer_leads_to_the_conversation(client, approach):
    response = client.post(url(approach), {"message": "喜んで伺います。"}, follow=True)

    approach.refresh_from_db()
    path = reverse("web:conversation", args=[approach.conversation_id])
    assert response.redirect_chain == [(path, 302)]
    assert list(Message.objects.values_list("body", flat=True)) == [MESSAGE, "喜んで伺います。"]


def test_an_answer_without_words_is_asked_for_again(client, approach):
    response = client.post(url(approach), {"message": " "})

    assert response.status_code == 422
    assert not Message.objects.exists()


def test_a_decline_is_one_tap_and_carries_its_way_back(client, approach):
    response = client.post(url(approach, "decline_approach"), follow=True)

    approach.refresh_from_db()
    assert (approach.state, approach.kind_words) == ("declined", KindWords.THANKS)
    assert f'action="{url(approach, "undo_decline")}"' in response.content.decode()

    client.post(url(approach, "undo_decline"))
    approach.refresh_from_db()
    assert approach.state == "sent"


def test_a_decline_may_carry_other_words(client, approach):
    client.post(url(approach, "decline_approach"), {"words": "time"})

    approach.refresh_from_db()
    assert approach.kind_words == KindWords.TIME


def test_words_that_do_not_exist_become_the_usual_ones(client, approach):
    client.post(url(approach, "decline_approach"), {"words": "rude"})

    approach.refresh_from_db()
    assert approach.kind_words == KindWords.THANKS


@pytest.mark.parametrize("first", ["decline_approach", "approach"])
@pytest.mark.parametrize("second", ["decline_approach", "approach"])
def test_a_second_tab_is_told_that_it_came_too_late(client, approach, first, second):
    client.post(url(approach, first), {"message": "はい"})

    response = client.post(url(approach, second), {"message": "はい"})

    assert response.status_code == 409
    assert Message.objects.count() == (2 if first == "approach" else 0)


def test_the_sender_sees_the_kind_words_once_they_are_said(client, sender, approach):
    decline_approach(
        by=approach.recipient, approach_id=approach.pk, words=KindWords.TIME, at=NOW
    )
    client.force_login(sender)

    assert str(KindWords.TIME.label) not in client.get(url(approach)).content.decode()
    with time_machine.travel(NOW + UNDO_WINDOW):
        assert str(KindWords.TIME.label) in client.get(url(approach)).content.decode()


def test_a_silent_decline_is_told_to_nobody_but_its_recipient(
    client, sender, recipient, approach
):
    response = client.post(url(approach, "decline_approach"), {"words": "none"}, follow=True)
    assert f'action="{url(approach, "undo_decline")}"' in response.content.decode()
    with time_machine.travel(NOW + LIFETIME - timedelta(hours=1)):
        client.force_login(recipient)
        assert url(approach, "undo_decline") in client.get(url(approach)).content.decode()
        client.force_login(sender)
        assert "state wait" in client.get(url(approach)).content.decode()


def test_when_its_time_is_over_the_sender_is_told_the_rule_of_slots(client, sender, approach):
    with time_machine.travel(NOW + LIFETIME):
        client.force_login(sender)
        page = client.get(url(approach)).content.decode()

    assert "2026年12月23日" in page  # thirty days after the sending
    assert 'href="/approaches/slots/"' in page


def test_the_page_of_slots_names_what_holds_them(client, sender, recipient, approach):
    client.force_login(sender)
    page = client.get("/approaches/slots/").content.decode()
    assert f"/approaches/{approach.pk}/" in page
    assert "2026年12月23日" in page

    make_block(recipient, sender)
    page = client.get("/approaches/slots/")
    assert page.context["page"].held == []
    assert page.context["page"].unseen == 1


def test_the_sender_withdraws_and_the_recipient_finds_nothing(
    client, sender, recipient, approach
):
    client.force_login(sender)
    assert url(approach, "withdraw_approach") in client.get(url(approach)).content.decode()
    client.post(url(approach, "withdraw_approach"))

    client.force_login(recipient)
    assert client.get(url(approach)).status_code == 404
    assert Approach.objects.get().state == "withdrawn"


@pytest.mark.parametrize("verb", ["decline_approach", "undo_decline", "withdraw_approach"])
def test_acts_are_posted_never_got(client, approach, verb):
    assert client.get(url(approach, verb)).status_code == 405


@pytest.mark.parametrize("verb", ["approach", "decline_approach", "undo_decline"])
def test_nobody_else_ends_it(client, approach, verb):
    client.force_login(make_member())

    assert client.post(url(approach, verb), {"message": "はい"}).status_code == 404
    approach.refresh_from_db()
    assert approach.state == "sent"


def test_a_block_hides_it_from_both(client, sender, recipient, approach):
    make_block(recipient, sender)

    for viewer in (sender, recipient):
        client.force_login(viewer)
        assert client.get(url(approach)).status_code == 404
        assert client.post(url(approach), {"message": "はい"}).status_code == 404


def test_an_answered_approach_leads_to_its_conversation(client, recipient, approach):
    conversation_id = answer_approach(
        by=recipient, approach_id=approach.pk, message="はい", at=NOW
    )

    page = client.get(url(approach)).content.decode()

    assert reverse("web:conversation", args=[conversation_id]) in page
    assert 'name="message"' not in page


@pytest.mark.django_db(transaction=True)  # the graph of ties is shared once committed
@pytest.mark.parametrize("count", [1, 20])
def test_the_page_keeps_its_budget(
    client, sender, recipient, approach, django_assert_max_num_queries, count
):
    between = [make_member() for _ in range(count)]
    for one in between:
        make_connection(recipient, one)
        make_connection(one, sender)

    client.get("/settings/welcome/")  # the first look of a session and of a process cost more
    current_graph()

    with django_assert_max_num_queries(12):
        assert client.get(url(approach)).status_code == 200
