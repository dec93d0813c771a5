import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from enishi.rooms.approaches.services import answer_approach, decline_approach
from enishi.rooms.approaches.types import REST
from enishi.rooms.conversations.models import Attachment, Message, Unsent
from enishi.rooms.conversations.queries import get_conversation_for, messages_of
from enishi.rooms.conversations.services import (
    deliver_messages,
    mark_read,
    send_message,
    show_reading,
)
from enishi.rooms.conversations.types import UNDO_WINDOW
from enishi.rooms.network.snapshot import current_graph
from tests.makers import NOW, make_block, make_member
from tests.rooms.approaches.letters import MESSAGE, make_approach, make_recipient

HTMX = {"HX-Request": "true"}


@pytest.fixture
def sender(db):
    return make_member("sender", family_kanji="高梨", given_kanji="環")


@pytest.fixture
def recipient(client, db):
    recipient = make_recipient("recipient")
    client.force_login(recipient)
    return recipient


@pytest.fixture
def talk(sender, recipient):
    approach = make_approach(sender, recipient)
    return answer_approach(
        by=recipient, approach_id=approach.pk, message="喜んで。", at=timezone.now()
    )


def url(talk, name="conversation"):
    return reverse(f"web:{name}", args=[talk])


def newest(talk):
    return Message.objects.filter(conversation_id=talk).latest("pk").pk


def test_the_conversation_begins_with_the_approach_and_its_reasons(client, talk):
    page = client.get(url(talk)).content.decode()

    places = [
        page.index(words)
        for words in ("アルバイト求人広告の営業を統括</mark>", MESSAGE, "喜んで。")
    ]
    assert places == sorted(places)


def test_looking_marks_as_read(client, sender, recipient, talk):
    send_message(by=sender, conversation_id=talk, body="日時は", at=timezone.now())
    assert get_conversation_for(recipient, talk).unread == 1

    client.get(url(talk))

    assert get_conversation_for(recipient, talk).unread == 0


def take_back_url(talk):
    return reverse("web:take_back", args=[talk, Unsent.objects.get().pk])


def test_without_script_a_message_leads_back_to_the_page_and_can_be_taken_back(client, talk):
    response = client.post(url(talk), {"body": "よろしくお願いします"})

    assert (response.status_code, response["Location"]) == (302, url(talk))
    page = client.get(url(talk)).content.decode()
    assert "よろしくお願いします" in page
    assert f'action="{take_back_url(talk)}"' in page
    assert Message.objects.count() == 2

    page = client.post(take_back_url(talk)).content.decode()
    assert "よろしくお願いします</textarea>" in page
    assert not Unsent.objects.exists()


def test_with_htmx_only_what_is_new_comes_back_and_an_empty_form(client, sender, talk):
    shown = newest(talk)
    send_message(by=sender, conversation_id=talk, body="先に一通", at=timezone.now())

    response = client.post(url(talk), {"body": "返事", "after": shown}, headers=HTMX)

    part = response.content.decode()
    assert part.index("先に一通") < part.index('id="more"') < part.index("返事")
    assert MESSAGE not in part
    assert part.count('hx-swap-oob="true"') == 2
    assert "<html" not in part


def test_with_htmx_the_words_taken_back_stand_in_the_form_again(client, talk):
    client.post(url(talk), {"body": "返事", "after": newest(talk)}, headers=HTMX)

    part = client.post(take_back_url(talk), {"after": newest(talk)}, headers=HTMX)

    assert "返事</textarea>" in part.content.decode()
    assert "<html" not in part.content.decode()


def test_what_left_is_delivered_when_its_author_asks_also_without_a_worker(client, talk):
    client.post(url(talk), {"body": "返事"})
    asked = {"after": newest(talk)}
    with time_machine.travel(timezone.now() + UNDO_WINDOW):
        part = client.get(url(talk, "new_messages"), asked, headers=HTMX).content.decode()

    assert part.index("返事") < part.index('id="more"')
    assert Message.objects.latest("pk").body == "返事"
    assert not Unsent.objects.exists()


