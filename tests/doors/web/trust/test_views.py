import re

import pytest
from django.urls import reverse

from enishi.rooms.approaches.services import answer_approach
from enishi.rooms.connections.models import Block
from enishi.rooms.notifications.models import Notice
from enishi.rooms.notifications.queries import notices_for
from enishi.rooms.notifications.services.letters import write_letter
from enishi.rooms.trust.models import Report
from enishi.rooms.trust.services import dismiss_report, erase_reports
from tests.makers import NOW, make_member, make_second_factor
from tests.rooms.approaches.letters import MESSAGE, make_approach, make_recipient


@pytest.fixture
def approach(client, db):
    approach = make_approach(make_member("sender"), make_recipient("recipient"))
    client.force_login(approach.recipient)
    return approach


@pytest.fixture
def operator(db):
    operator = make_member("operator", is_staff=True)
    make_second_factor(operator)
    return operator


def url(name, *numbers):
    return reverse(f"web:{name}", args=numbers)


def report(client, approach, **said):
    data = {"why": "advertising", **said}
    return client.post(url("report_approach", approach.pk), data, follow=True)


def test_a_report_is_made_from_the_approach(client, approach):
    path = url("report_approach", approach.pk)
    assert path in client.get(url("approach", approach.pk)).content.decode()
    assert client.get(path).status_code == 200

    response = report(client, approach, words="同じ文面です。")

    assert response.redirect_chain == [("/inbox/", 302)]
    assert Report.objects.get().words == "同じ文面です。"
    assert not Block.objects.exists()
    assert url("approach", approach.pk) not in client.get("/").content.decode()


def test_with_a_tick_the_writer_is_blocked_as_well(client, approach):
    report(client, approach, block="on")

    assert Block.objects.get().blocked == approach.sender
    assert client.get(url("approach", approach.pk)).status_code == 404


def test_without_a_reason_it_comes_back(client, approach):
    response = client.post(url("report_approach", approach.pk), {"words": "嫌です"})

    assert response.status_code == 422
    assert "嫌です" in response.content.decode()
    assert not Report.objects.exists()


def test_a_conversation_is_reported_too(client, approach):
    talk = answer_approach(
        by=approach.recipient, approach_id=approach.pk, message="ええ", at=NOW
    )
    client.post(url("report_conversation", talk), {"why": "fraud"})

    assert Report.objects.get().read == [MESSAGE]


@pytest.mark.parametrize(
    ("verb", "words"), [("uphold", "認めました"), ("dismiss", "退けました")]
)
def test_operators_read_and_decide(client, approach, operator, verb, words):
    report(client, approach, words="同じ文面です。")
    number = Report.objects.get().pk
    client.force_login(operator)
    page = client.get("/house/reports/").content.decode()
    for part in ("同じ文面です。", MESSAGE, url(f"{verb}_report", number)):
        assert part in page

    page = client.post(url(f"{verb}_report", number), follow=True).content.decode()

    assert url(f"{verb}_report", number) not in page
    assert f"通報{number}を{words}" in page
    assert client.post(url(f"{verb}_report", number)).status_code == 409


@pytest.mark.parametrize("count", [1, 12])
def test_the_queue_keeps_its_budget(client, operator, django_assert_max_num_queries, count):
    for _ in range(count):
        approach = make_approach(make_member(), make_recipient())
        client.force_login(approach.recipient)
        report(client, approach)
    client.force_login(operator)
    client.get("/house/reports/")

    with django_assert_max_num_queries(12):
        assert client.get("/house/reports/").status_code == 200


def test_one_message_is_reported_from_the_conversation(client, approach):
    talk = answer_approach(
        by=approach.recipient, approach_id=approach.pk, message="ええ", at=NOW
    )
    page = client.get(url("conversation", talk)).content.decode()
    (path,) = re.findall(rf"/inbox/{talk}/messages/\d+/report/", page)  # not of one's own

    assert MESSAGE in client.get(path).content.decode()
    assert client.post(path, {"words": "嫌です"}).status_code == 422
    response = client.post(path, {"why": "rude", "block": "on"})

    assert response.status_code == 302
    made = Report.objects.get()
    assert (made.subject, made.read) == ("message", [MESSAGE])
    assert Block.objects.get().blocked == approach.sender


@pytest.mark.parametrize(
    ("verb", "words"),
    [("uphold", "この場にふさわしくない"), ("dismiss", "決まりに反する点は見つかりません")],
)
def test_who_reported_reads_what_was_decided_and_by_nobody(
    client, approach, operator, verb, words
):
    report(client, approach, words="同じ文面です。")
    number = Report.objects.get().pk
    waits = client.get("/reports/").content.decode()
    assert "運営者の確認待ち" in waits
    client.force_login(operator)
    client.post(url(f"{verb}_report", number))

    client.force_login(approach.recipient)
    assert "通報いただいた件" in client.get("/notices/").content.decode()
    notice = notices_for(approach.recipient).items[0]
    page = client.get(url("open_notice", notice.id), follow=True).content.decode()

    assert words in page
    assert "同じ文面です。" in page
    for member in (operator, approach.sender):
        assert member.handle not in page
        assert member.name.written("ja") not in page.split("<main", 1)[1]
    told = client.get("/api/v1/reports").json()["items"]
    assert [one["decision"] for one in told] == [Report.objects.get().decision]
    client.force_login(approach.sender)
    assert client.get("/api/v1/reports").json()["items"] == []
    assert "通報" not in client.get("/notices/").content.decode().split("<main", 1)[1]


def test_a_mail_of_a_decision_names_nobody(client, approach, operator):
    report(client, approach)
    dismiss_report(by=operator, report_id=Report.objects.get().pk, at=NOW)
    notice = Notice.objects.get(kind="decision")

    letter = write_letter(reader=approach.recipient, notice=notice)

    assert letter.path == "/reports/"
    assert letter.facts == {}
    erase_reports(member_id=approach.sender_id)
    assert write_letter(reader=approach.recipient, notice=notice) is None
