from contextlib import contextmanager
from unittest import mock

import pytest

from enishi.engines.graph import from_rows, packed_rows, strengths_of
from enishi.rooms.network import snapshot
from enishi.rooms.organizations.models import Organization
from tests.makers import (
    make_block,
    make_connection,
    make_entry,
    make_invitation,
    make_member,
)


@pytest.fixture
def viewer(member_client):
    return member_client.viewer


def test_connections_stand_in_the_order_of_their_readings(member_client, viewer):
    for kanji, kana in (("和田", "わだ"), ("相沢", "あいざわ"), ("北川", "きたがわ")):
        make_connection(viewer, make_member(family_kanji=kanji, family_kana=kana))
    make_connection(viewer, make_member(family_kanji="名無", family_kana="", given_kana=""))

    page = member_client.get("/network/").content.decode()

    places = [page.index(name) for name in ("相沢", "北川", "和田", "名無")]
    assert places == sorted(places)


def test_invitations_stand_both_ways(member_client, viewer):
    make_invitation(make_member(family_kanji="黒田"), viewer, note="勉強会で")
    make_invitation(viewer, make_member(family_kanji="上村"))
    make_invitation(viewer, make_member(family_kanji="原口"), outcome="declined")

    page = member_client.get("/network/").content.decode()

    for words in ("黒田", "勉強会で", "上村", "原口"):
        assert words in page


def test_who_is_blocked_or_gone_is_nowhere(member_client, viewer):
    gone, blocked = make_member(family_kanji="去田"), make_member(family_kanji="壁山")
    make_connection(viewer, gone)
    make_invitation(blocked, viewer)
    make_block(viewer, blocked)
    gone.status = "left"
    gone.save()

    page = member_client.get("/network/").content.decode()

    assert "去田" not in page
    assert "壁山" not in page


def test_the_list_narrows_to_an_organization(member_client, viewer):
    office = Organization.objects.create(key="office", name_ja="ヒバリ人材")
    for kanji in ("相沢", "北川"):
        colleague = make_member(family_kanji=kanji)
        make_connection(viewer, colleague)
        make_entry(
            colleague, organization=office, organization_ja="ヒバリ人材", is_current=True
        )
    make_connection(viewer, make_member(family_kanji="森本"))

    everywhere = member_client.get("/network/").content.decode()
    there = member_client.get("/network/", {"organization": office.pk}).content.decode()
    listed = there.partition('id="connections"')[2]

    assert "ヒバリ人材" in everywhere
    assert "森本" in everywhere
    assert "相沢" in listed
    assert "森本" not in listed
    assert "森本" in there  # the picture is still of everybody


def test_those_with_whom_most_is_shared_come_first_if_one_likes(member_client, viewer):
    near, far, shared = (make_member(family_kanji=name) for name in ("渡辺", "会田", "間中"))
    for one, other in ((viewer, near), (viewer, far), (viewer, shared), (near, shared)):
        make_connection(one, other)
    make_connection(far, make_member())

    def listed(**asked):
        page = member_client.get("/network/", asked).content.decode()
        return page.partition('id="connections"')[2]

    with override_graph_with_strengths():
        by_nearness = listed(order="nearness")
    assert by_nearness.index("渡辺") < by_nearness.index("会田")
    assert listed(order="anything")  # a word nobody knows is the usual order


@contextmanager
def override_graph_with_strengths():
    """As after a snapshot was made: within the test's transaction none can be."""
    starts, neighbours, _ = packed_rows(snapshot.current_graph())
    graph = from_rows(starts, neighbours, strengths_of(starts, neighbours))
    with mock.patch("enishi.rooms.network.queries.current_graph", return_value=graph):
        yield


def test_colleagues_stand_together_in_the_picture(member_client, viewer):
    office = Organization.objects.create(key="office", name_ja="ヒバリ人材")
    between = make_member()
    make_connection(viewer, between)
    secret = make_member()
    for one in (between, make_member(), make_member(), secret):
        if one is not between:
            make_connection(between, one)
        make_entry(
            one,
            organization=office,
            organization_ja="ヒバリ人材",
            is_current=True,
            visibility="only_me" if one is secret else "members",
        )

    rings = member_client.get("/network/").context_data["page"].rings

    told = [(one.name, one.first, one.second) for one in rings.sectors]
    assert told == [("ヒバリ人材", 1, 2), ("", 0, 1)]
    assert (rings.first, rings.second, rings.third) == (1, 3, 0)


@pytest.mark.parametrize(
    "query", ["page=99999999999999999999", "page=x", "organization=-1", "page=0"]
)
def test_odd_addresses_still_show_the_page(member_client, viewer, query):
    make_connection(viewer, make_member(family_kanji="相沢"))

    assert "相沢" in member_client.get(f"/network/?{query}").content.decode()


def test_many_connections_come_in_pages(member_client, viewer):
    kana = "あいうえおかきくけこ"
    for family in kana:
        for given in kana[:5]:
            other = make_member(family_kanji=f"名{family}{given}", family_kana=family + given)
            make_connection(viewer, other)

    first = member_client.get("/network/").content.decode()
    second = member_client.get("/network/?page=2").content.decode()

    assert "名ああ" in first
    assert "page=2" in first
    assert "名こお" not in first
    assert "名こお" in second


@pytest.mark.parametrize("count", [1, 20])
def test_queries(member_client, viewer, count, django_assert_num_queries):
    for _ in range(count):
        make_connection(viewer, make_member())
        make_invitation(make_member(), viewer)
        make_invitation(viewer, make_member())

    member_client.get("/network/")  # the first request of a session also writes it

    # Within the test's transaction the graph is read anew: two queries in place of one.
    with django_assert_num_queries(10 + 1):
        member_client.get("/network/")
