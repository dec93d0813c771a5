import re

import pytest
from django.urls import reverse

from enishi.rooms.connections import queries
from enishi.rooms.connections.models import Block, Connection
from enishi.rooms.connections.types import Outcome, Relation
from tests.makers import make_block, make_connection, make_invitation, make_member

HTMX = {"headers": {"HX-Request": "true", "HX-Current-URL": "http://testserver/people/ben/"}}
POSTS = ["invite", "disconnect", "block", "unblock", "not_now", "never", "suggest_again"]


@pytest.fixture
def ben(db):
    return make_member("ben", family_kanji="相沢", given_kanji="翔")


def post(client, name, *args, **extra):
    return client.post(reverse(f"web:{name}", args=args), **extra)


def test_inviting_without_scripts_returns_to_the_page(member_client, ben):
    response = post(member_client, "invite", "ben", data={"next": "/network/?page=2"})

    assert (response.status_code, response["Location"]) == (302, "/network/?page=2")
    assert queries.relation_between(member_client.viewer, ben.pk) == Relation.INVITED


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "", "x"])
def test_nobody_is_sent_to_another_house(member_client, ben, elsewhere):
    response = post(member_client, "invite", "ben", data={"next": elsewhere})

    assert response["Location"] == "/people/ben/"


def test_inviting_with_htmx_answers_with_the_button_alone(member_client, ben):
    response = post(member_client, "invite", "ben", **HTMX)

    page = response.content.decode()
    assert "<html" not in page
    assert page.strip().startswith('<div class="cluster" id="tie-ben">')
    assert 'name="next" value="/people/ben/"' in page
    (sent,) = queries.sent_invitations(member_client.viewer)
    assert reverse("web:withdraw_invitation", args=[sent.pk]) in page


def test_a_refusal_is_a_toast_for_htmx_and_a_page_without(member_client, ben):
    make_connection(member_client.viewer, ben)

    toast = post(member_client, "invite", "ben", **HTMX)
    page = post(member_client, "invite", "ben")

    assert (toast.status_code, page.status_code) == (409, 409)
    assert toast["HX-Retarget"] == "#toasts"
    assert "<html" not in toast.content.decode()
    assert "<html" in page.content.decode()


def test_an_invitation_is_accepted_from_its_row(member_client, ben):
    invitation = make_invitation(ben, member_client.viewer)

    response = post(member_client, "accept_invitation", invitation.pk, **HTMX)

    assert response.status_code == 200
    assert Connection.objects.exists()


def test_a_decline_can_be_undone_from_its_row(member_client, ben):
    invitation = make_invitation(ben, member_client.viewer)

    page = post(member_client, "decline_invitation", invitation.pk, **HTMX).content.decode()
    undo_url = reverse("web:reopen_invitation", args=[invitation.pk])
    assert f'action="{undo_url}"' in page

    member_client.post(undo_url)
    invitation.refresh_from_db()
    assert invitation.outcome == Outcome.OPEN


def test_a_block_can_be_undone_from_the_toast(member_client, ben):
    response = post(member_client, "block", "ben", follow=True)

    undo_url = reverse("web:unblock", args=["ben"])
    assert f'action="{undo_url}"' in response.content.decode()
    assert post(member_client, "invite", "ben").status_code == 404

    member_client.post(undo_url)
    assert not Block.objects.exists()


def test_the_blocked_page_names_those_one_blocked(member_client, ben):
    make_block(member_client.viewer, ben)
    make_block(make_member("carl", family_kanji="原"), member_client.viewer)

    page = member_client.get("/settings/blocked/").content.decode()

    assert "相沢" in page
    assert "原" not in page


def bare(response):
    """A page without what differs at each request: tokens and nonces."""
    page = response.content.decode()
    page = re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page)
    return re.sub(r'nonce="[^"]+"', "", page)


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize("extra", [{}, HTMX], ids=["page", "htmx"])
def test_blocked_by_somebody_is_the_same_as_their_absence(member_client, ben, name, extra):
    if name == "disconnect":
        make_connection(member_client.viewer, ben)
    block = make_block(ben, member_client.viewer)
    blocked = post(member_client, name, "ben", **extra)

    block.delete()
    Connection.objects.all().delete()
    ben.delete()
    absent = post(member_client, name, "ben", **extra)

    assert blocked.status_code == absent.status_code == 404
    assert bare(blocked) == bare(absent)


@pytest.mark.parametrize("name", ["accept", "decline", "reopen"])
def test_an_invitation_of_somebody_blocked_is_the_same_as_none(member_client, ben, name):
    invitation = make_invitation(ben, member_client.viewer)
    make_block(ben, member_client.viewer)
    hidden = post(member_client, f"{name}_invitation", invitation.pk)

    invitation.delete()
    absent = post(member_client, f"{name}_invitation", invitation.pk or 1)

    assert hidden.status_code == absent.status_code == 404


@pytest.mark.parametrize("name", POSTS)
def test_verbs_are_not_done_by_looking(member_client, ben, name):
    assert member_client.get(reverse(f"web:{name}", args=["ben"])).status_code == 405
