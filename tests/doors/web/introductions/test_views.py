"""Pages of introductions, as each of its people meets them."""

import pytest
import time_machine
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enishi.rooms.connections.services import block
from enishi.rooms.conversations.services import send_message
from enishi.rooms.introductions import services
from enishi.rooms.introductions.models import Introduction
from enishi.rooms.introductions.queries import is_asked
from enishi.rooms.introductions.types import LIFE, KindWords
from tests.makers import NOW, make_connection, make_member
from tests.rooms.introductions.scenes import MESSAGE, NOTE, WORDS, Row, accept, decline

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def row():
    return Row(introducers=2)


@pytest.fixture
def look(client):
    """The page at an address, as a member sees it."""

    def ask(member, address, **data):
        client.force_login(member)
        response = client.post(address, data) if data else client.get(address)
        return response, response.content.decode()

    return ask


def one(introduction):
    return reverse("web:introduction", args=[introduction.pk])


def form_of(row, **changes):
    return {
        "to": "recipient",
        "way": "+".join(each.handle for each in row.introducers),
        "lines": [f"{row.recipient.entry.pk}:ja:0"],
        "note": NOTE,
        "message": MESSAGE,
        **changes,
    }


NEW = "/introductions/new/"


def test_a_persons_page_offers_it_where_there_is_a_way(row, look):
    address = f"{NEW}?to=recipient"
    assert address in look(row.requester, "/people/recipient/")[1]
    assert address not in look(row.introducers[1], "/people/recipient/")[1]  # connected

    services.be_left_alone(by=row.introducers[0], at=NOW)

    assert address not in look(row.requester, "/people/recipient/")[1]
    assert "示してよいとしている道がありません" in look(row.requester, address)[1]


def test_the_form_shows_each_way_as_a_thread(row, look):
    _response, page = look(row.requester, f"{NEW}?to=recipient")

    assert 'name="way" value="introducer0+introducer1" checked' in page
    assert 'data-steps="4"' in page


def test_a_request_goes_out_and_is_asked_once(row, look):
    response, _page = look(row.requester, NEW, **form_of(row))

    introduction = Introduction.objects.get()
    assert response["Location"] == one(introduction)
    assert one(introduction) in look(row.requester, f"{NEW}?to=recipient")[1]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("way", "", "この道はもう使えません"),
        ("way", "nobody", "この道はもう使えません"),
        ("lines", [], "声をかける理由を、1行以上選んでください。"),
        ("lines", ["x"], "選んだ行を読み取れませんでした。"),
        ("note", "短い", "20字以上で、なぜ自分なのか"),
        ("message", "短い", "20字以上で、どなたか"),
    ],
)
def test_what_is_refused_keeps_every_word(row, look, field, value, said):
    written = form_of(row, **{field: value})
    response, page = look(row.requester, NEW, **written)

    assert response.status_code == 422
    assert said in page
    for name in ("note", "message"):
        assert written[name] in page
    if field != "lines":
        assert f'value="{written["lines"][0]}" checked' in page
    assert not Introduction.objects.exists()


def test_the_whole_way_ends_in_a_conversation(row, look):
    introduction = row.ask()
    for introducer in row.introducers:
        assert one(introduction) in look(introducer, "/")[1]
        assert NOTE in look(introducer, one(introduction))[1]
        response, _page = look(introducer, one(introduction), words=WORDS)
        assert response["Location"] == one(introduction)
        assert "取り次ぎました" in look(introducer, one(introduction))[1]
    _response, page = look(row.recipient, one(introduction))
    assert MESSAGE in page
    assert "アルバイト求人広告の営業を統括" in page
    assert page.count(WORDS) == 2
    assert NOTE not in page

    response, _page = look(row.recipient, one(introduction), words="はじめまして。")

    for member in row.everybody:
        _response, page = look(member, response["Location"])
        assert page.count(WORDS) == 2
        assert all(said in page for said in (MESSAGE, "はじめまして。", one(introduction)))
        assert NOTE not in page
    assert "藤田 花子さん、仲0 花子さん、仲1 花子さん" in look(row.requester, "/inbox/")[1]


def test_an_introducer_without_words_reads_it_at_the_field(row, look):
    introduction = row.ask()

    response, page = look(row.introducers[0], one(introduction), words=" ")

    assert response.status_code == 422
    assert page.count("まず、ひとこと書き添えてください。") == 2  # in the summary, at the field


