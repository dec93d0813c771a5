"""Looking at others by name or privately: symmetric, as each said it at the time."""

from datetime import timedelta

import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.insights import queries, services
from enishi.rooms.insights.models import Glance, Visit
from enishi.rooms.insights.types import Aim, Finding, Look, Manner, Workplace
from enishi.rooms.members.services import leave_house, suspend_member
from enishi.rooms.organizations.services import resolve_organization
from tests.makers import NOW, PASSWORD, make_block, make_entry, make_member

pytestmark = pytest.mark.django_db
PRIVATE, NAMED = Look(Manner.PRIVATE), Look()
LAST_WEEK = NOW - timedelta(days=7)
LONG_AGO = NOW - timedelta(days=80)


def look_at(member, *viewers, at=LAST_WEEK, look=None):
    for viewer in viewers:
        if look is not None:
            services.set_looking(by=viewer, look=look)
        services.record_visit(viewer=viewer, member_id=member.pk, at=at)


def people(count):
    return [make_member() for _ in range(count)]


def test_who_never_said_looks_by_name(member):
    assert queries.look_of(member) == NAMED

    services.set_looking(by=member, look=Look(Manner.PRIVATE, Aim.HIRING))
    services.set_looking(by=member, look=Look(Manner.PRIVATE, Aim.RESEARCH))

    assert queries.look_of(member) == Look(Manner.PRIVATE, Aim.RESEARCH)


def test_a_visit_says_what_it_is_for(member):
    (viewer,) = people(1)
    look_at(member, viewer, look=Look(aim=Aim.HIRING), at=NOW)
    assert [one.aim for one in queries.found_by(member, LONG_AGO)] == [Aim.HIRING]

    services.say_aim(by=viewer, member_id=member.pk, aim=Aim.ASKING, at=NOW)

    assert queries.found_by(member, LONG_AGO) == [Finding(viewer.pk, NOW, aim=Aim.ASKING)]
    assert queries.look_of(viewer).aim is Aim.HIRING


def test_an_aim_is_said_of_a_visit_of_today_by_name(member):
    named, private = people(2)
    look_at(member, named, at=NOW - timedelta(days=1))
    look_at(member, private, look=PRIVATE, at=NOW)

    for viewer in (named, private):
        with pytest.raises(NotFound):
            services.say_aim(by=viewer, member_id=member.pk, aim=Aim.ASKING, at=NOW)


def test_who_looks_privately_leaves_no_row_with_their_name(member):
    (viewer,) = people(1)

    look_at(member, viewer, look=PRIVATE)

    assert not Visit.objects.exists()
    glance = Glance.objects.get()
    assert str(viewer.pk) not in (glance.token, str(glance.member_id))
    assert queries.found_by(member, LONG_AGO) == []


def test_no_row_of_a_private_viewer_leads_to_another(member):
    (viewer,), other = people(1), make_member()

    for one in (member, other):
        look_at(one, viewer, look=PRIVATE)

    assert len(set(Glance.objects.values_list("token", flat=True))) == 2


def test_private_viewers_are_counted_from_three_on(member):
    first, second, third = people(3)
    look_at(member, first, second, look=PRIVATE)
    assert queries.unnamed_viewers_of(member, NOW) == 0

    look_at(member, third, look=PRIVATE)
    look_at(member, third, at=LAST_WEEK - timedelta(days=14))

    assert queries.unnamed_viewers_of(member, NOW) == 3


def test_the_number_does_not_grow_while_somebody_looks(member):
    look_at(member, *people(2), look=PRIVATE)
    look_at(member, *people(1), look=PRIVATE, at=NOW)

    assert queries.unnamed_viewers_of(member, NOW) == 0
    assert queries.unnamed_viewers_of(member, NOW + timedelta(days=7)) == 3


def test_who_looks_privately_sees_no_names_in_turn(member):
    services.set_looking(by=member, look=PRIVATE)

    look_at(member, *people(2))
    assert queries.found_by(member, LONG_AGO) == []
    assert not queries.visits_to(member, NOW).exists()
    assert queries.unnamed_viewers_of(member, NOW) == 0

    look_at(member, *people(1), look=PRIVATE)
    assert queries.unnamed_viewers_of(member, NOW) == 3


def test_each_visit_is_as_both_had_said_that_day(member):
    before, during, after = people(3)
    look_at(member, before, at=NOW - timedelta(days=3))
    services.set_looking(by=member, look=PRIVATE)
    look_at(member, during, at=NOW - timedelta(days=2))
    services.set_looking(by=member, look=NAMED)
    look_at(member, after, during, at=NOW - timedelta(days=1))
    look_at(member, before, look=PRIVATE, at=NOW)

    told = queries.found_by(member, LONG_AGO)

    assert [(one.viewer_id, (NOW - one.at).days) for one in told] == [
        (during.pk, 1), (after.pk, 1), (before.pk, 3),
    ]  # fmt: skip


@pytest.mark.parametrize("blocks", [lambda a, b: (a, b), lambda a, b: (b, a)])
def test_a_block_takes_private_viewers_out_of_the_number(member, blocks):
    viewers = people(4)
    look_at(member, *viewers[:2], look=PRIVATE)
    services.set_looking(by=member, look=PRIVATE)
    look_at(member, *viewers[2:])
    assert queries.unnamed_viewers_of(member, NOW) == 4

    make_block(*blocks(member, viewers[0]))
    assert queries.unnamed_viewers_of(member, NOW) == 3
    make_block(*blocks(member, viewers[3]))
    assert queries.unnamed_viewers_of(member, NOW) == 0


def test_who_left_is_not_counted_any_more(member):
    leaver, suspended = make_member(password=PASSWORD), make_member()
    operator = make_member(is_staff=True)
    look_at(member, *people(3), leaver, suspended, look=PRIVATE)
    assert queries.unnamed_viewers_of(member, NOW) == 5

    leave_house(by=leaver, password=PASSWORD, at=NOW)
    assert queries.unnamed_viewers_of(member, NOW) == 4
    suspend_member(by=operator, member_id=suspended.pk)
    assert queries.unnamed_viewers_of(member, NOW) == 3


def search_from(place, count, member):
    entry = make_entry(member)
    for _ in range(count):
        worker = make_member()
        make_entry(worker, organization=place, organization_ja=place.name_ja, is_current=True)
        services.record_appearances(
            viewer_id=worker.pk, query="営業", hits=[(member.pk, entry.pk)], at=NOW
        )


@pytest.mark.parametrize(
    ("searching", "others", "told"), [(3, 3, True), (2, 4, False), (3, 2, False)]
)
def test_an_organization_is_told_if_it_tells_of_nobody(member, searching, others, told):
    place = resolve_organization(name_ja="北浜産業研究所")
    search_from(place, searching, member)
    for _ in range(others):
        make_entry(make_member(), organization=place, is_current=True)
    hidden = {"visibility": "only_me", "organization": place, "is_current": True}
    make_entry(make_member(), **hidden)

    places = queries.workplaces_of_searchers(member, LONG_AGO)

    assert places == ([Workplace(place.pk, "北浜産業研究所", "", 3)] if told else [])
