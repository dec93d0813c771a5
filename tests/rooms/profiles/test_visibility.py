"""Who sees a line: one table of viewer × visibility, against the record and the lists."""

import pytest

from enishi.rooms.network.types import Degree
from enishi.rooms.profiles.models import Entry
from enishi.rooms.profiles.queries import record_as, record_of
from tests.makers import make_block, make_connection, make_entry, make_member

LEVELS = ("everyone", "members", "second_degree", "connections", "only_me")
SEES = {
    "guest": LEVELS[:1],
    "stranger": LEVELS[:2],
    "third": LEVELS[:2],
    "second": LEVELS[:3],
    "first": LEVELS[:4],
    "owner": LEVELS,
    "blocked": (),
    "blocker": (),
}


@pytest.fixture
def people(db):
    owner, first, second, third = (make_member() for _ in range(4))
    make_connection(owner, first)
    make_connection(first, second)
    make_connection(second, third)
    blocked, blocker = make_member(), make_member()
    make_block(owner, blocked)
    make_block(blocker, owner)
    for level in LEVELS:
        make_entry(owner, title_ja=level, text_ja="行", visibility=level)
    return {
        "guest": None, "owner": owner, "first": first, "second": second, "third": third,
        "stranger": make_member(), "blocked": blocked, "blocker": blocker,
    }  # fmt: skip


@pytest.mark.parametrize("viewer", SEES)
def test_viewer_sees_exactly_their_levels(people, viewer):
    people["owner"].profile.has_public_page = True
    people["owner"].profile.save()

    seen = record_of(people[viewer], people["owner"].pk)

    assert tuple(entry.title_ja for entry in seen) == SEES[viewer]


def test_guest_sees_nothing_without_a_public_page(people):
    assert record_of(None, people["owner"].pk) == []


@pytest.mark.parametrize(
    ("viewer", "degree"),
    [("stranger", Degree.BEYOND), ("third", Degree.THIRD), ("second", Degree.SECOND),
     ("first", Degree.FIRST), ("owner", Degree.SELF)],
)  # fmt: skip
def test_see_as_shows_what_somebody_there_really_sees(people, viewer, degree):
    owner = people["owner"]
    make_entry(owner, title_ja="narrow text", text_ja="行", text_visibility="connections")

    assert record_as(owner.pk, degree) == record_of(people[viewer], owner.pk)


def test_hidden_text_is_left_out_of_a_visible_entry(people):
    Entry.objects.all().delete()
    make_entry(people["owner"], title_ja="営業", text_ja="秘密", text_visibility="connections")

    (entry,) = record_of(people["stranger"], people["owner"].pk)

    assert (entry.title_ja, entry.text_ja) == ("営業", "")
    assert record_of(people["first"], people["owner"].pk)[0].text_ja == "秘密"


def test_the_record_of_somebody_who_left_is_gone(people):
    owner = people["owner"]
    owner.status = "left"
    owner.save()

    assert record_of(people["first"], owner.pk) == []
