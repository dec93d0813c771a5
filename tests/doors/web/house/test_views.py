"""The operators' pages."""

import pytest
from django.utils import timezone

from enishi.rooms.discovery import queries as discovery
from enishi.rooms.members import queries, services
from enishi.rooms.members.models import JoiningInvitation, Member
from enishi.rooms.members.types import Joining, Status
from tests.makers import make_member, make_second_factor

HOUSE = {"name_ja": "中央の縁", "name_en": "Enishi of Chuo", "about_en": "<b>Work</b> in Chuo."}


@pytest.fixture
def operator(client, db):
    member = make_member("operator", is_staff=True, language="en")
    make_second_factor(member)
    client.force_login(member)
    return member


def test_the_house_is_set_up(client, operator):
    client.post(
        "/house/", HOUSE | {"joining": "approval", "operators_need_second_factor": "on"}
    )

    house = queries.get_house()
    assert (house.name_en, house.joining) == ("Enishi of Chuo", Joining.APPROVAL)
    assert house.operators_need_second_factor


def test_guests_read_what_the_house_is(client, operator):
    client.post("/house/", HOUSE | {"joining": "open"})
    client.logout()

    page = client.get("/about/").content.decode()

    assert "中央の縁" in page
    assert "&lt;b&gt;Work&lt;/b&gt; in Chuo." in page


def test_what_was_typed_stays_when_refused(client, operator):
    page = client.post("/house/", HOUSE | {"joining": "anybody at all", "name_en": ""})

    assert page.status_code == 422
    assert "中央の縁" in page.content.decode()
    assert queries.get_house().name_ja == "縁の家"


def test_an_invitation_is_made_and_its_link_shown(client, operator):
    client.post("/house/invitations/", {"email": "guest@people.example"})

    invitation = JoiningInvitation.objects.get()
    page = client.get("/house/invitations/").content.decode()
    assert f"http://localhost:8000/join/{invitation.code}/" in page
    assert "guest@people.example" in page


def test_an_invitation_may_be_for_whoever_has_the_link(client, operator):
    client.post("/house/invitations/", {"email": ""})

    assert JoiningInvitation.objects.get().email == ""


def test_a_withdrawn_invitation_is_gone(client, operator):
    invitation = services.invite_to_house(by=operator, at=timezone.now())

    client.post(f"/house/invitations/{invitation.pk}/withdraw/")

    assert not JoiningInvitation.objects.exists()


@pytest.mark.parametrize(("act", "left"), [("approve", [Status.ACTIVE]), ("decline", [])])
def test_people_who_wait_are_answered(client, operator, act, left):
    waiting = make_member("waiting", status=Status.WAITING)
    assert "waiting@people.example" in client.get("/house/").content.decode()

    client.post(f"/house/waiting/{waiting.pk}/{act}/")

    assert list(Member.objects.filter(pk=waiting.pk).values_list("status", flat=True)) == left


def test_a_member_is_suspended_and_restored(client, operator):
    naoki = make_member("naoki")

    client.post(f"/house/people/{naoki.pk}/suspend/")
    naoki.refresh_from_db()
    assert naoki.status == Status.SUSPENDED
    assert f"/house/people/{naoki.pk}/restore/" in client.get("/house/people/").content.decode()

    client.post(f"/house/people/{naoki.pk}/restore/")
    naoki.refresh_from_db()
    assert naoki.status == Status.ACTIVE


def test_operators_are_not_offered_to_suspend_themselves(client, operator):
    page = client.get("/house/people/").content.decode()

    assert f"/house/people/{operator.pk}/suspend/" not in page
    assert client.post(f"/house/people/{operator.pk}/suspend/").status_code == 409


def test_members_are_found_by_name(client, operator):
    make_member("naoki", family_kanji="藤田")
    make_member("minoru", family_kanji="佐藤")

    page = client.get("/house/people/", {"q": "藤田"}).content.decode()

    assert "naoki@people.example" in page
    assert "minoru@people.example" not in page


@pytest.mark.parametrize("path", ["/house/", "/house/invitations/", "/house/people/"])
@pytest.mark.parametrize("many", [1, 20])
def test_lists_cost_the_same_however_long(
    client, operator, django_assert_max_num_queries, path, many
):
    for _ in range(many):
        make_member(status=Status.WAITING)
        make_member()
        services.invite_to_house(by=operator, at=timezone.now())

    with django_assert_max_num_queries(12):
        assert client.get(path).status_code == 200


def test_long_lists_have_pages(client, operator):
    for _ in range(31):
        make_member()

    first = client.get("/house/people/").content.decode()
    assert "?page=2" in first
    assert client.get("/house/people/", {"page": "2"}).status_code == 200
    assert client.get("/house/people/", {"page": "many"}).status_code == 200


def test_only_operators_are_shown_the_way(client, operator):
    assert 'href="/house/"' in client.get("/about/").content.decode()

    client.force_login(make_member())

    assert 'href="/house/"' not in client.get("/about/").content.decode()


def test_words_are_tied_together_and_taken_out_again(client, operator):
    sent = client.post("/house/words/", {"japanese": "応募単価制、応募課金", "english": ""})
    assert sent.status_code == 302

    (word,) = discovery.house_words()
    page = client.get("/house/words/").content.decode()
    assert "応募単価制、応募課金" in page
    client.post(f"/house/words/{word.id}/forget/")
    assert discovery.house_words() == []


def test_one_word_alone_is_refused_and_stays_typed(client, operator):
    page = client.post("/house/words/", {"japanese": "<b>甲", "english": ""})

    assert page.status_code == 422
    assert "&lt;b&gt;甲" in page.content.decode()
    assert discovery.house_words() == []
