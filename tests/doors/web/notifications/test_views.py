import pytest
import time_machine
from django.utils import timezone

from enishi.rooms.approaches.services import answer_approach, withdraw_approach
from enishi.rooms.connections.services import accept_invitation, invite
from enishi.rooms.conversations.services import mark_read, send_message
from enishi.rooms.notifications.models import Notice
from enishi.rooms.notifications.queries import (
    has_news,
    mail_terms_of,
    notices_for,
    stop_token,
)
from enishi.rooms.notifications.services import stop_mail
from enishi.rooms.notifications.types import MailTerms, NoticeKind, Weekday
from tests.makers import NOW, make_block, make_member
from tests.rooms.approaches.letters import make_approach, make_recipient
from tests.rooms.introductions import scenes


@pytest.fixture
def sender(db):
    return make_member("sender", family_kanji="高梨", given_kanji="環")


@pytest.fixture
def viewer(client, db):
    viewer = make_recipient("viewer")
    client.force_login(viewer)
    return viewer


def page(client, path="/notices/"):
    return client.get(path).content.decode().replace("<wbr>", "")


def newest(viewer):
    return notices_for(viewer).items[0]


def test_a_notice_says_who_did_what_and_leads_there(client, sender, viewer):
    approach = make_approach(sender, viewer)
    notice = newest(viewer)

    text = page(client)
    assert "高梨 環さんから、声かけが届きました" in text
    assert f"/notices/{notice.id}/" in text
    assert "新着" in text
    response = client.get(f"/notices/{notice.id}/")

    assert response["Location"] == f"/approaches/{approach.pk}/"
    assert "新着" not in page(client)


def test_each_kind_leads_somewhere(client, sender, viewer):
    received = make_approach(sender, viewer)
    invitation = invite(by=sender, invitee_id=viewer.pk, note="", at=NOW)
    talk = answer_approach(by=viewer, approach_id=received.pk, message="はい", at=NOW)
    send_message(by=sender, conversation_id=talk, body="追って", at=timezone.now())
    wished = invite(by=viewer, invitee_id=(friend := make_member("friend")).pk, note="", at=NOW)
    accept_invitation(invitation_id=wished.pk, by=friend, at=NOW)
    other = make_recipient("other")
    sent = make_approach(viewer, other)
    answered = answer_approach(by=other, approach_id=sent.pk, message="はい", at=NOW)

    ways = {
        one.kind: client.get(f"/notices/{one.id}/")["Location"]
        for one in notices_for(viewer).items
    }
    assert ways == {
        NoticeKind.APPROACH: f"/approaches/{received.pk}/",
        NoticeKind.INVITATION: "/network/",
        NoticeKind.MESSAGE: f"/inbox/{talk}/",
        NoticeKind.CONNECTION: "/people/friend/",
        NoticeKind.ANSWER: f"/inbox/{answered}/",
    }
    assert invitation.pk


def test_a_page_with_every_kind_costs_no_more_than_another(
    client, sender, viewer, warm_graph, django_assert_max_num_queries
):
    warm_graph()
    for kind in NoticeKind:
        Notice.objects.create(
            member=viewer, kind=kind, about=sender, subject_id=1, created_at=NOW
        )
    page(client)

    for path, most in (("/notices/", 12), ("/notices/new/", 12), ("/notices/mark/", 9)):
        with django_assert_max_num_queries(most):
            assert client.get(path).status_code == 200


def test_notices_of_introductions_lead_there_and_are_gone_with_them(client, db):
    row = scenes.Row()
    introducer, recipient = row.introducers[0], row.recipient
    introduction = row.ask(timezone.now())
    client.force_login(introducer)
    path = f"/introductions/{introduction.pk}/"
    assert "高梨 花子さんから、紹介のお願い" in page(client)
    assert client.get(f"/notices/{newest(introducer).id}/")["Location"] == path

    scenes.forward(introducer, introduction, at=timezone.now())
    assert not has_news(introducer)
    assert has_news(recipient)
    scenes.accept(recipient, introduction, at=timezone.now())
    client.force_login(row.requester)
    way = client.get(f"/notices/{newest(row.requester).id}/")["Location"]
    assert way.startswith("/inbox/")


def test_an_introduction_that_was_taken_back_was_never_told(client, db):
    row = scenes.Row()
    introduction = row.ask(timezone.now())
    scenes.withdraw(row.requester, introduction, timezone.now())

    assert notices_for(row.introducers[0]).items == []


def test_somebody_elses_notice_is_not_there(client, sender, viewer):
    make_approach(sender, other := make_recipient("other"))

    assert client.get(f"/notices/{newest(other).id}/").status_code == 404
    assert Notice.objects.unread().count() == 1


def test_what_is_no_more_is_not_told_any_more(client, sender, viewer):
    taken_back = make_approach(sender, viewer)
    blocked = make_member("blocked", family_kanji="見知", given_kanji="無")
    make_approach(blocked, viewer)
    invitation = invite(by=make_member("asker"), invitee_id=viewer.pk, note="", at=NOW)
    ids = [one.id for one in notices_for(viewer).items]
    assert len(ids) == 3

    withdraw_approach(by=sender, approach_id=taken_back.pk, at=NOW)
    make_block(viewer, blocked)
    accept_invitation(invitation_id=invitation.pk, by=viewer, at=NOW)

    text = page(client)
    assert "お知らせはまだありません" in text
    assert "高梨" not in text
    assert "見知" not in text
    assert {client.get(f"/notices/{pk}/").status_code for pk in ids} == {404}
    assert not has_news(viewer)