def test_files_come_with_their_message_and_only_to_be_saved(
    client, sender, talk, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("../料金.exe", "料金表".encode())
    client.post(url(talk), {"body": "添付します", "attached": [file]})
    deliver_messages(at=timezone.now() + UNDO_WINDOW)
    client.force_login(sender)
    page = client.get(url(talk)).content.decode()
    address = reverse("web:attachment", args=[talk, Attachment.objects.get().pk])
    assert address in page

    response = client.get(address)

    assert response.content.decode() == "料金表"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]
    client.force_login(make_member())
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_file_that_is_not_taken_is_refused_at_its_field(client, talk, headers):
    file = SimpleUploadedFile("a.pdf", b"MZ\x90\x00")

    response = client.post(url(talk), {"body": "添付", "attached": [file]}, headers=headers)

    assert response.status_code == 422
    assert 'id="id_attached_error"' in response.content.decode()
    assert not Unsent.objects.exists()


def test_a_conversation_is_muted_left_and_searched(client, sender, recipient, talk):
    client.post(url(talk, "mute"))
    assert url(talk, "unmute") in client.get(url(talk)).content.decode()
    client.post(url(talk, "unmute"))
    assert url(talk, "mute") in client.get(url(talk)).content.decode()

    page = client.get("/inbox/search/", {"q": "喜んで"}).content.decode()
    assert url(talk) in page
    assert url(talk) not in client.get("/inbox/search/", {"q": "不在"}).content.decode()

    client.post(url(talk, "leave_conversation"))
    assert client.get(url(talk)).status_code == 404
    client.force_login(sender)
    page = client.get(url(talk)).content.decode()
    assert 'name="body"' not in page
    assert client.post(url(talk), {"body": "まだ"}).status_code == 409


@pytest.mark.parametrize("both", [True, False])
def test_reading_is_shown_where_both_let_it(client, sender, recipient, talk, both):
    client.post("/settings/welcome/", {"opens_on": "", "shows_reading": "on"})
    if both:
        show_reading(by=sender, at=NOW)
    mark_read(by=sender, conversation_id=talk, at=timezone.now())

    assert ("既読" in client.get(url(talk)).content.decode()) is both


@pytest.mark.parametrize("both", [True, False])
def test_that_it_was_read_shows_by_itself_where_both_let_it(
    client, sender, recipient, talk, both, django_assert_max_num_queries
):
    show_reading(by=recipient, at=NOW)
    if both:
        show_reading(by=sender, at=NOW)

    def ask():
        page = client.get(url(talk)).content.decode() if not marks else ""
        shown = re.search(r'If-None-Match": "\\"([^\\]+)', page)
        marks.append(shown[1] if shown else marks[-1])
        return client.get(
            url(talk, "new_messages"),
            {"after": last},
            headers={**HTMX, "If-None-Match": f'"{marks[-1]}"'},
        )

    marks, last = [], newest(talk)
    assert ask().status_code == 304
    mark_read(by=sender, conversation_id=talk, at=timezone.now())
    response = ask()
    assert response.status_code == (200 if both else 304)
    assert ("既読" in response.content.decode()) is both
    if both:
        marks.append(response["ETag"].strip('"'))
        with django_assert_max_num_queries(3):
            assert ask().status_code == 304


def test_from_a_conversation_the_other_is_blocked_in_one_tap(client, sender, recipient, talk):
    path = reverse("web:block", args=[sender.handle])
    assert f'action="{path}"' in client.get(url(talk)).content.decode()

    client.post(path)

    assert client.get(url(talk)).status_code == 404


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_message_without_words_is_refused_at_its_field(client, talk, headers):
    response = client.post(url(talk), {"body": "  "}, headers=headers)

    assert response.status_code == 422
    assert 'id="id_body_error"' in response.content.decode()
    assert response.headers.get("HX-Retarget") == ("#write" if headers else None)
    assert Message.objects.count() == 2


def test_asking_for_news_costs_nothing_when_there_is_none(
    client, talk, django_assert_max_num_queries
):
    shown = newest(talk)
    client.get(url(talk))  # the first look of a session costs more

    with django_assert_max_num_queries(3):  # session, member, newest message
        response = client.get(
            url(talk, "new_messages"),
            {"after": shown},
            headers={**HTMX, "If-None-Match": f'"{shown}"'},
        )

    assert response.status_code == 304
    assert response.content == b""