def test_a_decline_is_told_nobody_and_can_be_undone(row, look):
    introduction = row.ask()
    before = look(row.requester, one(introduction))[1]
    (introducer, _other) = row.introducers

    look(introducer, reverse("web:decline_introduction", args=[introduction.pk]), words="time")
    page = look(introducer, one(introduction))[1]
    assert "断りました" in page
    assert Introduction.objects.get().kind_words == KindWords.TIME
    assert look(row.requester, one(introduction))[1].count("お願い中") == before.count(
        "お願い中"
    )

    look(introducer, reverse("web:reopen_introduction", args=[introduction.pk]), x="")
    assert "取り次ぐ" in look(introducer, one(introduction))[1]


def test_kind_words_are_read_when_it_is_over(row, look):
    introduction = row.ask()
    decline(row.introducers[0], introduction, KindWords.TIME)
    assert "時期が合わない" not in look(row.requester, one(introduction))[1]

    with time_machine.travel(NOW + LIFE, tick=False):
        page = look(row.requester, one(introduction))[1]

    assert "時期が合わない" in page
    assert "仲0" not in page.split("時期が合わない")[1].split("</section>")[0]


def test_a_withdrawn_request_is_gone_for_the_others(row, look):
    introduction = row.ask()

    look(row.requester, reverse("web:withdraw_introduction", args=[introduction.pk]), x="")

    assert "取り下げ" in look(row.requester, one(introduction))[1]
    assert look(row.introducers[0], one(introduction))[0].status_code == 404


def test_lists_are_empty_until_something_happens(row, look):
    assert "2次・3次の方のページから" in look(row.requester, "/introductions/")[1]
    introduction = row.ask()
    for member in (row.requester, row.introducers[0]):
        assert one(introduction) in look(member, "/introductions/")[1]
    assert "2次・3次の方のページから" in look(row.recipient, "/introductions/")[1]


def test_the_inbox_takes_the_part_that_waits(row, client):
    introduction = row.ask()
    client.force_login(row.introducers[0])

    part = client.get("/introductions/", headers={"HX-Request": "true"}).content.decode()

    assert part.startswith("<section")
    assert one(introduction) in part


@pytest.mark.parametrize("ticked", [True, False])
def test_one_says_whether_one_may_be_asked(row, look, ticked):
    data = {"is_asked": "on"} if ticked else {"x": ""}
    look(row.introducers[0], "/settings/introductions/", **data)

    assert is_asked(row.introducers[0]) is ticked
    page = look(row.introducers[0], "/settings/introductions/")[1]
    assert ("checked" in page.split('name="is_asked"')[1].split(">")[0]) is ticked


def test_whoever_is_blocked_in_a_conversation_of_three_is_not_in_it(row, look):
    introduction = row.bring_to(2)
    conversation_id = accept(row.recipient, introduction)
    block(by=row.recipient, member_id=row.requester.pk, at=NOW)
    address = reverse("web:conversation", args=[conversation_id])
    before = look(row.requester, address)[1]
    assert "藤田" not in before
    assert "仲0" in before

    send_message(by=row.recipient, conversation_id=conversation_id, body="秘密", at=NOW)

    assert "秘密" not in look(row.requester, address)[1]
    assert "秘密" in look(row.introducers[0], address)[1]


def cost(client, path):
    client.get(path)
    with CaptureQueriesContext(database) as queries:
        assert client.get(path).status_code == 200
    return len([each for each in queries if "SAVEPOINT" not in each["sql"]])


def test_pages_keep_their_budget_whoever_looks(row, client, warm_graph):
    for _ in range(4):
        other = make_member()
        make_connection(row.introducers[0], other)
        make_connection(other, row.recipient)
    introduction = row.ask()
    warm_graph()
    client.force_login(row.requester)
    costs = {"ask": cost(client, f"{NEW}?to=recipient")}
    for member in row.everybody[:3]:
        client.force_login(member)
        costs[member.handle] = cost(client, one(introduction))
        if member != row.requester:
            services.forward_introduction(
                by=member, introduction_id=introduction.pk, words=WORDS, at=NOW
            )
    client.force_login(row.recipient)
    costs["recipient"] = cost(client, one(introduction))
    conversation_id = accept(row.recipient, introduction)
    costs["conversation"] = cost(client, reverse("web:conversation", args=[conversation_id]))
    costs["together"] = cost(client, one(introduction))
    costs["inbox"] = cost(client, "/inbox/")

    assert {name: n for name, n in costs.items() if n > 12} == {}
