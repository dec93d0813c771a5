"""Purpose × terms × degree × circumstance: pages, API and the rule itself say the same.

One table. For each pair of terms and circumstance a sender stands at each degree in turn,
and reads how all six purposes would be received, on the page and by the API.
"""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine

from enishi.rooms.approaches import queries, services
from enishi.rooms.approaches.errors import NoFeeForPurpose
from enishi.rooms.approaches.types import Purpose, Terms, WelcomeTerms
from enishi.rooms.connections.models import Connection
from enishi.rooms.network import snapshot
from enishi.rooms.network.types import Degree
from tests.makers import NOW, make_block, make_connection, make_member
from tests.rooms.approaches.letters import draft_for, make_approach, make_recipient

pytestmark = pytest.mark.django_db
DEGREES = (Degree.FIRST, Degree.SECOND, Degree.THIRD, Degree.BEYOND)
CIRCUMSTANCES = ("usual", "blocked", "paused", "full")
CODES = {"closed": "not_welcome", "paused": "welcome_paused", "full": "week_full"}


def expected(terms, circumstance):
    """Why an approach cannot be sent; None when it can. The whole policy."""
    if circumstance == "blocked":
        return "absent"
    if terms == Terms.CLOSED:
        return "closed"
    return None if circumstance == "usual" else circumstance


def settle(recipient, terms, circumstance):
    """Say `terms` for every purpose that can have them; these purposes."""
    kept = set()
    for purpose in Purpose:
        said = WelcomeTerms(purpose=purpose, terms=terms, fee_yen=9000, per_week=1)
        if terms == Terms.PRICED and not purpose.has_fee:
            with pytest.raises(NoFeeForPurpose):
                services.set_welcome(by=recipient, said=said)
            continue
        kept.add(purpose)
        if circumstance == "full" and terms != Terms.CLOSED:
            another = make_member()
            services.set_welcome(by=recipient, said=WelcomeTerms(purpose=purpose))
            make_approach(another, recipient, purpose=purpose, detail="記事")
        services.set_welcome(by=recipient, said=said)
    if circumstance == "paused":
        services.pause_welcome(by=recipient, until=NOW + timedelta(days=1), at=NOW)
    return kept


def stand_at(degree, sender, recipient, between):
    Connection.objects.all().delete()
    if degree != Degree.BEYOND:
        chain = [sender, *between[: degree - 1], recipient]
        for one, other in pairwise(chain):
            make_connection(one, other)
    snapshot.forget()


def on_the_page(client):
    response = client.get("/approaches/new/?to=recipient")
    if response.status_code == 404:
        return dict.fromkeys(Purpose, "absent")
    page = response.content.decode()
    offered = set(re.findall(r'name="purpose" value="(\w+)"', page))
    for label, sentence in response.context["page"].barred:
        assert f"{label}: {sentence}" in page
    return {purpose: None if purpose in offered else "barred" for purpose in Purpose}


def by_the_api(client):
    response = client.get("/api/v1/members/recipient/welcome")
    if response.status_code == 404:
        return dict.fromkeys(Purpose, "absent")
    return {Purpose(one["purpose"]): one["barrier"] for one in response.json()["purposes"]}


def by_the_rule(sender, recipient, purposes):
    said = {}
    for purpose in purposes:
        draft = draft_for(recipient, purpose=purpose, detail="記事")
        codes = {one.code for one in queries.refusals_of(sender, draft, at=NOW)}
        assert codes <= set(CODES.values())
        said[purpose] = next((why for why, code in CODES.items() if code in codes), None)
    return said


@pytest.mark.parametrize("circumstance", CIRCUMSTANCES)
@pytest.mark.parametrize("terms", Terms, ids=str)
@time_machine.travel(NOW, tick=False)
def test_pages_api_and_rule_agree(client, terms, circumstance):
    sender, recipient = make_member("sender"), make_recipient("recipient")
    between = [make_member(), make_member()]
    purposes = settle(recipient, terms, circumstance)
    if circumstance == "blocked":
        make_block(recipient, sender)
    client.force_login(sender)
    why = expected(terms, circumstance)

    for degree in DEGREES:
        stand_at(degree, sender, recipient, between)
        page, api = on_the_page(client), by_the_api(client)
        for purpose in purposes:
            assert api[purpose] == why, (purpose, degree)
            assert page[purpose] == (why if why in {None, "absent"} else "barred")
        if why != "absent":
            assert by_the_rule(sender, recipient, purposes) == dict.fromkeys(purposes, why)
