from datetime import timedelta

import pytest
from django.utils import timezone

from enishi.rooms.approaches.models import Approach, Reason
from enishi.rooms.insights import services as insights
from enishi.rooms.members.models import House
from tests.makers import (
    make_entry,
    make_introduction,
    make_invitation,
    make_member,
)

HTMX = {"headers": {"HX-Request": "true"}}


@pytest.fixture
def viewer(member_client):
    return member_client.viewer


def make_letter(recipient, sender=None):
    sender = sender or make_member()
    entry = make_entry(recipient, title_ja="営業")
    approach = Approach.objects.create(
        sender=sender,
        recipient=recipient,
        purpose="consultation",
        subject="求人広告の市場について",
        message="はじめまして。",
        fee_yen=30000,
        minutes=60,
        sent_at=timezone.now(),
    )
    Reason.objects.create(
        approach=approach, entry=entry, order=0, language="ja", line=0, text="料金改定を企画"
    )
    return approach


def test_what_waits_is_there(member_client, viewer):
    make_letter(viewer, make_member(family_kanji="高梨"))
    make_invitation(make_member(family_kanji="黒田"), viewer, note="勉強会で")

    page = member_client.get("/").content.decode()

    for words in (
        "高梨",
        "求人広告の市場について",
        "料金改定を企画",
        "¥30,000",
        "黒田",
        "勉強会で",
    ):
        assert words in page


def test_a_quiet_day_has_an_end(member_client):
    response = member_client.get("/")

    assert response.status_code == 200
    assert 'class="end"' in response.content.decode()
    assert "sheet letter" not in response.content.decode()


def test_who_found_me_and_by_which_line(member_client, viewer):
    entry = make_entry(viewer, title_ja="首都圏営業部 課長")
    finder = make_member(family_kanji="高梨")
    now = timezone.now()
    insights.record_appearances(
        viewer_id=finder.pk, query="求人 営業", hits=[(viewer.pk, entry.pk)], at=now
    )
    insights.record_visit(
        viewer=finder, member_id=viewer.pk, query="求人 営業", entry_id=entry.pk, at=now
    )
    insights.record_visit(
        viewer=make_member(family_kanji="昔田"), member_id=viewer.pk, at=now - timedelta(days=8)
    )

    page = member_client.get("/today/found/", **HTMX).content.decode()

    assert "<html" not in page
    for words in ("高梨", "求人 営業", '<mark class="ev">首都圏営業部 課長</mark>'):
        assert words in page
    assert "昔田" not in page


@pytest.mark.parametrize("joining", ["open", "approval", "invitation"])
def test_a_guest_is_told_what_this_house_is(client, db, joining):
    House.objects.create(
        pk=1, joining=joining, about_en="A house for tests.", about_ja="試しの家"
    )

    page = client.get("/").content.decode()

    assert "試しの家" in page or "A house for tests." in page
    assert 'href="/account/login/"' in page
    assert ("btn-primary" in page) is (joining != "invitation")


def test_who_waits_for_approval_waits(client, db):
    client.force_login(make_member(status="waiting"))

    assert client.get("/")["Location"] == "/waiting/"


# Within a test's transaction the graph is read anew: two queries wherever it is one. The first
# request of a session also writes it, so the second is counted.


@pytest.mark.parametrize("count", [1, 20])
def test_queries_of_the_page(member_client, viewer, count, django_assert_num_queries):
    for _ in range(count):
        make_letter(viewer)
        make_invitation(make_member(), viewer)
        make_introduction(make_member(), viewer, make_member())

    member_client.get("/")
    with django_assert_num_queries(12 + 1):
        member_client.get("/")


@pytest.mark.parametrize("count", [1, 20])
def test_queries_of_who_found_me(member_client, viewer, count, django_assert_num_queries):
    entry, now = make_entry(viewer, title_ja="営業"), timezone.now()
    for _ in range(count):
        finder = make_member()
        hits = [(viewer.pk, entry.pk)]
        insights.record_appearances(viewer_id=finder.pk, query="q", hits=hits, at=now)
        insights.record_visit(viewer=finder, member_id=viewer.pk, query="q", at=now)

    member_client.get("/today/found/")
    with django_assert_num_queries(10 + 1):
        member_client.get("/today/found/")
