"""What a viewer may not see does not change a byte of what they are answered (S-29, S-30)."""

from dataclasses import dataclass

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enishi.rooms.connections.services import invite
from enishi.rooms.members.models import Member
from enishi.rooms.organizations.services import resolve_organization
from enishi.rooms.profiles.models import Entry, Profile
from tests.makers import (
    NOW,
    make_block,
    make_connection,
    make_entry,
    make_member,
    make_question,
    make_saved_search,
)
from tests.privacy.surfaces import everything, follow, rolled_back

pytestmark = pytest.mark.django_db

WORDS = ("求人広告", "統括", "salmon")
#: How far a viewer is from the owner, and what they may see for that.
SEEN = {
    "guest": {"everyone"},
    "beyond": {"everyone", "members"},
    "second": {"everyone", "members", "second_degree"},
    "first": {"everyone", "members", "second_degree", "connections"},
}
LEVELS = ("everyone", "members", "second_degree", "connections", "only_me")
TEXTS = st.sampled_from(("", "求人広告の営業を統括", "salmon farming", "求人広告\n統括\n秘密"))
KINDS = st.sampled_from(("position", "education", "skill", "project", "link"))


@dataclass(frozen=True)
class World:
    owner: Member
    viewer: Member | None
    open_entry: Entry
    house: int


def make_world(distance):
    """A viewer at a distance, an owner with a page that is partly open, and neighbours."""
    akebono = resolve_organization(name_ja="あけぼの求人社").pk
    owner = make_member("owner", family_kanji="藤田", given_kanji="直樹")
    Profile.objects.filter(member=owner).update(has_public_page=True)
    viewer = make_member("viewer") if distance != "guest" else None
    between = make_member("between")
    make_connection(owner, between)
    if distance == "second":
        make_connection(between, viewer)
    if distance == "first":
        make_connection(owner, viewer)
    if viewer is not None:
        for words in ("統括", "salmon", "求人広告 -秘密"):
            make_saved_search(viewer, query=words)
        for words in ("統括", "salmon"):
            make_question(viewer, query=words)
        make_entry(viewer, title_ja="記者", organization_id=akebono, starts="2019")
    for number, text in enumerate(("求人広告の統括", "統括", "salmon", "求人広告")):
        make_entry(make_member(f"neighbour{number}"), title_ja="職", text_ja=text)
    shown = make_entry(owner, title_ja="営業", text_ja="求人広告", visibility="everyone")
    return World(owner, viewer, shown, akebono)


@st.composite
def hidden_entries(draw, distance):
    """The fields of an entry whose words, or which itself, the viewer may not see."""
    hidden = [level for level in LEVELS if level not in SEEN[distance]]
    return {
        "kind": draw(KINDS),
        "title_ja": draw(TEXTS) or "題",
        "title_en": draw(TEXTS),
        "text_ja": draw(TEXTS),
        "text_en": draw(TEXTS),
        "place_ja": draw(st.sampled_from(("", "統括町"))),
        "organization_ja": draw(st.sampled_from(("", "あけぼの求人社"))),
        "is_at_house": draw(st.booleans()),
        "starts": draw(st.sampled_from(("", "2015", "2019"))),
        "is_current": draw(st.booleans()),
        "visibility": draw(st.sampled_from(hidden)),
        "text_visibility": draw(st.sampled_from(LEVELS)),
    }


@st.composite
def secrets(draw):
    distance = draw(st.sampled_from(sorted(SEEN)))
    hidden = [level for level in LEVELS if level not in SEEN[distance]]
    return {
        "distance": distance,
        "entries": draw(st.lists(hidden_entries(distance), min_size=1, max_size=4)),
        "text": draw(TEXTS),
        "text_visibility": draw(st.sampled_from(hidden)),
        "portrait": draw(st.sampled_from(("", "portraits/one.webp"))),
        "portrait_visibility": draw(st.sampled_from(hidden)),
        "owner_invites": draw(st.booleans()),
        "owner_blocks": draw(st.booleans()),
        "email": draw(st.sampled_from(("a@people.example", "統括@people.example"))),
        "language": draw(st.sampled_from(("ja", "en"))),
        "default_visibility": draw(st.sampled_from(LEVELS)),
    }


def change(world, secret):
    """Change, behind the viewer's back, whatever they may not see."""
    for fields in secret["entries"]:
        written = dict(fields)
        organization = world.house if written.pop("is_at_house") else None
        make_entry(world.owner, organization_id=organization, **written)
    # An entry that is seen, but not its words.
    Entry.objects.filter(member=world.owner, title_ja="半分").update(
        text_ja=secret["text"], text_en=secret["text"]
    )
    Profile.objects.filter(member=world.owner).update(
        portrait=secret["portrait"], default_visibility=secret["default_visibility"]
    )
    Member.objects.filter(pk=world.owner.pk).update(
        email=secret["email"], time_zone="Europe/Rome", last_login=NOW
    )
    stranger = make_member("bystander-of-the-owner")
    if secret["owner_invites"]:
        invite(by=world.owner, invitee_id=stranger.pk, at=NOW)
    if secret["owner_blocks"]:
        make_block(world.owner, stranger)
    follow()


@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(secrets())
def test_what_is_hidden_changes_nothing(secret):
    with rolled_back(), time_machine.travel(NOW, tick=False):
        world = make_world(secret["distance"])
        make_entry(
            world.owner,
            title_ja="半分",
            text_ja="秘密",
            visibility="everyone",
            text_visibility=secret["text_visibility"],
        )
        Profile.objects.filter(member=world.owner).update(
            portrait_visibility=secret["portrait_visibility"]
        )
        follow()
        asked = (world.viewer, "owner", world.open_entry.pk, WORDS)
        before = everything(*asked)
        change(world, secret)
        after = everything(*asked)

    assert {path for path in before if before[path] != after[path]} == set()


def test_the_comparison_notices_what_is_seen():
    with rolled_back(), time_machine.travel(NOW, tick=False):
        world = make_world("first")
        follow()
        asked = (world.viewer, "owner", world.open_entry.pk, WORDS)
        before = everything(*asked)
        make_entry(world.owner, title_ja="統括", text_ja="salmon", visibility="connections")
        follow()
        after = everything(*asked)

    changed = {path for path in before if before[path] != after[path]}
    assert {"/people/owner/", "/search/?q=統括", "/api/v1/members/owner/record"} <= changed
    assert {"/searches/", "/notices/", "/api/v1/me/searches", "rows"} <= changed
    assert not {"/questions/", "/api/v1/questions"} & changed
