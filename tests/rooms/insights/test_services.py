from datetime import timedelta

import pytest

from enishi.ground.events import announce
from enishi.rooms.discovery.events import PeopleFound
from enishi.rooms.insights import queries, services
from enishi.rooms.insights.models import Appearance, Edit, Glance, Visit
from enishi.rooms.insights.types import Finding, Look, Manner, Searchers
from enishi.rooms.profiles.events import EntryChange
from tests.makers import NOW, make_block, make_entry, make_member

WEEK_AGO = NOW - timedelta(days=7)
QUERY = "アルバイト求人 営業"
PRIVATE = Look(Manner.PRIVATE)


@pytest.fixture
def visitor(db):
    return make_member("visitor")


def appear(visitor, member, entry, query=QUERY, at=NOW):
    services.record_appearances(
        viewer_id=visitor.pk, query=query, hits=[(member.pk, entry.pk)], at=at
    )


def test_a_search_and_a_visit_tell_who_and_why(member, visitor):
    entry = make_entry(member, title_ja="営業")
    appear(visitor, member, entry)

    services.record_visit(
        viewer=visitor, member_id=member.pk, query=QUERY, entry_id=entry.pk, at=NOW
    )

    assert queries.found_by(member, WEEK_AGO) == [Finding(visitor.pk, NOW, QUERY, entry.pk)]
    assert queries.found_by(visitor, WEEK_AGO) == []


def test_a_search_that_did_not_happen_is_not_believed(member, visitor):
    entry = make_entry(member)

    services.record_visit(
        viewer=visitor, member_id=member.pk, query="安い名刺", entry_id=entry.pk, at=NOW
    )

    assert queries.found_by(member, WEEK_AGO) == [Finding(visitor.pk, NOW)]


def test_a_day_has_one_visit_and_it_keeps_the_search(member, visitor):
    entry = make_entry(member)
    appear(visitor, member, entry)
    for query in ("", QUERY, ""):
        services.record_visit(viewer=visitor, member_id=member.pk, query=query, at=NOW)

    assert Visit.objects.get().query == QUERY


def test_of_several_days_the_one_with_a_search_is_told(member, visitor):
    entry = make_entry(member)
    appear(visitor, member, entry)
    services.record_visit(
        viewer=visitor, member_id=member.pk, query=QUERY, at=NOW - timedelta(days=2)
    )
    services.record_visit(viewer=visitor, member_id=member.pk, at=NOW)

    (finding,) = queries.found_by(member, WEEK_AGO)
    assert finding.query == QUERY
    assert queries.found_by(member, NOW) == [Finding(visitor.pk, NOW)]


def test_nobody_visits_themself(member):
    services.record_visit(viewer=member, member_id=member.pk, at=NOW)

    assert not Visit.objects.exists()


@pytest.mark.parametrize("blocks", [lambda a, b: (a, b), lambda a, b: (b, a)])
def test_who_is_blocked_was_never_here(member, visitor, blocks):
    services.record_visit(viewer=visitor, member_id=member.pk, at=NOW)
    make_block(*blocks(member, visitor))

    assert queries.found_by(member, WEEK_AGO) == []


def test_searchers_are_counted_from_three_on(member):
    entry = make_entry(member)
    people = [make_member() for _ in range(4)]
    for person in people[:2]:
        appear(person, member, entry)
    assert queries.searchers_of(member, WEEK_AGO) == Searchers()

    appear(people[2], member, entry)
    appear(people[3], member, entry, query="別の言葉")

    assert queries.searchers_of(member, WEEK_AGO) == Searchers(4, ((QUERY, 3),))


def test_an_announced_search_is_kept_once_a_day(
    member, visitor, django_capture_on_commit_callbacks
):
    entry = make_entry(member)
    found = PeopleFound(
        viewer_id=visitor.pk,
        query=f" {QUERY} ",
        hits=((member.pk, entry.pk), (visitor.pk, entry.pk)),
    )

    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            announce(found)

    kept = Appearance.objects.get()
    assert (kept.member, kept.viewer, kept.entry, kept.query) == (member, visitor, entry, QUERY)


def test_after_ninety_days_it_is_forgotten(member, visitor):
    entry, private = make_entry(member), make_member()
    services.set_looking(by=private, look=PRIVATE)
    for days in (98, 89):
        at = NOW - timedelta(days=days)
        appear(visitor, member, entry, at=at)
        for viewer in (visitor, private):
            services.record_visit(viewer=viewer, member_id=member.pk, at=at)
        services.record_edits(
            member_id=member.pk, entry_ids=[entry.pk], change=EntryChange.REWRITTEN, at=at
        )

    assert services.forget_old_views(at=NOW) == 4
    assert [table.objects.count() for table in (Visit, Appearance, Glance, Edit)] == [1] * 4
    assert services.forget_old_views(at=NOW) == 0
