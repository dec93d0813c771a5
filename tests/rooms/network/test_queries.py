from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enishi.rooms.connections import queries as connections
from enishi.rooms.connections import services
from enishi.rooms.connections.models import Connection, TieChange
from enishi.rooms.members.models import Member
from enishi.rooms.network import queries
from enishi.rooms.network.types import Degree, Shared
from tests.makers import NOW, make_block, make_connection, make_invitation, make_member


@pytest.fixture
def line(db):
    """Five members in a row."""
    members = [make_member() for _ in range(5)]
    for one, other in pairwise(members):
        make_connection(one, other)
    return members


def ids(members):
    return [member.pk for member in members]


def test_degrees_along_a_line(line):
    assert list(queries.degrees_for(line[0], ids(line)).values()) == list(Degree)


def test_the_path_stands_in_order(line):
    assert queries.path_for(line[3], line[0].pk) == tuple(ids(line[3::-1]))
    assert queries.path_for(line[0], line[4].pk) == ()
    assert queries.path_for(line[0], line[1].pk) == tuple(ids(line[:2]))


def test_a_path_needs_everybody_between_to_agree(line):
    hidden, shown = line[1], make_member()
    make_connection(line[0], shown)
    make_connection(shown, line[2])
    hidden.show_in_threads = False
    hidden.save()

    assert queries.path_for(line[0], line[2].pk) == (line[0].pk, shown.pk, line[2].pk)
    assert queries.mutuals_for(line[0], line[2].pk) == [shown.pk]

    shown.show_in_threads = False
    shown.save()
    assert queries.path_for(line[0], line[2].pk) == ()
    assert queries.degrees_for(line[0], [line[2].pk]) == {line[2].pk: Degree.SECOND}


@pytest.mark.parametrize("status", ["suspended", "left"])
def test_who_is_absent_stands_on_no_path(line, status):
    line[1].status = status
    line[1].save()

    assert queries.path_for(line[0], line[2].pk) == ()
    assert queries.mutuals_for(line[0], line[2].pk) == []


@pytest.mark.parametrize("blocks", [lambda a, b: (a, b), lambda a, b: (b, a)])
def test_who_is_blocked_stands_on_no_path(line, blocks):
    make_block(*blocks(line[0], line[2]))

    assert queries.path_for(line[0], line[3].pk) == ()
    assert queries.mutuals_for(line[1], line[3].pk) == [line[2].pk]


def test_mutuals_who_know_fewest_come_first(db):
    viewer, other, busy, quiet = (make_member() for _ in range(4))
    for mutual in (busy, quiet):
        make_connection(viewer, mutual)
        make_connection(mutual, other)
    make_connection(busy, make_member())

    assert queries.mutuals_for(viewer, other.pk) == [quiet.pk, busy.pk]
    assert queries.shared_with(viewer)[0] == Shared(other.pk, (quiet.pk, busy.pk))
    assert queries.path_for(viewer, other.pk)[1] == quiet.pk


def test_a_tie_says_what_its_three_parts_say(line):
    make_connection(line[0], line[2])
    for viewer in line:
        for other in line:
            tie = queries.tie_to(viewer, other.pk)
            assert tie.degree == queries.degrees_for(viewer, [other.pk])[other.pk]
            assert tie.path == queries.path_for(viewer, other.pk)
            assert list(tie.mutuals) == queries.mutuals_for(viewer, other.pk)


def test_surroundings(line):
    viewer = line[0]

    assert queries.second_degree_of(viewer) == {line[2].pk}
    assert queries.connections_within(viewer, Degree.FIRST) == {line[1].pk}
    assert queries.connections_within(viewer, Degree.SECOND) == set(ids(line[1:3]))
    assert queries.counts_by_degree(viewer) == {
        Degree.FIRST: 1,
        Degree.SECOND: 1,
        Degree.THIRD: 1,
    }
    assert queries.second_degree_of(make_member()) == frozenset()


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edges=st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=18))
def test_degrees_agree_with_the_sql_of_visibility(ten_members, edges):
    Connection.objects.all().delete()
    pairs = {tuple(sorted(pair)) for pair in edges if pair[0] != pair[1]}
    for one, other in pairs:
        make_connection(ten_members[one], ten_members[other])
    viewer = ten_members[0]

    near = set(
        Member.objects.filter(
            connections.within_second_degree_of(viewer.pk, field="pk")
        ).values_list("pk", flat=True)
    )

    degrees = queries.degrees_for(viewer, ids(ten_members))
    assert near == {pk for pk, degree in degrees.items() if degree in {1, 2}}
    assert near == queries.connections_within(viewer, Degree.SECOND)


@pytest.fixture
def ten_members(db):
    return [make_member() for _ in range(10)]


def test_a_hundred_badges_cost_one_query(django_assert_num_queries, transactional_db):
    people = [make_member() for _ in range(100)]
    make_connection(people[0], people[1])
    queries.degrees_for(people[0], ids(people))

    with django_assert_num_queries(1):
        queries.degrees_for(people[0], ids(people))


# What is committed before a request begins is in its answer


def test_a_change_is_seen_at_once(transactional_db):
    one, other = make_member(), make_member()
    assert queries.degrees_for(one, [other.pk]) == {other.pk: Degree.BEYOND}

    invitation = make_invitation(one, other)
    services.accept_invitation(invitation_id=invitation.pk, by=other, at=NOW)
    assert queries.degrees_for(one, [other.pk]) == {other.pk: Degree.FIRST}

    services.disconnect(by=one, member_id=other.pk)
    assert queries.degrees_for(one, [other.pk]) == {other.pk: Degree.BEYOND}


def test_what_was_rolled_back_was_never_there(transactional_db):
    one, other = make_member(), make_member()
    queries.degrees_for(one, [other.pk])

    with transaction.atomic():
        make_connection(one, other)
        assert queries.degrees_for(one, [other.pk]) == {other.pk: Degree.FIRST}
        transaction.set_rollback(True)

    assert queries.degrees_for(one, [other.pk]) == {other.pk: Degree.BEYOND}


def test_many_changes_at_once_are_read_anew(transactional_db):
    one, other = make_member(), make_member()
    make_connection(one, make_member())
    queries.degrees_for(one, [])

    Connection.objects.create(low=one, high=other, since=NOW)
    services.note_many_changes()

    assert queries.degrees_for(one, [other.pk]) == {other.pk: Degree.FIRST}


def test_another_log_is_noticed(transactional_db):
    one, other = make_member(), make_member()
    make_connection(one, other)
    queries.degrees_for(one, [])

    Connection.objects.all().delete()
    TieChange.objects.all().delete()

    assert queries.degrees_for(one, [other.pk]) == {other.pk: Degree.BEYOND}
