import pytest

from enishi.rooms.approaches.queries import welcome_for
from enishi.rooms.approaches.types import Purpose, Terms

URL = "/settings/welcome/"


def said(client):
    return welcome_for(client.viewer, client.viewer.pk)


def test_unset_terms_are_open_and_shown_so(member_client):
    page = member_client.get(URL).content.decode()

    assert page.count(" checked") == 2
    assert 'value="open"' in page


def test_terms_are_kept_purpose_by_purpose(member_client):
    response = member_client.post(
        URL,
        {
            "consultation-terms": "priced",
            "consultation-fee_yen": "¥15,000",
            "consultation-minutes": "30",
            "chat-terms": "closed",
        },
    )

    assert response.status_code == 302
    kept = said(member_client)
    assert kept[Purpose.CONSULTATION].smallest_fee_yen(60) == 30000
    assert kept[Purpose.CHAT].terms == Terms.CLOSED


@pytest.mark.parametrize(
    "changes",
    [
        {"consultation-terms": "priced"},
        {"consultation-terms": "priced", "consultation-fee_yen": "0"},
        {"consultation-terms": "priced", "consultation-fee_yen": "many"},
        {"consultation-terms": "priced", "consultation-fee_yen": "10000001"},
        {"consultation-terms": "sometimes"},
        {"chat-terms": "priced"},
    ],
)
def test_terms_nobody_could_keep_come_back(member_client, changes):
    data = {"consultation-terms": "open", "chat-terms": "ask_first", **changes}

    response = member_client.post(URL, data)

    assert response.status_code == 422
    assert {terms.terms for terms in said(member_client).values()} == {Terms.OPEN}
