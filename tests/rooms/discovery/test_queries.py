from datetime import timedelta

import pytest

from enishi.engines.search import Order, Stance
from enishi.ground.paging import UnreadableCursor, write_cursor
from enishi.rooms.approaches.models import Welcome
from enishi.rooms.approaches.types import Purpose, Terms
from enishi.rooms.discovery import queries
from enishi.rooms.discovery.types import Narrowed
from enishi.rooms.network.types import Degree
from enishi.rooms.organizations.services import resolve_organization
from tests.makers import NOW, make_block, make_connection, make_entry, make_member

pytestmark = pytest.mark.django_db


def search(viewer, query, **kwargs):
    return queries.search(viewer, query, at=NOW, **kwargs)


def people(viewer, query, **kwargs):
    return [one.member_id for one in search(viewer, query, **kwargs).found]


def at_degree(viewer, degree):
    """Somebody at this degree from `viewer`."""
    far = viewer
    for _step in range(degree):
        other = make_member()
        make_connection(far, other)
        far = other
    return far


def test_evidence_says_line_entry_organization_and_years(member, follow):
    entry = make_entry(
        make_member(),
        title_ja="営業部長",
        text_ja="経理を手伝う\nアルバイト求人広告の営業を統括",
        organization_ja="あけぼの求人社",
        starts="2015",
        ends="2021",
    )
    follow()

    (found,) = search(member, "アルバイト求人").found

    evidence = found.evidence[0]
    assert str(evidence.line) == f"{entry.pk}:ja:1"
    assert evidence.text == "アルバイト求人広告の営業を統括"
    assert evidence.entry.organization_ja == "あけぼの求人社"
    assert (evidence.entry.starts, evidence.entry.ends) == ("2015", "2021")
    assert [evidence.text[a:b] for a, b in evidence.spans] == ["アルバイト求人"]


@pytest.mark.parametrize("query", ["アルバイト求人", "バイト", "part-time job"])
def test_the_languages_meet(member, follow, query):
    one = make_entry(make_member(), title_ja="アルバイト求人広告の営業")
    other = make_entry(make_member(), title_en="Part-time job advertising sales")
    follow()

    assert sorted(people(member, query)) == [one.member_id, other.member_id]


@pytest.mark.parametrize("degree", [1, 2, 3])
@pytest.mark.parametrize(
    ("visibility", "farthest"),
    [("everyone", 9), ("members", 9), ("second_degree", 2), ("connections", 1), ("only_me", 0)],
)
def test_a_line_is_found_by_whom_it_is_for(member, follow, visibility, farthest, degree):
    owner = at_degree(member, degree)
    make_entry(owner, title_ja="秘伝の出汁", visibility=visibility)
    make_entry(owner, title_ja="板前", text_ja="家伝の味噌", text_visibility=visibility)
    follow()
    expected = [owner.pk] if degree <= farthest else []

    answer = search(member, "秘伝")
    assert [one.member_id for one in answer.found] == expected
    assert (answer.total, sum(answer.degrees.values())) == (len(expected), len(expected))
    assert people(member, "家伝") == expected
    assert people(member, "板前") == [owner.pk]


def test_the_narrower_of_entry_and_text_counts(member, follow):
    make_entry(
        make_member(),
        title_ja="板前",
        text_ja="家伝の味噌",
        visibility="connections",
        text_visibility="everyone",
    )
    follow()

    assert people(member, "家伝") == people(member, "板前") == []


def test_headlines_follow_their_one_visibility(member, follow):
    entry = make_entry(
        make_member(), "headline", text_ja="求人広告の人", text_visibility="only_me"
    )
    follow()

    assert people(member, "求人広告") == [entry.member_id]


def test_contacts_and_links_are_not_searched(member, follow):
    make_entry(make_member(), "contact", title_ja="電話", text_ja="求人広告")
    make_entry(make_member(), "link", title_ja="求人広告の記事")
    follow()

    assert people(member, "求人広告") == []


@pytest.mark.parametrize("turn", [1, -1])
def test_a_block_hides_both_from_each_other(member, follow, turn):
    entry = make_entry(make_member(family_kanji="大野"), title_ja="求人広告の営業")
    follow()
    make_block(*[member, entry.member][::turn])

    answer = search(member, "求人広告")
    assert (answer.found, answer.total, answer.degrees) == ((), 0, {})
    assert queries.people_named(member, "大野") == {}


def test_a_stale_index_never_shows_what_is_now_hidden(member, follow):
    entry = make_entry(make_member(), title_ja="求人広告の営業")
    follow()
    type(entry).objects.filter(pk=entry.pk).update(visibility="only_me")

    assert search(member, "求人広告").found == ()


