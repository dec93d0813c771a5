"""Connections, invitations and blocks, as a program meets them."""

import pytest

from tests.doors.api.program import Program, error_of
from tests.makers import make_connection, make_invitation, make_member

pytestmark = pytest.mark.django_db


def test_connections_come_in_pages(call, viewer, monkeypatch):
    monkeypatch.setattr("enishi.doors.api.connections.PAGE_SIZE", 2)
    for number in range(5):
        make_connection(viewer, make_member(f"friend{number}"))

    handles, cursor = [], ""
    while True:
        body = call("GET", f"connections?cursor={cursor}").json()
        handles += [item["handle"] for item in body["items"]]
        cursor = body["next_cursor"]
        if not cursor:
            break

    assert sorted(handles) == [f"friend{number}" for number in range(5)]


def test_a_made_up_cursor_is_refused(call):
    response = call("GET", "connections?cursor=abc")

    assert response.status_code == 400
    assert error_of(response)["code"] == "paging.unreadable_cursor"


def test_invite_accept_and_part(client, call, viewer):
    other = make_member("other")
    assert (
        call("POST", "members/other/invitation", {"note": "同じ会社でした"}).status_code == 204
    )
    theirs = Program(client, other)
    (invitation,) = theirs("GET", "invitations").json()["items"]
    assert invitation["person"]["handle"] == "viewer"

    assert theirs("POST", f"invitations/{invitation['id']}/accept").status_code == 204
    assert call("GET", "members/other").json()["degree"] == 1
    assert call("DELETE", "connections/other").status_code == 204
    assert call("GET", "members/other").json()["degree"] is None


def test_somebody_elses_invitation_is_not_there(client, call, viewer):
    other = make_member("other")
    call("POST", "members/other/invitation", {})
    (invitation,) = Program(client, other)("GET", "invitations").json()["items"]
    third = Program(client, make_member("third"))

    assert third("POST", f"invitations/{invitation['id']}/accept").status_code == 404


def test_an_invitation_is_withdrawn_by_who_sent_it(client, call, viewer):
    other = make_member("other")
    call("POST", "members/other/invitation", {"note": "同じ会社でした"})
    (sent,) = call("GET", "invitations/sent").json()["items"]
    assert (sent["person"]["handle"], sent["note"]) == ("other", "同じ会社でした")
    path = f"invitations/{sent['id']}"

    assert Program(client, other)("DELETE", path).status_code == 404
    assert call("DELETE", path).status_code == 204
    assert call("GET", "invitations/sent").json()["items"] == []
    assert Program(client, other)("GET", "invitations").json()["items"] == []
    assert call("DELETE", path).status_code == 409


def test_a_decline_is_taken_back_and_its_sender_sees_neither(client, call, viewer):
    invitation = make_invitation(make_member("other"), viewer)
    theirs = Program(client, invitation.inviter)
    waiting = theirs("GET", "invitations/sent").content

    assert call("POST", f"invitations/{invitation.pk}/decline").status_code == 204
    assert call("GET", "invitations").json()["items"] == []
    assert theirs("GET", "invitations/sent").content == waiting
    assert call("POST", f"invitations/{invitation.pk}/reopen").status_code == 204
    assert len(call("GET", "invitations").json()["items"]) == 1
    assert theirs("GET", "invitations/sent").content == waiting


def test_the_thread_names_only_who_agrees(call, viewer):
    near, shy, far = (make_member(name) for name in ("near", "shy", "far"))
    for one, other in ((viewer, near), (viewer, shy), (near, far), (shy, far)):
        make_connection(one, other)
    shy.show_in_threads = False
    shy.save()

    tie = call("GET", "members/far/tie").json()

    assert tie["degree"] == 2
    assert [[one["handle"] for one in path] for path in tie["paths"]] == [
        ["viewer", "near", "far"]
    ]
    assert [one["handle"] for one in tie["mutuals"]] == ["near"]
    assert call("GET", "members/viewer/tie").json()["degree"] == 0
    make_member("alone")
    assert call("GET", "members/alone/tie").json() == {
        "degree": None,
        "paths": [],
        "mutuals": [],
    }


def test_who_is_blocked_is_gone_for_both_until_the_block_is_lifted(client, call, viewer):
    other = make_member("other")
    make_connection(viewer, other)
    theirs = Program(client, other)

    assert call("PUT", "blocks/other").status_code == 204
    (blocked,) = call("GET", "blocks").json()
    assert (blocked["handle"], blocked["name"]["written"]) == ("other", "Hanako Yamada")
    assert theirs("GET", "blocks").json() == []
    assert call("GET", "members/other").status_code == 404
    assert theirs("GET", "members/viewer").status_code == 404
    # Who is blocked learns nothing by trying the same, and cannot lift it.
    assert theirs("PUT", "blocks/viewer").status_code == 404
    assert theirs("DELETE", "blocks/viewer").status_code == 404

    assert call("DELETE", "blocks/other").status_code == 204
    assert call("GET", "members/other").json()["degree"] is None
    assert call("GET", "blocks").json() == []