def test_what_was_read_where_it_stands_is_not_new(client, sender, viewer):
    approach = make_approach(sender, viewer)
    talk = answer_approach(by=viewer, approach_id=approach.pk, message="はい", at=NOW)
    assert not has_news(viewer)

    now = timezone.now()
    send_message(by=sender, conversation_id=talk, body="追って", at=now)
    assert has_news(viewer)
    mark_read(by=viewer, conversation_id=talk, at=now)
    assert not has_news(viewer)


def test_tidings_of_a_day_stand_together_by_count_with_the_names_that_may_be_said(
    client, viewer
):
    with time_machine.travel(NOW, tick=False):
        for name in ("一", "二", "三"):
            friend = make_member(given_kanji=name)
            wished = invite(by=viewer, invitee_id=friend.pk, note="", at=NOW)
            accept_invitation(invitation_id=wished.pk, by=friend, at=NOW)
    make_block(friend, viewer)

    text = page(client)
    assert "2人がつながり申請を受けました" in text
    assert text.index("山田 二さん") < text.index("山田 一さん")
    assert "山田 三" not in text


def test_of_one_conversation_the_newest_notice_of_a_day_stands(client, sender, viewer):
    approach = make_approach(sender, viewer)
    talk = answer_approach(by=viewer, approach_id=approach.pk, message="はい", at=NOW)
    for _ in range(2):
        send_message(by=sender, conversation_id=talk, body="追って", at=timezone.now())
        mark_read(by=viewer, conversation_id=talk, at=timezone.now())
    assert Notice.objects.filter(kind="message").count() == 2

    assert page(client).count("さんからメッセージ") == 1


def test_all_can_be_marked_as_read(client, sender, viewer):
    make_approach(sender, viewer)
    assert "すべて既読にする" in page(client)

    assert client.post("/notices/read/")["Location"] == "/notices/"
    assert "すべて既読にする" not in page(client)
    assert not Notice.objects.for_mail().exists()


@pytest.mark.parametrize("path", ["/notices/new/", "/notices/mark/"])
def test_asking_again_costs_no_bytes_while_nothing_is_new(client, sender, viewer, path):
    known = {"If-None-Match": client.get(path)["ETag"]}
    assert (client.get(path, headers=known).status_code) == 304

    make_approach(sender, viewer)
    changed = client.get(path, headers=known)
    assert changed.status_code == 200
    assert changed["ETag"] in changed.content.decode().replace("\\&quot;", '"').replace(
        '\\"', '"'
    )
    known = {"If-None-Match": changed["ETag"]}
    assert client.get(path, headers=known).status_code == 304

    client.post("/notices/read/")
    assert client.get(path, headers=known).status_code == 200


def test_a_long_list_comes_in_pages(client, viewer):
    for _ in range(55):
        make_approach(make_member(), viewer)

    first = page(client)
    assert first.count("さんから、声かけ") == 50
    cursor = first.split("?cursor=")[1].split('"')[0]
    second = page(client, f"/notices/?cursor={cursor}")
    assert second.count("さんから、声かけ") == 5
    assert "data-poll" not in second.split('id="notices"')[1].split(">")[0]
    assert client.get("/notices/?cursor=made-up").status_code == 400


# How many mails.


def said(**changes):
    return {
        "mails_a_week": "2",
        "days": ["0", "3"],
        "hour": "7",
        "kinds": ["approach"],
    } | changes


def test_mail_terms_are_kept_and_shown_again(client, viewer):
    assert 'value="3"' in page(client, "/settings/mail/")

    assert client.post("/settings/mail/", said())["Location"] == "/settings/mail/"
    terms = mail_terms_of(viewer.pk)
    assert (terms.mails_a_week, terms.hour) == (2, 7)
    assert terms.days == {Weekday.MON, Weekday.THU}
    assert terms.stopped == set(NoticeKind) - {NoticeKind.APPROACH}
    assert 'value="2"' in page(client, "/settings/mail/")


@pytest.mark.parametrize("wrong", [{"days": []}, {"mails_a_week": "51"}, {"hour": "24"}])
def test_terms_nobody_can_keep_come_back_with_what_was_typed(client, viewer, wrong):
    response = client.post("/settings/mail/", said(**wrong))

    assert response.status_code == 422
    assert mail_terms_of(viewer.pk) == MailTerms()


# Stopping.


def stop_path(viewer, kind=""):
    return f"/mail/stop/{stop_token(viewer.pk, kind)}/"


def test_the_page_asks_before_it_stops(client, viewer):
    client.logout()
    for path in (stop_path(viewer), stop_path(viewer, "approach")):
        assert "<form" in page(client, path)
    assert mail_terms_of(viewer.pk) == MailTerms()


def test_one_kind_is_stopped_in_one_click_and_taken_up_again(client, viewer):
    client.logout()
    path = stop_path(viewer, "approach")

    client.post(path, {"List-Unsubscribe": "One-Click"})
    assert mail_terms_of(viewer.pk).stopped == {NoticeKind.APPROACH}
    assert "この種類のメールを止めました" in page(client, path)
    client.post(path, {"act": "resume"})
    assert mail_terms_of(viewer.pk) == MailTerms()


def test_from_a_mail_of_one_kind_all_can_be_stopped(client, viewer):
    path = stop_path(viewer, "message")
    client.post(path, {"act": "stop", "every": "1"})
    assert mail_terms_of(viewer.pk).mails_a_week == 0

    client.post(path, {"act": "resume", "every": "1"})
    assert mail_terms_of(viewer.pk) == MailTerms()


def test_who_stopped_all_mail_sees_a_budget_of_none(client, viewer):
    stop_mail(member_id=viewer.pk, at=NOW)

    assert 'value="0"' in page(client, "/settings/mail/")