def test_news_come_with_where_to_ask_from_next(client, sender, recipient, talk):
    shown = newest(talk)
    send_message(by=sender, conversation_id=talk, body="<b>新しい</b>", at=timezone.now())

    response = client.get(
        url(talk, "new_messages"),
        {"after": shown},
        headers={**HTMX, "If-None-Match": f'"{shown}"'},
    )

    part = response.content.decode()
    assert "&lt;b&gt;新しい&lt;/b&gt;" in part
    assert MESSAGE not in part
    assert f"?after={newest(talk)}" in part
    assert response["ETag"] == f'"{newest(talk)}"'
    assert "private" in response["Cache-Control"]
    assert get_conversation_for(recipient, talk).unread == 0


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 30])
def test_a_crooked_address_is_read_as_nothing(client, talk, after):
    response = client.get(url(talk, "new_messages"), {"after": after})

    assert response.status_code == 200
    assert MESSAGE in response.content.decode()


def test_the_page_asks_for_news_only_where_the_newest_are_shown(client, recipient, talk):
    for number in range(60):
        send_message(by=recipient, conversation_id=talk, body=f"n{number}", at=NOW)
    live = client.get(url(talk)).content.decode()
    before = messages_of(recipient, talk).first_id

    older = client.get(url(talk), {"before": before}).content.decode()

    assert "every 30s" in live
    assert f"?before={before}" in live
    assert MESSAGE in older
    assert "every 30s" not in older
    assert 'name="body"' not in older


@pytest.mark.parametrize("name", ["conversation", "new_messages"])
def test_others_and_blocked_find_no_conversation(client, sender, recipient, talk, name):
    client.force_login(make_member())
    assert client.get(url(talk, name)).status_code == 404
    assert client.post(url(talk), {"body": "x"}).status_code == 404

    make_block(sender, recipient)
    for viewer in (sender, recipient):
        client.force_login(viewer)
        assert client.get(url(talk, name)).status_code == 404
        assert client.post(url(talk), {"body": "x"}).status_code == 404
    assert Message.objects.count() == 2


def test_the_inbox_holds_what_waits_what_talks_and_what_was_sent(client, sender, recipient):
    waiting = make_approach(sender, recipient)
    other = make_recipient()
    sent = make_approach(recipient, other, subject="こちらからの用件")
    talk_partner = make_member(family_kanji="白石", given_kanji="譲")
    answered = make_approach(talk_partner, recipient)
    talk = answer_approach(by=recipient, approach_id=answered.pk, message="ええ", at=NOW)

    page = client.get("/inbox/").content.decode()

    assert f"/approaches/{waiting.pk}/decline/" in page
    assert f"/approaches/{sent.pk}/" in page
    assert url(talk) in page
    assert f"/approaches/{answered.pk}/" not in page
    assert "こちらからの用件" in page


def test_a_fresh_decline_still_waits_for_its_sender(client, sender, recipient):
    approach = make_approach(sender, recipient)
    decline_approach(by=recipient, approach_id=approach.pk, at=timezone.now())
    client.force_login(sender)

    page = client.get("/inbox/").content.decode()
    assert "state wait" in page
    assert "state shut" not in page


def test_an_empty_inbox_says_what_would_fill_it(member_client):
    assert 'href="/me/"' in member_client.get("/inbox/").content.decode()


@pytest.mark.django_db(transaction=True)  # the graph of ties is shared once committed
@pytest.mark.parametrize("count", [1, 20])
def test_the_inbox_keeps_its_budget(client, recipient, django_assert_max_num_queries, count):
    for number in range(count):
        make_approach(make_member(), recipient, at=timezone.now())
        make_approach(recipient, make_recipient(), at=timezone.now() - (count - number) * REST)
        answered = make_approach(make_member(), recipient)
        answer_approach(by=recipient, approach_id=answered.pk, message="ええ", at=NOW)

    client.get("/settings/welcome/")  # the first look of a session and of a process cost more
    current_graph()

    with django_assert_max_num_queries(12):
        assert client.get("/inbox/").status_code == 200


@pytest.mark.django_db(transaction=True)  # the graph of ties is shared once committed
@pytest.mark.parametrize("count", [1, 20])
def test_the_conversation_keeps_its_budget(
    client, sender, talk, django_assert_max_num_queries, count
):
    for _ in range(count):
        send_message(by=sender, conversation_id=talk, body="一通", at=timezone.now())

    client.get("/settings/welcome/")  # the first look of a session and of a process cost more
    current_graph()

    with django_assert_max_num_queries(12):
        assert client.get(url(talk)).status_code == 200
