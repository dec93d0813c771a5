from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from enishi.rooms.approaches.queries import own_welcomes
from enishi.rooms.approaches.types import UNSAID, Purpose, Terms
from tests.makers import NOW

URL = "/settings/welcome/"


def said(client):
    return own_welcomes(client.viewer, at=NOW).terms


def test_what_holds_for_who_never_said_is_shown(member_client):
    forms = member_client.get(URL).context["forms"].purposes

    assert {form.purpose: form["terms"].value() for form in forms} == UNSAID


def test_terms_are_kept_purpose_by_purpose(member_client):
    response = member_client.post(
        URL,
        {
            "consultation-terms": "priced",
            "consultation-fee_yen": "¥15,000",
            "consultation-minutes": "30",
            "consultation-connections": "open",
            "consultation-per_week": "3",
            "chat-terms": "closed",
        },
    )

    assert response.status_code == 302
    kept = said(member_client)
    assert kept[Purpose.CONSULTATION].smallest_fee_yen(60) == 30000
    assert kept[Purpose.CONSULTATION].connections == Terms.OPEN
    assert kept[Purpose.CONSULTATION].per_week == 3
    assert kept[Purpose.CHAT].terms == Terms.CLOSED
    assert kept[Purpose.SALES].terms == UNSAID[Purpose.SALES]  # was not asked


@pytest.mark.parametrize(
    "changes",
    [
        {"consultation-terms": "priced"},
        {"consultation-second_degree": "priced"},
        {"consultation-terms": "priced", "consultation-fee_yen": "0"},
        {"consultation-terms": "priced", "consultation-fee_yen": "many"},
        {"consultation-terms": "priced", "consultation-fee_yen": "10000001"},
        {"consultation-terms": "sometimes"},
        {"consultation-per_week": "0"},
        {"chat-terms": "priced"},
        {"opens_on": "2026-11-23"},
        {"opens_on": "soon"},
    ],
)
@time_machine.travel(NOW, tick=False)
def test_terms_nobody_could_keep_come_back(member_client, changes):
    data = {"consultation-terms": "open", "chat-terms": "open", **changes}

    response = member_client.post(URL, data)

    assert response.status_code == 422
    assert "data-errors" in response.content.decode()
    assert {one: terms.terms for one, terms in said(member_client).items()} == UNSAID


@time_machine.travel(NOW, tick=False)
def test_a_pause_ends_on_the_morning_of_the_day_in_the_members_own_time(member_client):
    member_client.post(URL, {"opens_on": "2026-12-01"})

    welcomes = own_welcomes(member_client.viewer, at=NOW)
    assert welcomes.opens_at == datetime(2026, 11, 30, 15, tzinfo=UTC)  # midnight in Japan
    assert 'value="2026-12-01"' in member_client.get(URL).content.decode()

    member_client.post(URL, {"opens_on": ""})
    assert not own_welcomes(member_client.viewer, at=NOW).is_paused(NOW + timedelta(days=1))
