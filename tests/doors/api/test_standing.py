"""Saved searches and standing questions, as programs meet them."""

import pytest
import time_machine

from enishi.rooms.network import snapshot
from enishi.rooms.standing import services
from tests.makers import NOW, make_member
from tests.rooms.standing.scenes import QUERY, WORDS, follow, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.DATA = tmp_path
    services.read_every_record()
    with time_machine.travel(NOW, tick=False):
        yield
    snapshot.forget()


@pytest.fixture
def call(client):
    def send(member, method, address, body=None):
        client.force_login(member)
        json = {"content_type": "application/json"} if method in {"post", "put"} else {}
        answer = getattr(client, method)(f"/api/v1/{address}", body or {}, **json)
        return answer.status_code, answer.json() if answer.content else None

    return send


def test_a_saved_search_from_end_to_end(member, call):
    narrowing = {"degree": [3], "language": "ja", "from_year": 2010, "open_to": ["chat"]}
    new = {"query": QUERY, "name": "広告", "narrowing": narrowing}
    status, saved = call(member, "post", "me/searches", new)
    assert (status, saved["name"], saved["is_told"]) == (201, "広告", True)
    assert {name: saved["narrowing"][name] for name in narrowing} == narrowing

    write(other := make_member(), starts="2012", ends="2014")
    follow()
    _, found = call(member, "get", "me/searches")
    (answer,) = found["items"][0]["answers"]
    assert answer["person"]["handle"] == other.handle
    assert answer["lines"][0]["text"] == "求人広告の営業を担当"

    address = f"me/searches/{saved['id']}"
    status, changed = call(member, "put", address, {"name": "", "is_told": False})
    assert (status, changed["is_told"]) == (200, False)
    assert call(member, "delete", address) == (204, None)
    assert call(member, "get", "me/searches")[1] == {"items": []}
    assert call(member, "post", f"{address}/restore")[0] == 200
    assert call(other, "put", address, {"name": "", "is_told": True})[0] == 404


def test_a_question_from_end_to_end(member, call):
    sent = {"query": QUERY, "words": WORDS, "days": 30, "is_anonymous": True}
    status, question = call(member, "post", "questions", sent)
    assert (status, question["state"], question["said_yes"]) == (201, "open", [])
    expert = make_member()
    write(expert)
    follow()

    _, askings = call(expert, "get", "questions/asked")
    (asking,) = askings["items"]
    assert (asking["asker"], asking["reply"]) == (None, "waiting")
    assert asking["reasons"][0]["text"] == "求人広告の営業を担当"
    address = f"questions/asked/{asking['id']}"
    assert call(expert, "post", f"{address}/later")[1]["is_put_off"]
    assert call(expert, "post", f"{address}/no")[1]["reply"] == "no"
    assert call(member, "get", f"questions/{question['id']}")[1] == question
    status, said = call(expert, "post", f"{address}/yes", {"message": "喜んで。"})
    assert (status, said["asker"]["handle"]) == (200, member.handle)

    _, seen = call(member, "get", f"questions/{question['id']}")
    assert seen["said_yes"][0]["person"]["handle"] == expert.handle
    assert seen["said_yes"][0]["conversation_id"] == said["conversation_id"]
    status, closed = call(member, "post", f"questions/{question['id']}/close")
    assert (status, closed["state"]) == (200, "closed")
    status, refused = call(member, "post", f"questions/{question['id']}/withdraw")
    assert (status, refused["error"]["code"]) == (409, "question_over")


def test_what_is_refused_says_why(member, call):
    sent = {"query": "-営業", "words": WORDS, "days": 30}
    status, refused = call(member, "post", "questions", sent)
    assert (status, refused["error"]["code"]) == (422, "nothing_to_look_for")
    assert call(member, "post", "questions", sent | {"days": 91})[0] == 422
    assert call(member, "post", "me/searches", {"query": QUERY, "color": "red"})[0] == 422
