"""Who blocks, hides or leaves is gone from every surface in the next request, for everybody."""

from itertools import pairwise

import pytest
from django.test import Client

from enishi.rooms.connections import services as ties
from enishi.rooms.members import services as members
from enishi.rooms.members.models import Member
from enishi.rooms.profiles.services import set_portrait
from tests.makers import NOW, PASSWORD, make_connection, make_member
from tests.rooms.profiles.test_portraits import picture

pytestmark = pytest.mark.django_db
NAMES = {"near": "相沢", "between": "壁山", "far": "北川", "farther": "森本"}


@pytest.fixture
def town(settings, tmp_path):
    """A line: near – between – far – farther. It is the one between who goes."""
    settings.DATA = settings.MEDIA_ROOT = tmp_path
    people = {
        handle: make_member(handle, family_kanji=kanji, password=PASSWORD)
        for handle, kanji in NAMES.items()
    }
    for one, other in pairwise(people.values()):
        make_connection(one, other)
    set_portrait(by=people["between"], content=picture(), at=NOW)
    return people


def seen(viewer, about):
    """What `viewer` is told of the ties around the one between, looking at `about`."""
    client = Client()
    client.force_login(viewer)
    person = client.get(f"/people/{about.handle}/")
    network = client.get("/network/")
    suggested = client.get("/network/suggestions/")
    portrait = client.get("/people/between/portrait/128/")
    portrait.getvalue()  # read to its end, it closes its file and not our connection
    rings = network.context_data["page"].rings
    return {
        "degree": client.get(f"/api/v1/members/{about.handle}").json()["degree"],
        "path": [step.card.handle for step in person.context["path"]],
        "mutuals": [card.handle for card in person.context["near"]],
        "suggested": [row.card.handle for row in suggested.context_data["page"].rows],
        "picture": (rings.first, rings.second, rings.third),
        "names": NAMES["between"] in network.content.decode(),
        "told": NAMES["between"] in person.content.decode() + suggested.content.decode(),
        "portrait": portrait.status_code,
    }


def block(one, other):
    ties.block(by=one, member_id=other.pk, at=NOW)


def hide(one, _other):
    Member.objects.filter(pk=one.pk).update(show_in_threads=False, is_suggestable=False)


def leave(one, _other):
    members.leave_house(by=one, password=PASSWORD, at=NOW)


def suspend(one, _other):
    members.suspend_member(by=make_member(is_staff=True), member_id=one.pk)


NOBODY = {"degree": None, "path": [], "mutuals": [], "suggested": [], "picture": (0, 0, 0)}
NOWHERE = NOBODY | {"names": False, "told": False, "portrait": 404}
UNSAID = {"path": [], "mutuals": [], "suggested": [], "told": False}
#: After each act, what the two about whom there was most to tell are told.
AFTER = {
    block: (NOWHERE, {"degree": 1, "portrait": 200}),
    hide: ({**UNSAID, "degree": 2, "names": True}, {"suggested": [], "told": False}),
    leave: (NOWHERE, {"suggested": [], "picture": (1, 0, 0), "told": False, "portrait": 404}),
    # Degrees count every agreed connection, also of somebody who may be back tomorrow.
    suspend: ({**UNSAID, "degree": 2, "portrait": 404}, {"suggested": [], "portrait": 404}),
}


@pytest.mark.parametrize("act", AFTER)
def test_in_the_next_request_they_are_gone(town, act):
    near, between, far, farther = town.values()
    assert seen(near, far) == {
        "degree": 2,
        "path": ["near", "between", "far"],
        "mutuals": ["between"],
        "suggested": ["far"],
        "picture": (1, 1, 1),
        "names": True,
        "told": True,
        "portrait": 200,
    }
    assert seen(farther, far)["suggested"] == ["between"]

    act(between, near)

    for viewer, expected in zip((near, farther), AFTER[act], strict=True):
        found = seen(viewer, far)
        assert {name: found[name] for name in expected} == expected
