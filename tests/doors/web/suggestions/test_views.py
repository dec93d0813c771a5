import pytest

from enishi.rooms.suggestions.models import Dismissal, Showing, Silence
from tests.makers import make_block, make_connection, make_entry, make_member

HTMX = {"headers": {"HX-Request": "true"}}
BRING_IN = 'class="btn btn-line" href="/me/import/"'


@pytest.fixture
def viewer(member_client):
    return member_client.viewer


def make_near(viewer, count=1):
    between = make_member(family_kanji="相沢")
    make_connection(viewer, between)
    members = [make_member(family_kanji=f"近藤{number}") for number in range(count)]
    for member in members:
        make_connection(between, member)
    return members


def test_people_i_may_know_come_with_a_reason(member_client, viewer):
    make_near(viewer)

    page = member_client.get("/network/suggestions/").content.decode()

    assert "<html" in page
    assert "近藤0" in page
    assert "相沢" in page


def test_a_page_that_is_opened_again_shows_the_same_people_once(member_client, viewer):
    near = make_near(viewer, 8)

    first, again = (
        member_client.get("/network/suggestions/").content.decode() for _ in range(2)
    )

    shown = {one.pk for one in near if f"/people/{one.handle}/" in first}
    assert len(shown) == 4
    assert shown == {one.pk for one in near if f"/people/{one.handle}/" in again}
    assert set(Showing.objects.values_list("suggested_id", flat=True)) == shown
    assert Showing.objects.count() == 4


def test_few_people_come_with_ways_to_more(member_client, viewer):
    make_near(viewer)

    page = member_client.get("/network/suggestions/").content.decode()

    assert 'class="act" href="/me/"' in page
    assert 'class="act" href="/search/"' in page


def test_the_first_step_of_an_empty_record_is_to_bring_it_in(member_client, viewer):
    page = member_client.get("/network/suggestions/", **HTMX).content.decode()
    assert BRING_IN in page

    make_entry(viewer, title_ja="営業", text_ja="求人広告の営業")
    page = member_client.get("/network/suggestions/", **HTMX).content.decode()
    assert BRING_IN not in page
    assert 'class="btn btn-line" href="/me/"' in page


@pytest.mark.parametrize(
    ("extra", "back"), [({}, "/network/suggestions/"), (HTMX, "/")], ids=["own page", "today"]
)
@pytest.mark.parametrize("answer", ["not-now", "never"])
def test_not_now_and_never_stand_on_today_and_on_their_own_page(
    member_client, viewer, extra, back, answer
):
    (near,) = make_near(viewer)
    address = f"/people/{near.handle}/{answer}/"
    assert 'hx-get="/network/suggestions/"' in member_client.get("/").content.decode()

    page = member_client.get("/network/suggestions/", **extra).content.decode()
    assert f'action="{address}"' in page
    assert f'name="next" value="{back}"' in page

    response = member_client.post(address, {"next": back}, follow=True)  # without scripts
    assert response.redirect_chain == [(back, 302)]
    page = member_client.get("/network/suggestions/", **extra).content.decode()
    assert f'action="{address}"' not in page


def test_not_now_can_be_undone_or_made_for_good(member_client, viewer):
    (near,) = make_near(viewer)

    row = member_client.post(f"/people/{near.handle}/not-now/", **HTMX).content.decode()
    assert f"/people/{near.handle}/suggest-again/" in row
    assert Dismissal.objects.get().until is not None

    member_client.post(f"/people/{near.handle}/never/", **HTMX)
    assert Dismissal.objects.get().until is None

    response = member_client.post(f"/people/{near.handle}/suggest-again/")
    assert response["Location"] == "/network/suggestions/"
    assert not Dismissal.objects.exists()


@pytest.mark.parametrize("count", [2, 20])
@pytest.mark.parametrize("extra", [{}, HTMX], ids=["page", "fragment"])
def test_queries_of_people(member_client, viewer, count, extra, django_assert_max_num_queries):
    make_near(viewer, count)

    member_client.get("/network/suggestions/", **extra)
    with django_assert_max_num_queries(12 + 2):
        member_client.get("/network/suggestions/", **extra)


def test_who_is_set_aside_is_listed_and_can_return(member_client, viewer):
    now, never = make_near(viewer, 2)
    member_client.post(f"/people/{now.handle}/not-now/")
    member_client.post(f"/people/{never.handle}/never/")

    page = member_client.get("/network/suggestions/").content.decode()
    aside = page[page.index('id="aside"') :]
    assert now.family_kanji in aside
    assert never.family_kanji in aside

    member_client.post(f"/people/{now.handle}/suggest-again/")
    make_block(never, viewer)
    assert 'id="aside"' not in member_client.get("/network/suggestions/").content.decode()


def test_who_wants_nobody_is_shown_nobody_until_they_say_so(member_client, viewer):
    (near,) = make_near(viewer)

    member_client.post("/network/suggestions/none/")
    page = member_client.get("/network/suggestions/").content.decode()
    part = member_client.get("/network/suggestions/", **HTMX).content.decode()
    assert near.family_kanji not in page + part
    assert "/network/suggestions/again/" in page
    assert not Showing.objects.exists()

    member_client.post("/network/suggestions/again/")
    assert not Silence.objects.exists()
    assert near.family_kanji in member_client.get("/network/suggestions/").content.decode()


def test_the_part_of_the_first_page_is_no_page_of_its_own(member_client, viewer):
    make_near(viewer)

    part = member_client.get("/network/suggestions/", **HTMX).content.decode()

    assert "<html" not in part
    assert 'name="next" value="/"' in part
    assert 'id="h-choice"' not in part
