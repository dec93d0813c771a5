"""A block is indistinguishable from absence, on every route that takes a handle (S-32)."""

import pytest
import time_machine

from enishi.rooms.connections.services import block, unblock
from enishi.rooms.members.models import Member
from enishi.rooms.members.types import Status
from tests.access.table import ask, filled, rows
from tests.makers import NOW, make_connection, make_entry, make_member
from tests.privacy.surfaces import DRAWN

pytestmark = pytest.mark.django_db

ROUTES = {
    route: row
    for _area, route, row in rows()
    if "{handle}" in str(row) or "to=owner" in row["path"]
}
#: The blocker lists whom they blocked, and may lift it: they know.
KNOWN_TO_THE_BLOCKER = {"web:unblock", "api:unblock"}


def answer(client, row):
    response = ask(client, row)
    headers = {
        name: value
        for name, value in response.headers.items()
        if name not in {"Content-Security-Policy", "Content-Length"}
    }
    return response.status_code, headers, DRAWN.sub(rb"\1", response.getvalue())


@pytest.fixture
def pair(client):
    viewer, owner = make_member("viewer"), make_member("owner")
    make_connection(viewer, owner)
    entry = make_entry(owner, title_ja="営業", text_ja="求人広告の営業")
    client.force_login(viewer)
    return viewer, owner, {"entry": entry.pk}


@pytest.mark.parametrize("route", sorted(ROUTES))
@pytest.mark.parametrize("who", ["viewer", "owner"])
def test_blocked_and_absent_are_one_answer(client, pair, route, who):
    viewer, owner, places = pair
    row = filled(ROUTES[route], places)
    by, other = (viewer, owner) if who == "viewer" else (owner, viewer)
    if by == viewer and route in KNOWN_TO_THE_BLOCKER:
        pytest.skip("The blocker knows whom they blocked.")

    with time_machine.travel(NOW, tick=False):
        block(by=by, member_id=other.pk, at=NOW)
        blocked = answer(client, row)
        unblock(by=by, member_id=other.pk)
        absences = []
        for status in (Status.LEFT, Status.SUSPENDED, Status.WAITING, Status.NEW):
            Member.objects.filter(pk=owner.pk).update(status=status)
            absences.append(answer(client, row))
        Member.objects.filter(pk=owner.pk).update(handle="renamed", status=Status.ACTIVE)
        absences.append(answer(client, row))

    assert blocked[0] == 404
    assert all(absence == blocked for absence in absences)
