from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from enishi.rooms.connections import services as connections
from enishi.rooms.organizations.models import Organization
from enishi.rooms.suggestions import queries, services
from tests.makers import (
    NOW,
    make_block,
    make_connection,
    make_entry,
    make_invitation,
    make_member,
)


@pytest.fixture
def viewer(db):
    return make_member("viewer")


def make_near(between, **fields):
    """Somebody connected to `between`, as the viewer is."""
    near = make_member(**fields)
    make_connection(between, near)
    return near


@pytest.fixture
def between(viewer):
    member = make_member("between")
    make_connection(viewer, member)
    return member


def shown(viewer, at=NOW):
    return [one.member_id for one in queries.suggestions_for(viewer, at).people]


def visit(viewer, days):
    """What a page does on a day: show, and remember whom."""
    people = shown(viewer, NOW + timedelta(days=days))
    services.note_shown(by=viewer, member_ids=people, on=(NOW + timedelta(days=days)).date())
    return people


def test_a_mutual_connection_is_a_reason(viewer, between):
    near = make_near(between)

    (one,) = queries.suggestions_for(viewer, NOW).people

    assert (one.member_id, one.mutual_ids, one.together) == (near.pk, (between.pk,), None)


def test_the_same_place_in_the_same_years_is_a_reason(viewer):
    office = Organization.objects.create(key="office", name_ja="あけぼの求人社")
    place = {"organization": office, "organization_ja": "あけぼの求人社"}
    make_entry(viewer, starts="2009-04", ends="2018-03", **place)
    colleague, earlier = make_member(), make_member()
    make_entry(colleague, starts="2012", is_current=True, **place)
    make_entry(earlier, starts="1999", ends="2008", **place)

    (one,) = queries.suggestions_for(viewer, NOW).people

    assert one.member_id == colleague.pk
    assert (one.together.first_year, one.together.last_year) == (2012, 2018)
    assert one.together.organization("en") == "あけぼの求人社"


def test_what_one_may_not_see_is_no_reason(viewer):
    office = Organization.objects.create(key="office")
    make_entry(viewer, starts="2009", is_current=True, organization=office)
    make_entry(
        make_member(), starts="2009", is_current=True, organization=office, visibility="only_me"
    )

    assert shown(viewer) == []


@pytest.mark.parametrize(
    "settle",
    [
        make_connection,
        make_invitation,
        lambda viewer, near: make_invitation(near, viewer),
        lambda viewer, near: make_invitation(viewer, near, outcome="declined"),
        make_block,
        lambda viewer, near: make_block(near, viewer),
        lambda viewer, near: services.dismiss_for_now(by=viewer, member_id=near.pk, at=NOW),
        lambda viewer, near: services.dismiss_for_good(by=viewer, member_id=near.pk, at=NOW),
    ],
    ids=[
        "connected",
        "invited",
        "inviting",
        "declined",
        "blocked",
        "blocked-by",
        "not-now",
        "never",
    ],
)
def test_who_is_settled_is_not_suggested(viewer, between, settle):
    near = make_near(between)
    assert shown(viewer) == [near.pk]

    settle(viewer, near)

    assert shown(viewer) == []
    assert shown(viewer, NOW + timedelta(days=1)) == []


@pytest.mark.parametrize(
    "fields", [{"is_suggestable": False}, {"status": "left"}, {"status": "suspended"}]
)
def test_who_does_not_wish_it_or_is_away_is_not_suggested(viewer, between, fields):
    make_near(between, **fields)

    assert shown(viewer) == []


def test_a_mutual_who_may_not_be_named_is_no_reason(viewer, between):
    make_near(between)
    between.show_in_threads = False
    between.save()

    assert shown(viewer) == []


def test_not_now_rests_thirty_days_and_never_never_returns(viewer, between):
    now, never = make_near(between), make_near(between)
    services.dismiss_for_now(by=viewer, member_id=now.pk, at=NOW)
    services.dismiss_for_good(by=viewer, member_id=never.pk, at=NOW)

    assert shown(viewer, NOW + timedelta(days=29)) == []
    assert shown(viewer, NOW + timedelta(days=30)) == [now.pk]
    services.suggest_again(by=viewer, member_id=never.pk)
    assert never.pk in shown(viewer) + shown(viewer, NOW + timedelta(days=1))


def test_no_face_stays(viewer, between):
    pool = {make_near(between).pk for _ in range(12)}
    days = [visit(viewer, day) for day in range(4)]

    assert all(len(day) == 5 for day in days)
    assert all(not set(one) & set(other) for one, other in pairwise(days))
    assert set().union(*days) == pool
    assert shown(viewer, NOW + timedelta(days=3)) == days[3]


def test_a_month_of_visits_over_sixty_people(viewer, between):
    pool = {make_near(between).pk for _ in range(60)}
    times, returns = Counter(), {}
    for day in range(30):
        people, at = visit(viewer, day), NOW + timedelta(days=day)
        times.update(people)
        assert all(returns.get(one, day) <= day for one in people)
        if day in {1, 8, 15}:
            services.dismiss_for_good(by=viewer, member_id=people[0], at=at)
            services.dismiss_for_now(by=viewer, member_id=people[1], at=at)
            returns |= {people[0]: 999, people[1]: day + 30}

    assert set(times) <= pool
    assert len(times) >= 40
    assert max(times.values()) <= 3


def test_few_people_are_shown_by_halves(viewer, between):
    for _ in range(5):
        make_near(between)
    days = [visit(viewer, day) for day in range(6)]

    assert queries.suggestions_for(viewer, NOW).is_thin
    assert [len(day) for day in days] == [3, 3, 3, 3, 2, 1]
    assert all(set(one) != set(other) for one, other in pairwise(days))


def test_an_answer_leaves_the_others_in_their_place(viewer, between):
    for _ in range(12):
        make_near(between)
    first, second, *others = visit(viewer, 0)

    services.dismiss_for_now(by=viewer, member_id=first, at=NOW)
    connections.invite(by=viewer, invitee_id=second, at=NOW)

    assert shown(viewer) == others


def test_more_in_common_comes_first(viewer):
    betweens = [make_member() for _ in range(3)]
    one, two, three = (make_member() for _ in range(3))
    for count, near in ((1, one), (3, three), (2, two)):
        for between in betweens[:count]:
            make_connection(between, near)
    for between in betweens:
        make_connection(viewer, between)

    assert visit(viewer, 0) == [three.pk, two.pk]  # half of them
    assert visit(viewer, 1) == [three.pk, one.pk]  # who was shown least, then the best


def test_the_number_of_queries_does_not_grow(viewer, between, django_assert_num_queries):
    for _ in range(3):
        make_near(between)
    # One more with a record; inside a transaction the graph is read whole, with one more too.
    with django_assert_num_queries(5 + 1):
        queries.suggestions_for(viewer, NOW)
    for _ in range(20):
        make_near(between)
    with django_assert_num_queries(5 + 1):
        queries.suggestions_for(viewer, NOW)
