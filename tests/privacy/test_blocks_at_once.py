"""A block, also one with a report, reaches everything at once; an upheld report every card."""

import pytest
from django.test import Client
from django.utils import timezone

from enishi.rooms.approaches.services import answer_approach, send_approach
from enishi.rooms.approaches.types import CARD_FROM, REST
from enishi.rooms.connections.services import block
from enishi.rooms.conversations.services import send_message
from enishi.rooms.trust.queries import open_reports
from enishi.rooms.trust.services import report_approach, uphold_report
from enishi.rooms.trust.types import Why
from tests.makers import make_connection, make_entry, make_introduction, make_member
from tests.privacy.surfaces import follow, rolled_back
from tests.rooms.approaches.letters import letter_to, make_approach, make_recipient

pytestmark = pytest.mark.django_db
NAMES = {"one": "高梨", "other": "藤田"}
#: Where each of the two meets the other before anybody blocks. What one asked to be
#: introduced to stays as they asked it, whatever becomes of it: docs/adr/0021.
MET = (
    "/",
    "/inbox/",
    "/inbox/search/?q=料金",
    "/notices/",
    "/search/?q=求人",
    "/network/suggestions/",
    "/api/v1/conversations",
    "/api/v1/approaches?box=received",
    "/api/v1/approaches?box=sent",
    "/api/v1/me/notices",
    "/api/v1/search?q=求人",
)


@pytest.fixture
def pair():
    """Two who talk, wait for each other's answer, are suggested, and know a third."""
    now = timezone.now()
    one, other = (make_recipient(name, family_kanji=NAMES[name]) for name in NAMES)
    third = make_member()
    for member in (one, other):
        make_connection(third, member)
        make_entry(member, title_ja="求人広告", text_ja="求人広告の料金")
    first = make_approach(one, other, at=now - REST)
    talk = answer_approach(by=other, approach_id=first.pk, message="料金の件", at=first.sent_at)
    for by in (other, one):
        send_message(by=by, conversation_id=talk, body="料金について", at=now)
    for by, to in ((one, other), (other, one)):
        send_approach(by=by, draft=letter_to(to), at=now)
        make_introduction(by, third, to, holder=1)
    follow()
    return {"one": one, "other": other, "talk": talk}


def met(viewer, name):
    """At which addresses `viewer` reads `name`."""
    client = Client()
    client.force_login(viewer)
    return {path for path in MET if name in said(client.get(path))}


def said(response):
    """What it says, in letters: programs are sent them escaped."""
    is_json = response["Content-Type"].startswith("application/json")
    return str(response.json()) if is_json else response.content.decode()


def by_block(by, to):
    block(by=by, member_id=to.pk, at=timezone.now())


def by_report(by, to):
    """As the page does it, with the tick."""
    client = Client()
    client.force_login(by)
    (waiting,) = client.get("/api/v1/approaches?box=received").json()["items"][:1]
    said = {"why": "rude", "block": "on"}
    assert client.post(f"/approaches/{waiting['id']}/report/", said).status_code == 302


@pytest.mark.parametrize("act", [by_block, by_report])
def test_it_reaches_everything_at_once_for_both(pair, act):
    both = (("one", "other"), ("other", "one"))
    for viewer, name in both:
        with rolled_back():
            missing = set(MET) - met(pair[viewer], NAMES[name])
            assert missing == set(), (viewer, "does not meet the other: nothing is shown")

    act(pair["other"], pair["one"])

    for viewer, name in both:
        assert met(pair[viewer], NAMES[name]) == set(), viewer
        client = Client()
        client.force_login(pair[viewer])
        for path in (f"/people/{name}/", f"/inbox/{pair['talk']}/"):
            assert client.get(path).status_code == 404


def test_an_upheld_report_stands_on_every_card_at_once():
    now = timezone.now()
    sender, reader = make_member(), make_recipient()
    for number in range(CARD_FROM - 1, 0, -1):
        at = now - number * REST
        sent = send_approach(by=sender, draft=letter_to(make_recipient()), at=at)
    waiting = send_approach(by=sender, draft=letter_to(reader), at=now)
    client = Client()
    client.force_login(reader)

    def cards():
        told = client.get(f"/api/v1/approaches/{waiting.pk}").json()["sender_card"]
        pages = ("/", "/inbox/", f"/approaches/{waiting.pk}/")
        shown = [client.get(path).content.decode() for path in pages]
        return told["upheld"], ["認められたもの1件" in page for page in shown]

    report_approach(by=sent.recipient, approach_id=sent.pk, why=Why.RUDE, at=now)
    assert cards() == (0, [False] * 3)
    operator = make_member(is_staff=True)
    uphold_report(by=operator, report_id=open_reports(operator).get().pk, at=now)
    assert cards() == (1, [True] * 3)