def test_a_stale_index_never_shows_old_words(member, follow):
    entry = make_entry(make_member(), title_ja="求人広告の営業")
    follow()
    type(entry).objects.filter(pk=entry.pk).update(title_ja="求人広告ではない営業")

    assert search(member, "求人広告").found == ()


def test_filters_and_their_counts(member, follow):
    near, far = at_degree(member, 1), make_member()
    kou = resolve_organization(name_ja="甲社", name_en="")
    for owner in (near, far):
        make_entry(
            owner, title_ja="求人広告の営業", organization_id=(owner is near and kou.pk) or None
        )
    follow()

    answer = search(member, "求人広告")
    assert answer.degrees == {1: 1, 3: 1}
    assert answer.organizations == {kou.pk: None}
    assert people(member, "求人広告", narrowed=Narrowed(degrees=frozenset({1}))) == [near.pk]
    assert people(member, "求人広告", narrowed=Narrowed(degrees=frozenset({3}))) == [far.pk]
    at_kou = Narrowed(organization_ids=frozenset({kou.pk}))
    assert people(member, "求人広告", narrowed=at_kou) == [near.pk]


def test_places_are_one_however_they_are_written(member, follow):
    one = make_entry(make_member(), title_ja="求人広告の営業", place_ja="横浜市")
    other = make_entry(make_member(), title_en="Job ad sales")
    make_entry(other.member, "place", text_en="Yokohama, Japan")
    make_entry(make_member(), title_ja="求人広告の営業", place_ja="大阪市")
    follow()

    assert search(member, "求人広告").places == {"jp14": None, "jp27": None}
    near = Narrowed(places=frozenset({"jp14"}))
    assert sorted(people(member, "求人広告", narrowed=near)) == [one.member_id, other.member_id]


def test_small_counts_of_a_filter_are_not_told(member, follow):
    """The index follows some seconds behind: a one would tell of a line just hidden."""
    for number in range(5):
        place = "大阪市" if number else "横浜市"
        make_entry(make_member(), title_ja="求人広告の営業", place_ja=place)
        make_entry(make_member(), title_ja="求人広告の営業", place_ja="大阪市")
    follow()

    assert search(member, "求人広告").places == {"jp27": 9, "jp14": None}


def test_an_industry_is_read_from_the_words_of_a_position(member, follow):
    banker = make_entry(make_member(), title_ja="営業企画", organization_ja="こがら銀行")
    nurse = make_entry(make_member(), title_en="Sales planning nurse", organization_en="Kou")
    make_entry(make_member(), "education", title_ja="営業の研究", organization_ja="乙大学")
    hidden = make_entry(make_member(), title_ja="営業企画")
    make_entry(
        hidden.member, title_ja="経理", organization_ja="丙銀行", visibility="connections"
    )
    follow()

    assert search(member, "営業").industries == {"J": None, "P": None}
    assert people(member, "営業", narrowed=Narrowed(industries=frozenset("J"))) == [
        banker.member_id
    ]
    assert people(member, "営業", narrowed=Narrowed(industries=frozenset("P"))) == [
        nurse.member_id
    ]


def test_a_place_only_connections_may_see_is_no_way_to_filter(member, follow):
    entry = make_entry(make_member(), title_ja="求人広告の営業")
    make_entry(entry.member, "place", text_ja="横浜市", visibility="connections")
    follow()

    assert search(member, "求人広告").places == {}
    assert people(member, "求人広告", narrowed=Narrowed(places=frozenset({"jp14"}))) == []


def test_years_and_language_are_those_of_the_line(member, follow):
    old = make_entry(make_member(), title_ja="求人広告の営業", starts="2001", ends="2004")
    new = make_entry(make_member(), title_en="Job ad sales", starts="2019", is_current=True)
    follow()

    assert people(member, "求人広告", narrowed=Narrowed(first_year=2010)) == [new.member_id]
    assert people(member, "求人広告", narrowed=Narrowed(last_year=2010)) == [old.member_id]
    assert people(member, "求人広告", narrowed=Narrowed(language="en")) == [new.member_id]


def test_who_is_closed_to_what_is_asked_is_left_out_at_once(member, follow):
    shut, open_ = make_member(), make_member()
    for owner in (shut, open_):
        make_entry(owner, title_ja="求人広告の営業")
    follow()
    Welcome.objects.create(member=shut, purpose=Purpose.CHAT, terms=Terms.CLOSED)

    def asking(*purposes):
        return sorted(
            people(member, "求人広告", narrowed=Narrowed(open_to=frozenset(purposes)))
        )

    assert asking(Purpose.CHAT) == [open_.pk]
    assert asking(Purpose.CONSULTATION) == [shut.pk, open_.pk]
    assert asking(Purpose.CHAT, Purpose.CONSULTATION) == [shut.pk, open_.pk]
    assert asking(Purpose.SALES) == []


def test_who_is_open_to_what_is_asked_depends_on_how_near_one_is_and_on_a_pause(member, follow):
    near, far, resting = at_degree(member, 1), make_member(), make_member()
    for owner in (near, far, resting):
        make_entry(owner, title_ja="求人広告の営業")
        Welcome.objects.create(
            member=owner, purpose=Purpose.SALES, terms=Terms.CLOSED, connections=Terms.OPEN
        )
    follow()
    Welcome.objects.create(member=resting, purpose="", opens_at=NOW + timedelta(days=3))

    def asking(purpose):
        return people(member, "求人広告", narrowed=Narrowed(open_to=frozenset({purpose})))

    assert asking(Purpose.SALES) == [near.pk]
    assert sorted(asking(Purpose.CHAT)) == sorted([near.pk, far.pk])


def test_the_nearest_come_first_when_that_is_asked(member, follow):
    far, near = make_member(), at_degree(member, 1)
    make_entry(far, title_ja="求人広告の営業と料金")
    make_entry(near, title_ja="求人広告の営業")
    follow()

    assert people(member, "求人広告 営業 料金", order=Order.NEARNESS) == [near.pk, far.pk]
    assert people(member, "求人広告 営業 料金")[0] == far.pk


def test_what_somebody_bought_is_said_of_them(member, follow):
    make_entry(make_member(), title_ja="求人広告の掲載を依頼した")
    follow()

    assert search(member, "求人広告").found[0].parts.stance is Stance.BOUGHT


def test_degrees_are_those_of_the_network(member, follow):
    third = at_degree(member, 3)
    make_entry(third, title_ja="求人広告の営業")
    make_entry(make_member(), title_ja="求人広告の営業")
    follow()

    degrees = {one.member_id: one.degree for one in search(member, "求人広告").found}
    assert degrees[third.pk] == Degree.THIRD
    assert sorted(degrees.values()) == [Degree.THIRD, Degree.BEYOND]


def test_pages_follow_one_another(member, follow):
    for number in range(queries.PAGE_SIZE + 3):
        make_entry(make_member(), title_ja=f"求人広告の営業 {number}年")
    follow()

    first = search(member, "求人広告")
    second = search(member, "求人広告", cursor=first.next_cursor)
    seen = [one.member_id for one in (*first.found, *second.found)]

    assert len(first.found) == queries.PAGE_SIZE
    assert len(set(seen)) == len(seen) == first.total == queries.PAGE_SIZE + 3
    assert second.next_cursor == ""


@pytest.mark.parametrize(
    "cursor", ["nonsense", write_cursor(-1), write_cursor("10")], ids=["none", "below", "word"]
)
def test_a_cursor_that_is_none_is_refused(member, cursor):
    with pytest.raises(UnreadableCursor):
        search(member, "求人", cursor=cursor)


@pytest.mark.parametrize("beginning", ["大", "おおの", "Ohno", "ono w", "渡"])
def test_people_are_found_by_the_beginning_of_a_name(member, follow, beginning):
    owner = make_member(
        family_kanji="大野",
        given_kanji="渡",
        family_kana="おおの",
        given_kana="わたる",
        family_romaji="Ohno",
        given_romaji="Wataru",
    )
    follow()

    assert queries.people_named(member, beginning) == {owner.pk: Degree.BEYOND}


def test_nearby_queries_leave_words_out(member, follow):
    entry = make_entry(make_member(), title_ja="離島の路線バス")
    follow()

    answer = search(member, "離島 路線バス ダイヤ改正 労使協議")
    assert [one.member_id for one in answer.found] == [entry.member_id]
    assert answer.is_loosened
    assert search(member, '離島 路線バス "労使協議"').found == ()
    nearby = queries.nearby_queries(member, ("離島", "路線バス", "労使協議"))
    assert (nearby[0].query, nearby[0].total) == ("離島 路線バス", 1)
    assert queries.nearby_queries(member, ("離島",)) == []


def test_the_cost_does_not_grow_with_what_is_found(
    member, follow, django_assert_max_num_queries
):
    for _number in range(12):
        make_entry(make_member(), title_ja="求人広告の営業")
    follow()

    with django_assert_max_num_queries(4):  # one more than outside a test's transaction
        assert len(search(member, "求人広告").found) == queries.PAGE_SIZE
